"""What a choice opened: a heading that comes into view, is announced, and leads back."""

import streamlit as st

from pages.shared.components.sources import payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_reveal",
    css=text("parts/base.css", "reveal/reveal.css"),
    js=text("parts/dom.js", "parts/announce.js", "parts/reveal.js", "reveal/reveal.js"),
)


def reveal(said: str, *, key: str, origin: str, back: str, of: str | None = None) -> None:
    """Say what a choice opened, and bring it into view.

    Call it above whatever a choice opens, wherever something can be chosen: it is the page's second
    heading, it is scrolled into view whenever something else was chosen (and at first, so that a
    link arrives at what it names), it is said in the app's one polite live region whenever
    it changes, and Escape and its button lead back to the choice. While one scrolls through what
    was opened, it stays at the upper edge. An image that is open comes into view by itself; then
    this only names what it is out of.

    Parameters
    ----------
    said
        What was opened, such as "**71 images**: true **Shirt**, predicted **T-shirt/top** by CNN
        best"; Markdown of bold parts alone.
    key
        Identifies this mount; needed.
    origin
        Key of the element in which the choice was made. The keyboard goes back to what is marked
        there as pressed or current, else to the element itself.
    back
        What leads there, such as "Back to the matrix".
    of
        What was chosen, where what is said changes with other things, too; by default that.
    """
    # Where an image is open, that is what the address names.
    waits = "image" in st.query_params
    chosen = said if of is None else of
    data = {"text": said, "of": chosen, "origin": origin, "back": back, "waits": waits}
    _COMPONENT(key=key, data=payload(data))
