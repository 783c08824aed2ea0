"""A link from images that were chosen somewhere to the page that compares models on them."""

import streamlit as st

from fmnist.data.image_list import to_list_token
from fmnist.evaluation.contracts import Ints
from fmnist.evaluation.slices import Slice


def lead_to_slice(
    images: Ints,
    *,
    classes: tuple[int, ...] = (),
    listed: bool,
    by_answers: bool = False,
) -> None:
    """Link to a slice of these images, if there are any and not all of them.

    Parameters
    ----------
    images
        Test images, shape (n,).
    classes
        Their true labels, where they were chosen by these; none for any.
    listed
        Whether the true labels alone do not say which images they are.
    by_answers
        Whether they were chosen by what a model answers.
    """
    text = to_list_token(images) if listed else ""
    part = Slice(classes=classes, images=text, by_answers=by_answers and listed)
    if part.text and len(images):
        st.page_link(
            "pages/inspect/slices.py",
            label="Keep as a slice",
            icon=":material/bookmark_add:",
            help="See which model is best on these images, keep them under a name, send a link.",
            query_params={"slice": part.text},
        )
