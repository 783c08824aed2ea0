"""A link in a field, with a button that copies it."""

import streamlit as st

from pages.shared.components.sources import payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_copy_link",
    css=text("parts/base.css", "copy_link/copy_link.css"),
    js=text("parts/dom.js", "parts/announce.js", "copy_link/copy_link.js"),
)


def copy_link(address: str, *, label: str, key: str) -> None:
    """Show a link that can be copied.

    Parameters
    ----------
    address
        Relative to the app, such as "samples?image=12".
    label
        What it leads to, for people who hear the page.
    key
        Identifies this mount; needed.
    """
    _COMPONENT(key=key, data=payload({"address": address, "label": label}))
