"""The costliest mistakes of one model, each leading to its images."""

from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from fmnist import text
from fmnist.evaluation.contracts import Floats
from fmnist.evaluation_set import EvaluatedModel
from fmnist.views.cost import costliest, ranked
from fmnist.views.parts.content import Content
from pages.shared.components.model_rows import model_rows
from pages.shared.components.reveal import reveal
from pages.shared.pickers import find_model, pick_one
from pages.shared.url import set_query

TOP: Final = 5
FEW: Final = 20  # models that are seen at once
ROWS: Final = "cost_rows"


def pick_count(evaluated: tuple[EvaluatedModel, ...], matrix: Floats) -> int:
    """Return how many of the cheapest models are shown; where there are many, a person chooses."""
    of = find_model(evaluated, st.query_params.get("of", ""))
    dear = [one for one, _ in ranked(evaluated, matrix)][FEW:]
    everyone = not dear or st.toggle(f"All {len(evaluated)} models", key="all", bind="query-params")
    return len(evaluated) if everyone or of in dear else FEW


def rows(
    content: Content, evaluated: tuple[EvaluatedModel, ...], matrix: Floats, count: int
) -> None:
    """Show the table of costs; a model that is chosen there shows its mistakes below."""
    keys = [one.key for one, _ in ranked(evaluated, matrix)]
    of = find_model(evaluated, st.query_params.get("of", ""))
    chosen = keys.index(of.key) if of is not None else None
    on_select = partial(_choose, keys)
    table = replace(content.tables[0], rows=content.tables[0].rows[:count])
    model_rows(table, key=ROWS, chosen=chosen, on_select=on_select)
    st.caption("Choose a model by its name to see which of its mistakes cost most.")


def _choose(keys: list[str], at: int) -> None:
    set_query(of=keys[at])


def mistakes(evaluated: tuple[EvaluatedModel, ...], matrix: Floats) -> None:
    """Show which mistakes of one model cost most; each leads to its images."""
    if "of" not in st.query_params:
        st.header("The costliest mistakes", anchor=False)
    title = st.container()
    of = pick_one(evaluated, "Model", key="of")
    found = costliest(of, matrix, top=TOP)
    if "of" in st.query_params:
        said = f"**The costliest mistakes** of **{of.name}**"
        with title:
            reveal(said, key="cost_title", origin=ROWS, back="Back to the costs")
    for true, predicted, amount in found:
        st.page_link(
            "pages/compare/confusion.py",
            label=f"{text.arrow(true, predicted)}: {text.rounded(amount)} per 1,000 garments, "
            f"{text.images(int(of.matrix[true, predicted]))}",
            icon=":material/grid_on:",
            query_params={"models": of.key, "cell": f"{true}-{predicted}", "of": of.key},
        )
    if not found:
        st.info("None of its mistakes costs anything.", icon=":material/savings:")
    st.page_link(
        "pages/inspect/model.py",
        label="Everything known about this model",
        icon=":material/info:",
        query_params={"model": of.key},
    )
