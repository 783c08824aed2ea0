"""Decisions about doubtful labels: made in this session, kept in the browser and in a file."""

from typing import Final

import streamlit as st

from fmnist.errors import ReportError
from fmnist.report.decisions import FILE_NAME, Decision, from_file, to_file
from pages.shared.components.keeper import Stored, keeper

DECISIONS: Final = "label_decisions"
REVISION: Final = "label_decisions_revision"
LOADED: Final = "label_decisions_loaded"
PROBLEM: Final = "label_decisions_problem"
FILE: Final = "label_decisions_file"


def decisions() -> dict[int, Decision]:
    """Return the decisions by test index."""
    return st.session_state.get(DECISIONS, {})


def confirmed_wrong() -> list[int]:
    """Return the images whose official label was confirmed wrong."""
    return sorted(index for index, decision in decisions().items() if decision == "wrong")


def decide(index: int, decision: Decision | None) -> None:
    """Make a decision, or take it back with None."""
    changed = {other: made for other, made in decisions().items() if other != index}
    _replace(changed if decision is None else {**changed, index: decision})


def _replace(changed: dict[int, Decision]) -> None:
    st.session_state[DECISIONS] = changed
    st.session_state[REVISION] = st.session_state.get(REVISION, 0) + 1


def keep_decisions() -> None:
    """Keep the decisions in the browser; call it wherever one may be made."""
    keeper(
        to_file(decisions()),
        name="fmnist-label-decisions",
        revision=st.session_state.get(REVISION, 0),
        loaded=bool(st.session_state.get(LOADED)),
        asks=False,
        on_stored=_take,
    )
    problem = st.session_state.get(PROBLEM)
    if problem:
        st.warning(problem, icon=":material/warning:")


def _take(stored: Stored) -> None:
    """Take over what the browser keeps, beside what was decided before it answered."""
    first = not st.session_state.get(LOADED)
    st.session_state[LOADED] = True
    st.session_state[PROBLEM] = None
    if stored.fails:
        st.session_state[PROBLEM] = (
            "This browser keeps no decisions: it may be a private window. Download them before "
            "you leave."
        )
        return
    revision = st.session_state.get(REVISION, 0)
    if stored.text is None or (stored.revision <= revision and not first):
        return
    try:
        kept = from_file(stored.text.encode())
    except ReportError as error:
        st.session_state[PROBLEM] = f"What this browser kept is lost. {error}"
        return
    early = decisions() if first else {}
    st.session_state[DECISIONS] = {**kept, **early}
    st.session_state[REVISION] = max(stored.revision, revision) + bool(early)


def load_decisions() -> None:
    """Let a person load a file of earlier decisions; a bad file changes nothing."""
    with st.expander("Load decisions", icon=":material/upload_file:"):
        uploaded = st.file_uploader(FILE_NAME, type="json", key="decisions_file")
        if uploaded is None or uploaded.file_id == st.session_state.get(FILE):
            return
        try:
            _replace(from_file(uploaded.getvalue()))
        except ReportError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.session_state[FILE] = uploaded.file_id
        st.rerun()
