"""Presentation mode: one finding fills the screen, above menu and controls."""

from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st

from pages.shared.components.sources import payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_presentation",
    css=text("parts/base.css", "parts/scale.css", "presentation/presentation.css"),
    js=text("parts/dom.js", "presentation/presentation_blocks.js", "presentation/presentation.js"),
)


def presentation(
    slides: Sequence[dict[str, Any]], *, at: int, key: str
) -> int | Literal["close"] | None:
    """Show slides, one on the screen; Left and Right step, Escape closes.

    Parameters
    ----------
    slides
        From `pages.present._slideshow_screens`.
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
        key=key, data=payload(data), on_go_change=lambda: None, on_close_change=lambda: None
    )
    return "close" if told["close"] else told["go"]
