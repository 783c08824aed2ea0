"""Charts: built once for what they show, and spoken of to people who hear the page."""

from collections.abc import Callable, Hashable
from functools import partial
from time import sleep
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from fmnist.artifacts.store import HISTORY_FILE
from fmnist.figures.curves import Range
from fmnist.figures.learning_curves import learning_curves
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.chart_download import chart_download

if TYPE_CHECKING:
    from fmnist.figures.template import Figure

PLAIN: Final = {"displayModeBar": False}
HEAD_START: Final = 0.03  # seconds


def text_first() -> None:
    """Let the browser paint the text above before charts keep it busy for ten times as long.

    A kept chart is there at once; it and the title would be drawn together, at the end.

    Twelve steps to Calibration, Learning curves and the pair by turns, medians: their titles stand
    after 78, 67 and 64 ms, without the pause after 200, 198 and 143; all that the pages show after
    772, 369 and 275 ms, without it after 624, 375 and 205.
    """
    sleep(HEAD_START)


def chart(
    build: Callable[[], "Figure"],
    *,
    key: str,
    of: tuple[Hashable, ...],
    title: str,
    alt: str,
    on_select: Callable[[], None] | Literal["ignore"] = "ignore",
    place: DeltaGenerator | None = None,
) -> None:
    """Show a chart.

    Parameters
    ----------
    build
        Draws the figure, when it is not kept from an earlier run.
    key
        Distinguishes the charts of one page.
    of
        All that the figure depends on, such as fingerprints of predictions.
    title
        What it is called.
    alt
        What the chart shows, in words.
    on_select
        What a click on a mark does.
    place
        The column that holds the chart.
    """
    with place or st.container():
        st.plotly_chart(
            cache.figure((key, *of), build),
            key=key,
            on_select=on_select,
            selection_mode="points",
            config=PLAIN,
            alt=alt,
        )
        chart_download(key, title=title, name=key.replace("_", "-"))


def history_chart(
    evaluated: EvaluatedModel, colour: str, accuracy_range: Range, loss_range: Range
) -> None:
    """Show how one model learned."""
    curves = cache.curves(evaluated)
    chart(
        partial(
            learning_curves,
            curves,
            colour=colour,
            accuracy_range=accuracy_range,
            loss_range=loss_range,
        ),
        key=f"curves_{evaluated.key}",
        of=(evaluated.record.files[HISTORY_FILE], colour, accuracy_range, loss_range),
        title=f"Learning curves of {evaluated.name}",
        alt=f"Accuracy and loss of {evaluated.name} on training and validation images over "
        f"{len(curves.epoch)} epochs; epoch {curves.selected_epoch} is marked as selected.",
    )
