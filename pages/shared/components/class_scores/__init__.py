"""One score of every class, model by model: a table whose numbers open their images."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.shared.components.sources import handle_event, payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_class_scores",
    css=text("parts/base.css", "class_scores/class_scores.css"),
    js=text("parts/dom.js", "parts/roving.js", "class_scores/class_scores.js"),
)


@dataclass(frozen=True)
class ClassRow:
    """One class.

    Attributes
    ----------
    name : str
    support : int
        Test images of the class.
    values : sequence of float or None
        One for each model, 0 to 1; they sort the rows.
    texts, intervals : sequence of str
        The same as they are read.
    verdict : str
        Which models are told apart.
    """

    name: str
    support: int
    values: Sequence[float | None]
    texts: Sequence[str]
    intervals: Sequence[str]
    verdict: str


def class_scores_table(
    rows: Sequence[ClassRow],
    *,
    models: Sequence[str],
    score: str,
    key: str,
    selected: tuple[int, int] | None = None,
    on_select: Callable[[int, int], None] | None = None,
) -> None:
    """Show the scores; a column's head sorts the classes by it, in the browser.

    Parameters
    ----------
    rows
        In class order.
    models
        Names of the columns.
    score
        What the numbers are called.
    key
        Identifies this mount; needed.
    selected
        Class and model whose number is chosen.
    on_select
        Called with the class and the model's position before the script runs again.
    """
    data = {
        "rows": [
            [row.name, row.support, list(row.values), list(row.texts), list(row.intervals)]
            for row in rows
        ],
        "verdicts": [row.verdict for row in rows],
        "models": list(models),
        "score": score,
        "selected": list(selected) if selected else None,
    }

    _COMPONENT(key=key, data=payload(data), on_select_change=handle_event(key, "select", on_select))
