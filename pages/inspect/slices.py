"""Parts of the test images: where a model is worse, and who is best there."""

import streamlit as st

from fmnist.evaluation_set import keys_of
from fmnist.views.parts.markdown import markdown
from fmnist.views.parts.slices import found_slices
from fmnist.views.slices import SlicesView
from pages.inspect._slices_choice import BUILDER, build, choose, get_query_name, get_query_slice
from pages.inspect._slices_kept import show_kept
from pages.inspect._slices_opened import show_opened
from pages.inspect._slices_tables import FOUND, show_found
from pages.shared import cache
from pages.shared.heading import evaluated_models_or_stop, heading
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
    part = get_query_slice()
    with st.container(width=320):
        of = pick_one(evaluated_models, "Model", key="of")
    with st.spinner("Looking for slices …"):
        found = found_slices(evaluated_models, cache.test_split())
    worst = found.worst_of(evaluated_models.index(of))
    is_found = part.text in {found.candidates[place].part.text for place in worst}
    view = SlicesView(models=keys_of(evaluated_models), of=of.key)
    content = cache.content(view)
    with st.container():  # as many elements whether a slice is open or not: what is below stays
        if part.text:
            st.markdown(markdown(content.sentence))
        else:
            show(view)
    with st.container():
        show_found(of, evaluated_models, found, selected=part.text, on_select=choose)
        st.caption(f"{content.interval}.")
    is_own = bool(part.text) and not is_found
    with st.expander("Name a slice of your own", icon=":material/tune:", expanded=is_own):
        build(part)
    show_kept()
    if not part.text:
        st.info("Choose a slice to see its models and images.", icon=":material/touch_app:")
        return
    show_opened(
        part,
        get_query_name(),
        evaluated_models,
        of=of,
        origin=FOUND if is_found else BUILDER,
    )


slices_and_images()
