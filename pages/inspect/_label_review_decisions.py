"""Decisions about doubtful labels: made in this session, kept in the browser and in a file."""

from typing import Final

import streamlit as st

from fmnist.errors import ReportError
from fmnist.report.decisions import FILE_NAME, Decision, from_file, to_file
from pages.shared.storage.browser_store import BrowserStore

FILE: Final = "label_decisions_file"
STORE: Final = BrowserStore[dict[int, Decision]](
    name="label_decisions",
    empty={},
    to_text=to_file,
    from_text=from_file,
    joined=lambda kept, early: {**kept, **early},
)


def decisions() -> dict[int, Decision]:
    """Return the decisions by test index."""
    return STORE.value()


def confirmed_wrong() -> list[int]:
    """Return the images whose official label was confirmed wrong."""
    return sorted(index for index, decision in decisions().items() if decision == "wrong")


def decide(index: int, decision: Decision | None) -> None:
    """Make a decision, or take it back with None."""
    changed = {other: made for other, made in decisions().items() if other != index}
    STORE.replace(changed if decision is None else {**changed, index: decision})


def keep_decisions() -> None:
    """Keep the decisions in the browser; call it wherever one may be made."""
    STORE.keep()
    if STORE.problem():
        st.warning(STORE.problem(), icon=":material/warning:")


def load_decisions() -> None:
    """Let a person load a file of earlier decisions; a bad file changes nothing."""
    with st.expander("Load decisions", icon=":material/upload_file:"):
        uploaded = st.file_uploader(FILE_NAME, type="json", key="decisions_file")
        if uploaded is None or uploaded.file_id == st.session_state.get(FILE):
            return
        try:
            STORE.replace(from_file(uploaded.getvalue()))
        except ReportError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.session_state[FILE] = uploaded.file_id
        st.rerun()
