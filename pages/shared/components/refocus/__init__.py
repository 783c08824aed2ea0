"""The keyboard's focus, given back after a run of the page took its control away."""

from typing import Final

import streamlit as st

from pages.shared.components.sources import payload, text

REQUEST: Final = "focus_asked_for"
TURN: Final = "focus_turn"
_COMPONENT = st.components.v2.component(
    "fmnist_refocus",
    js=text("parts/dom.js", "parts/announce.js", "refocus/refocus.js"),
)


def ask_for_focus(key: str, said: str = "") -> None:
    """Let a control have the focus after this run; for a callback whose own control is replaced.

    Parameters
    ----------
    key
        Of the control.
    said
        What was done, for people who hear the page, unless something else says it.
    """
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.session_state[REQUEST] = (key, said)


def refocus() -> None:
    """Give the focus to whatever asked for it; call it once below all that may ask."""
    key, said = st.session_state.pop(REQUEST, (None, ""))
    data = {"key": key, "said": said, "turn": st.session_state.get(TURN, 0)}
    _COMPONENT(key="refocus", data=payload(data))
