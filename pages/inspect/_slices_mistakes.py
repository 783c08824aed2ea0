"""The first images of a slice, above all that is said of it: those that a model reads wrong."""

from typing import Final

import numpy as np
import streamlit as st

from fmnist import words
from fmnist.evaluation.contracts import Flags
from fmnist.evaluation.selection import sort_indices
from fmnist.evaluation_set import EvaluatedModel
from fmnist.views.parts.markdown import markdown
from pages.shared.components.gallery import strip
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.browse import tiles_of
from pages.shared.images.image_view import open_image

MOST: Final = 10


def show_mistakes(inside: Flags, of: EvaluatedModel) -> None:
    """Show in one row what a model reads wrong in a slice, surest first; all right ones if none."""
    images = np.flatnonzero(inside)
    wrong = np.flatnonzero(inside & ~of.correct)
    if of.states_probabilities:
        wrong = sort_indices(wrong, of.confidence.astype(np.float64), descending=True)
    shown = (wrong if len(wrong) else images)[:MOST]
    told = f"**{of.name}** reads all of them right, such as these."
    if len(wrong):
        few = ", such as these" if len(wrong) > len(shown) else ""
        told = f"**{of.name}** reads **{len(wrong):,}** of them wrong{few}."
    st.markdown(markdown(told))
    strip(
        tiles_of(shown, of),
        atlas=ATLAS_URL,
        key="slice_mistakes",
        label=f"{words.images(len(shown))} of the slice",
        on_open=open_image,
    )
