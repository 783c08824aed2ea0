"""The second comparison, on the page of costs: one budget, only the architecture differs."""

from urllib.parse import parse_qs, urlsplit

import numpy as np
import streamlit as st

from fmnist.evaluation.families import tie_runs
from fmnist.evaluation_set import comparisons
from fmnist.metrics import METRICS
from fmnist.report.equal_budget import budget_sentence
from fmnist.views.parts.verdict import verdict
from pages.shared import cache
from pages.shared.components.leaderboard import Column, leaderboard, row_of
from pages.shared.heading import tell_of_bad_file

COLUMNS = ("Shirt recall", "Parameters", "Multiply-adds")
FEWEST = 2


def show_equal_budget() -> None:
    """Show the models of the equal budget, and what is known of their differences."""
    evaluated = cache.other_models()
    if len(evaluated) < FEWEST:
        return
    accuracies = np.array([one.accuracy for one in evaluated])
    found = comparisons(evaluated)
    st.header("Equal budget: only the architecture differs", anchor=False)
    st.markdown(verdict([one.name for one in evaluated], accuracies, found))
    with tell_of_bad_file():
        st.caption(
            f"{budget_sentence([one.record for one in evaluated])} One training each. They "
            "take part in no other comparison here, where each model was trained by its own recipe."
        )
    rows = [
        row_of(one, [METRICS[name].text(one) for name in COLUMNS], f"model?model={one.key}")
        for one in evaluated
    ]
    opened = leaderboard(
        rows,
        caption="Models of equal budget, the most accurate first",
        key="equal_budget",
        columns=[Column(name, METRICS[name].help) for name in COLUMNS],
        ties=tie_runs(found.adjusted_p),
    )
    if opened is not None:
        query = parse_qs(urlsplit(opened).query)
        st.switch_page("pages/inspect/model.py", query_params=query)
