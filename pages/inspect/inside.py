"""How an ANN, an RNN and a CNN read one and the same image, and a look inside each of them."""

import numpy as np
import streamlit as st

from fmnist.data.classes import CLASS_NAMES, SHIRT
from pages.inspect._inside_layers import show_inside
from pages.inspect._inside_overview import (
    readable,
    show_overview,
    show_unreadable,
    telling_image,
)
from pages.shared import cache
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images.pictures import strip
from pages.shared.url import get_query_number, set_query

heading(
    "Inside the models",
    "What does each family do with the same image, layer by layer, and why are shirts and "
    "T-shirts hard for all of them?",
)
evaluated_models = evaluated_models_or_stop()
members = readable(evaluated_models)
if not members:
    st.info(
        "None of these models can be looked into: that takes a model.onnx with layers. Released "
        "models get one from `python -m fmnist export KEY`.",
        icon=":material/layers:",
    )
    show_unreadable(evaluated_models)
    st.stop()
labels = cache.test_split().labels
# Not bound to the address: Streamlit would leave image 0, the least, out of it.
asked = get_query_number("read", below=len(labels))
st.session_state["read_image_number"] = telling_image(members, SHIRT) if asked is None else asked
left, right = st.columns([1, 3], vertical_alignment="center")
with left:
    index = st.number_input(
        "Test image",
        0,
        len(labels) - 1,
        key="read_image_number",
        on_change=lambda: set_query(read=st.session_state["read_image_number"]),
    )
with right:
    strip(np.array([index]), key="read_image", label="The image that is read")
st.markdown(f"Test image {index} is officially a **{CLASS_NAMES[labels[index]]}**.")
pixels = cache.test_split().images[index]
readers = show_overview(members, pixels, index)
show_unreadable(evaluated_models)


@st.fragment
def look_inside() -> None:
    """Run alone when a model, a layer, a unit or an image is chosen."""
    show_inside(readers, pixels, index)


look_inside()

st.header("What that means for shirts and T-shirts", anchor=False)
st.markdown(
    "A shirt and a T-shirt share their outline; what tells them apart (a collar, buttons, longer "
    "sleeves) is a few pixels, and at 28 by 28 pixels often less. A template of the whole image "
    "hardly moves for so little; a reader of rows meets the collar first and the hem last; small "
    "patches can find a button line wherever it is, if it is there at all."
)
st.page_link(
    "pages/inspect/class_pair.py",
    label="See how often each model takes one for the other",
    icon=":material/compare_arrows:",
)
