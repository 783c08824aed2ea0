"""Presentation mode: one finding fills the screen, above menu and controls."""

from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st

from pages.shared.components.sources import text, wire

_COMPONENT = st.components.v2.component(
    "fmnist_stage",
    css=text("base.css", "scale.css", "stage.css"),
    js=text("dom.js", "stage_blocks.js", "stage.js"),
)


def stage(slides: Sequence[dict[str, Any]], *, at: int, key: str) -> int | Literal["close"] | None:
    """Show slides, one on the screen; Left and Right step, Escape closes.

    Parameters
    ----------
    slides
        From `pages.shared.stages`.
    at
        Which one to show, counted from 0.
    key
        Identifies this mount; needed.

    Returns
    -------
    int, "close" or None
        The slide to which a person stepped, that the person wants to leave, or nothing new.
    """
    data = {"slides": list(slides), "at": at}
    told = _COMPONENT(
        key=key, data=wire(data), on_go_change=lambda: None, on_close_change=lambda: None
    )
    return "close" if told["close"] else told["go"]
