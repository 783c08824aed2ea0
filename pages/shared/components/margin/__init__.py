"""Every image of two classes on one axis, with a threshold that can be moved."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.shared.components.sources import handle_event, payload, plain, text

_COMPONENT = st.components.v2.component(
    "fmnist_margin",
    css=text("parts/base.css", "parts/sprite.css", "parts/card.css", "margin/margin.css"),
    js=text(
        "parts/dom.js",
        "parts/sprite.js",
        "parts/announce.js",
        "parts/take_back.js",
        "margin/margin_text.js",
        "margin/margin_plot.js",
        "margin/margin.js",
    ),
)


@dataclass(frozen=True)
class Lane:
    """The images of one true class, by ascending margin; parallel sequences or arrays.

    Parameters
    ----------
    label : int
        The true class, which names the atlas sheet.
    indices, positions : of int
        Test index of each image, and its place in the sheet.
    steps : of int
        Margin in steps of the axis, rounded down: "at least the threshold" is then exact for
        every threshold in whole steps.
    predicted : of int
        The class that the model predicts among all classes.
    """

    label: int
    indices: Iterable[Any]
    positions: Iterable[Any]
    steps: Iterable[Any]
    predicted: Iterable[Any]


@dataclass(frozen=True)
class Scale:
    """The axis: its ends, which the threshold cannot leave, in steps, and the steps in a nat."""

    low: int
    high: int
    per_nat: int


def margin_axis(
    lanes: tuple[Lane, Lane],
    *,
    class_names: Sequence[str],
    scale: Scale,
    threshold: int,
    atlas: str,
    key: str,
    label: str,
    selected: int | None = None,
    on_open: Callable[[int], None] | None = None,
    on_threshold: Callable[[int], None] | None = None,
) -> None:
    """Show each image as a dot, the first class above the axis and the second below it.

    A positive margin leans to the first class. While the threshold is dragged, or moved by arrow
    keys, the browser counts both kinds of error itself; Python is told when it is let go.

    Parameters
    ----------
    lanes : (Lane, Lane)
        The images of the first and of the second class.
    class_names : sequence of str
        Names in class order.
    scale : Scale
        Ends and unit of the axis.
    threshold : int
        In steps; an image is taken for the first class where its margin is at least this.
    atlas : str
        Base URL of the sheets, ending in a slash, relative to the page.
    key : str
        Identifies this mount; needed.
    label : str
        What is shown, for a screen reader.
    selected : int, optional
        Test index of the image to ring.
    on_open, on_threshold : callable, optional
        Called with the chosen test index, or the new threshold in steps, before the script runs
        again.
    """
    data = {
        "lanes": [
            {name: value if name == "label" else plain(value) for name, value in vars(lane).items()}
            for lane in lanes
        ],
        "classNames": list(class_names),
        "stepsPerNat": scale.per_nat,
        "span": [scale.low, scale.high],
        "threshold": int(threshold),
        "selected": None if selected is None else int(selected),
        "atlas": atlas,
        "label": label,
    }

    _COMPONENT(
        key=key,
        data=payload(data),
        on_open_change=handle_event(key, "open", on_open),
        on_threshold_change=handle_event(key, "threshold", on_threshold),
    )
