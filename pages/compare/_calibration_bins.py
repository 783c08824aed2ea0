"""Bins of confidence: the charts that can be clicked, their pickers, the images of a bin."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
import streamlit as st

from fmnist.figures.bins import shared_tops
from fmnist.figures.reliability import reliability_diagram
from fmnist.views.bin import OUTCOMES
from fmnist.views.calibration import calibration_of, claim_text
from fmnist.views.parts.calibration import Calibration
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.charts import chart
from pages.shared.images.browse import pick_order
from pages.shared.pickers import find_model, pick_one
from pages.shared.url import follow_widget, lead_by_url, set_query, tell_of_bad

FEWEST_COLUMNS: Final = 2  # a single chart need not fill the screen
MODEL: Final = "bin_of"  # keys of the pickers, and their names in the URL
BIN: Final = "bin"
OUTCOME: Final = "bin_outcome"


def reliability_charts(
    chosen: Sequence[EvaluatedModel], calibration: Sequence[Calibration]
) -> None:
    """Draw each model's bins side by side, with the same axes; a click chooses a bin."""
    tops, colours = shared_tops([one.bins for one in calibration]), cache.colours()
    columns = st.columns(max(FEWEST_COLUMNS, len(chosen)))
    for column, of, one in zip(columns, chosen, calibration, strict=False):
        key = f"reliability_{of.key}"
        column.markdown(f"**{of.name}**  \n{claim_text(one)}")
        marked = _get_query_bin(of, chosen)
        chart(
            partial(
                reliability_diagram, one.bins, colour=colours[of.key], tops=tops, chosen=marked
            ),
            key=key,
            of=(of.fingerprint, colours[of.key], tops, marked),
            on_select=partial(_follow_click, key, of),
            place=column,
            title=f"Reliability of {of.name}",
            alt=f"Accuracy of {of.name} in bins of its confidence. It {claim_text(one)}.",
        )


def _get_query_bin(evaluated: EvaluatedModel, chosen: Sequence[EvaluatedModel]) -> int | None:
    """Return the bin to mark in a model's chart, which is drawn before the pickers."""
    of = find_model(chosen, st.query_params.get(MODEL, "")) or chosen[0]
    name = st.query_params.get(BIN)
    bins = calibration_of(evaluated).bins
    names = [bins.name(place) for place in range(bins.counts.size)]
    return names.index(name) if of is evaluated and name in names else None


def _follow_click(chart: str, evaluated: EvaluatedModel) -> None:
    """Put the bin that was clicked in a chart into the pickers."""
    points = st.session_state[chart]["selection"]["points"]
    if not points:
        return  # a second click takes back the selection of the chart, not the choice
    place, outcome = points[0]["customdata"]
    name = calibration_of(evaluated).bins.name(int(place))
    set_query(**{MODEL: evaluated.key, BIN: name, OUTCOME: outcome, "image": None})


def pick_bin(
    chosen: Sequence[EvaluatedModel], calibration: Sequence[Calibration]
) -> tuple[EvaluatedModel, int | None, str, str]:
    """Let a person choose a model, one of its bins, an outcome and an order, by keyboard too."""
    filled = np.flatnonzero(np.sum([one.bins.counts for one in calibration], axis=0))
    names = {calibration[0].bins.name(int(place)): int(place) for place in filled}
    model, bin_, outcome, order = st.columns(4, vertical_alignment="bottom")
    if st.query_params.get(BIN) and st.query_params[BIN] not in names:
        known = f"bins are named as in the list below, such as {next(iter(names))}."
        tell_of_bad(BIN, "the bin", known)
    lead_by_url(BIN, list(names), None)
    name = bin_.selectbox(
        "Confidence bin",
        list(names),
        index=None,
        placeholder="Choose here or in a chart",
        key=BIN,
        on_change=follow_widget,
        args=(BIN,),
    )
    lead_by_url(OUTCOME, OUTCOMES, OUTCOMES[0])
    kind = outcome.segmented_control(
        "Outcome",
        OUTCOMES,
        required=True,
        key=OUTCOME,
        on_change=follow_widget,
        args=(OUTCOME,),
    )
    with model:
        evaluated = pick_one(chosen, "Images of", key=MODEL)
    with order:
        return evaluated, names.get(name), kind, pick_order()
