"""The landing view: which models there are, how accurate they are, where they fail most."""

from urllib.parse import parse_qs, urlsplit

import numpy as np
import streamlit as st

from fmnist.evaluation.families import tie_groups
from fmnist.evaluation.intervals import wilson_interval
from fmnist.figures.palette import FAMILY_NAMES
from fmnist.report.measures import DEFAULT_MEASURES, MEASURES
from fmnist.report.verdict import fine_print, verdict
from pages.shared import cache, controls, first_view
from pages.shared.components.leaderboard import Column, Row, wire_table
from pages.shared.components.overview import overview
from pages.shared.pins import pin_models

HUMAN = ("Human", 0.835)  # Xiao et al. 2017, section 3: no fashion expertise, 1,000 test images

controls.heading(
    "Which model reads Fashion-MNIST best?",
    "Every number is computed from stored predictions for the 10,000 official test images.",
)
contenders = controls.contenders_or_stop()
pin_models("leaderboard", contenders)
comparisons = cache.comparisons()
accuracies = np.array([contender.accuracy for contender in contenders])
intervals = [wilson_interval(contender.n_correct, 10_000) for contender in contenders]
with (
    st.container(horizontal=True, key="table_columns"),
    st.popover("Columns", icon=":material/view_column:"),
):
    columns = controls.pick_columns(list(MEASURES), DEFAULT_MEASURES)

failures, picture = first_view.failures(contenders)
opened = overview(
    first_view.cards(contenders),
    wire_table(
        [
            Row(
                name=contender.name,
                family=FAMILY_NAMES[contender.record.family],
                value=contender.accuracy,
                low=interval.low,
                high=interval.high,
                numbers=[cache.measure(name, contender) for name in columns],
                href=first_view.address(models=contender.name),
            )
            for contender, interval in zip(contenders, intervals, strict=True)
        ],
        caption="All models, the most accurate first",
        columns=[Column(name, MEASURES[name].help) for name in columns],
        ties=[(group[0], group[-1]) for group in tie_groups(accuracies, comparisons.adjusted_p)]
        if comparisons
        else (),
        reference=HUMAN,
    ),
    failures,
    verdict=verdict([contender.name for contender in contenders], accuracies, comparisons)
    if comparisons
    else "",
    fine_print=fine_print(comparisons),
    picture=picture,
    key="leaderboard",
)
if opened is not None:
    query = parse_qs(urlsplit(opened).query)
    st.switch_page("pages/compare/confusion.py", query_params=query)
