"""A slice that was opened: what a model misclassifies there, every model, and all its images."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import streamlit as st

from fmnist import text
from fmnist.evaluation.contracts import Flags
from fmnist.evaluation.selection import sort_indices
from fmnist.evaluation.slices import Slice
from fmnist.evaluation_set import EvaluatedModel, keys_of
from fmnist.views.parts.markdown import markdown
from fmnist.views.parts.slices import images_of, slice_text
from fmnist.views.slices import SlicesView
from pages.inspect._slices_kept import offer_to_keep
from pages.inspect._slices_tables import show_models
from pages.shared import cache
from pages.shared.components.copy_link import copy_link
from pages.shared.components.gallery import strip
from pages.shared.components.reveal import reveal
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.browse import browse, pick_order, tiles_of
from pages.shared.images.image_view import open_image
from pages.shared.views import show

MOST: Final = 10


def show_opened(
    part: Slice,
    name: str,
    evaluated_models: Sequence[EvaluatedModel],
    *,
    of: EvaluatedModel,
    origin: str,
) -> None:
    """Show a slice.

    Parameters
    ----------
    part, name
        The slice, and what a person calls it.
    evaluated_models
        Who are compared.
    of
        Whose mistakes come first, and whose predictions stand under the images.
    origin
        Key of the element in which the slice was chosen.
    """
    inside = images_of(part, cache.evaluation_set())
    called = f"**{name}**, " if name else ""
    reveal(
        f"{called}**{text.images(int(inside.sum()))}**: {slice_text(part)}",
        key="slice_title",
        origin=origin,
        back="Back to the slices",
    )
    if inside.any():
        _show_mistakes(inside, of)
    keys = keys_of(evaluated_models)
    view = SlicesView(models=keys, of=of.key, slice=part.text, name=name)
    show(view)
    if inside.any():
        show_models(inside, evaluated_models, of=of)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left.container(horizontal=True, vertical_alignment="bottom"):
        offer_to_keep(part, name)
        with st.popover("Share", icon=":material/link:"):
            copy_link(view.address(), label=f"link to the slice {name}", key="slice_address")
    with right:
        order = pick_order()
    browse(
        np.flatnonzero(inside),
        evaluated_models,
        key="slice",
        label=f"Test images of the slice: {slice_text(part)}",
        focus=of,
        order=order,
        empty="No image is in this slice. Widen a condition or take one out.",
    )


def _show_mistakes(inside: Flags, of: EvaluatedModel) -> None:
    """Show in one row what a model misclassifies in a slice, else what it classifies correctly."""
    images = np.flatnonzero(inside)
    wrong = np.flatnonzero(inside & ~of.correct)
    if of.states_probabilities:
        wrong = sort_indices(wrong, of.confidence.astype(np.float64), descending=True)
    shown = (wrong if len(wrong) else images)[:MOST]
    told = f"**{of.name}** classifies all of them correctly, such as these."
    if len(wrong):
        few = ", such as these" if len(wrong) > len(shown) else ""
        told = f"**{of.name}** misclassifies **{len(wrong):,}** of them{few}."
    st.markdown(markdown(told))
    strip(
        tiles_of(shown, of),
        atlas=ATLAS_URL,
        key="slice_mistakes",
        label=f"{text.images(len(shown))} of the slice",
        on_open=open_image,
    )
