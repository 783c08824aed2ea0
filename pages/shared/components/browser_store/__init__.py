"""Texts in the browser's own storage: they survive a reload, and no server keeps them."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.shared.components.sources import payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_browser_store",
    css=text("browser_store/browser_store.css"),
    js=text("parts/reconnect.js", "browser_store/browser_store.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Stored:
    """What a browser keeps.

    Attributes
    ----------
    revision : int
        Counted up at every change; 0 for nothing.
    text : str or None
        The content.
    fails : bool
        The browser refused to keep it.
    """

    revision: int
    text: str | None
    fails: bool


def browser_store(
    content: str,
    *,
    name: str,
    revision: int,
    loaded: bool,
    asks: bool,
    recovers: bool,
    on_stored: Callable[[Stored], None],
) -> None:
    """Keep a text in this browser, and tell when the browser has a newer one.

    Parameters
    ----------
    content
        What to keep.
    name
        Of the content in the browser's storage.
    revision
        Of the content; the browser's own is replaced only by a higher one.
    loaded
        Whether this session knows already what the browser keeps.
    asks
        Whether to be told even that it keeps nothing, which costs another run of the page.
    recovers
        Whether to run the page again when its server is back: a new one knows no fragment of it.
        For one store that is mounted in no fragment.
    on_stored
        Called before the script runs again.
    """
    key = f"browser_store_{name}"

    def handle_event() -> None:
        value = st.session_state[key].get("stored")
        if value:
            on_stored(Stored(value["revision"], value["text"], value["fails"]))

    data = {
        "name": name,
        "text": content,
        "revision": revision,
        "loaded": loaded,
        "asks": asks,
        "recovers": recovers,
    }
    _COMPONENT(
        key=key,
        data=payload(data),
        on_stored_change=handle_event,
        on_returned_change=lambda: None,  # the run that it causes is all
    )
