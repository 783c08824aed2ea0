"""Which models the leaderboard shows: by family, by name, ours or imported ones."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from fmnist.figures.palette import FAMILY_NAMES
from fmnist.text import counted
from pages.shared.cache import EvaluatedModel

MANY: Final = 20
"""Models that a person overlooks without a filter."""
WHOSE: Final = ("All", "Shipped", "Imported")


def filtered(evaluated_models: Sequence[EvaluatedModel]) -> tuple[EvaluatedModel, ...]:
    """Let a person narrow the models down, where there are many or some were imported.

    Where no model fits, the page stops with a sentence.
    """
    imported = any(one.record.origin != "trained" for one in evaluated_models)
    if len(evaluated_models) <= MANY and not imported:
        return tuple(evaluated_models)
    families = [family for family in FAMILY_NAMES if _has(evaluated_models, family)]
    with st.popover("Filter", icon=":material/filter_list:"):
        wanted = st.pills(
            "Family",
            [FAMILY_NAMES[family] for family in families],
            selection_mode="multi",
            key="family",
            bind="query-params",
        )
        whose = st.segmented_control(
            "Whose", WHOSE, default=WHOSE[0], required=True, key="whose", bind="query-params"
        )
        part = st.text_input("Name contains", key="name", bind="query-params").strip().casefold()
    shown = tuple(
        one
        for one in evaluated_models
        if (not wanted or FAMILY_NAMES[one.record.family] in wanted)
        and whose in {"All", "Shipped" if one.record.origin == "trained" else "Imported"}
        and part in one.name.casefold()
    )
    if not shown:
        st.info(
            "No model fits the filter. Choose fewer families, All, or another part of a name.",
            icon=":material/filter_list_off:",
        )
        st.stop()
    if len(shown) < len(evaluated_models):
        st.caption(f"{len(shown):,} of {counted(len(evaluated_models), 'model')}, filtered")
    return shown


def _has(evaluated_models: Sequence[EvaluatedModel], family: str) -> bool:
    return any(one.record.family == family for one in evaluated_models)
