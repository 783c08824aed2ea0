"""Parts of the test images: where a model is worse, and who is best there."""

import numpy as np
import streamlit as st

from fmnist import words
from fmnist.evaluation_set import keys_of
from fmnist.views.parts.markdown import markdown
from fmnist.views.parts.slices import found_slices, images_of, slice_words
from fmnist.views.slices import SlicesView
from pages.inspect._slices_choice import BUILDER, build, choose, get_query_name, get_query_slice
from pages.inspect._slices_kept import offer_to_keep, show_kept
from pages.inspect._slices_mistakes import show_mistakes
from pages.inspect._slices_tables import FOUND, show_found, show_models
from pages.shared import cache
from pages.shared.components.reveal import reveal
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images.browse import browse, pick_order
from pages.shared.pickers import pick_one
from pages.shared.views import show

heading(
    "Slices",
    "On which part of the 10,000 official test images is a model worse than on the others, and "
    "which model is best there?",
)
evaluated_models = evaluated_models_or_stop()


@st.fragment
def slices_and_images() -> None:
    """Run alone when a slice or an image is chosen."""
    part, name = get_query_slice(), get_query_name()
    with st.container(width=320):
        of = pick_one(evaluated_models, "Model", key="of")
    keys = keys_of(evaluated_models)
    with st.spinner("Looking for slices …"):
        found = found_slices(evaluated_models, cache.test_split())
    is_found = part.text in {each.part.text for each in found.candidates}
    overall = SlicesView(models=keys, of=of.key)
    content = cache.content(overall)
    if part.text:
        st.markdown(markdown(content.sentence))
    else:
        show(overall)
    show_found(of, evaluated_models, found, selected=part.text, on_select=choose)
    st.caption(f"{content.interval}.")
    with st.expander(
        "Name a slice of your own", icon=":material/tune:", expanded=bool(part.text) > is_found
    ):
        build(part)
    show_kept()
    if not part.text:
        st.info("Choose a slice to see its models and images.", icon=":material/touch_app:")
        return
    inside = images_of(part, cache.evaluation_set())
    called = f"**{name}**, " if name else ""
    reveal(
        f"{called}**{words.images(int(inside.sum()))}**: {slice_words(part)}",
        key="slice_title",
        origin=FOUND if is_found else BUILDER,
        back="Back to the slices",
    )
    if inside.any():
        show_mistakes(inside, of)
    show(SlicesView(models=keys, of=of.key, slice=part.text, name=name))
    if inside.any():
        show_models(inside, evaluated_models, of=of)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        offer_to_keep(part, name)
    with right:
        order = pick_order()
    browse(
        np.flatnonzero(inside),
        evaluated_models,
        key="slice",
        label=f"Test images of the slice: {slice_words(part)}",
        focus=of,
        order=order,
        empty="No image is in this slice. Widen a condition or take one out.",
    )


slices_and_images()
