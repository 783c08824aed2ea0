"""How an ANN, an RNN and a CNN read one and the same image, for people who are no specialists."""

from functools import partial

import numpy as np
import streamlit as st

from fmnist.data.classes import CLASS_NAMES, SHIRT
from fmnist.figures.beliefs import beliefs
from pages.inspect import _reading_first_layer as first_layer
from pages.shared import cache
from pages.shared.charts import chart
from pages.shared.components.pictures import pictures
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images.pictures import strip

heading(
    "How they read",
    "What does each family do with one and the same image, and why are shirts and T-shirts hard "
    "for all of them? The pictures are computed from the shipped models' own weights.",
)
evaluated_models = evaluated_models_or_stop()
readers = first_layer.readers(evaluated_models)
if not readers:
    st.info("None of these models begins with a layer that can be drawn.", icon=":material/layers:")
    st.stop()
labels = cache.test_split().labels
if "read" not in st.session_state and "read" not in st.query_params:
    st.session_state["read"] = first_layer.telling_image(readers, SHIRT)
left, right = st.columns([1, 3], vertical_alignment="center")
with left:
    index = st.number_input("Test image", 0, len(labels) - 1, key="read", bind="query-params")
with right:
    strip(np.array([index]), key="read_image", label="The image that is read")
verdicts = ", ".join(
    f"{reader.evaluated.name} says **{CLASS_NAMES[reader.evaluated.y_pred[index]]}** "
    f"({reader.evaluated.confidence[index]:.2f})"
    for reader in readers
)
st.markdown(f"Test image {index} is officially a **{CLASS_NAMES[labels[index]]}**. {verdicts}.")

for column, reader in zip(st.columns(len(readers), gap="large"), readers, strict=True):
    with column:
        st.subheader(reader.words.title, anchor=False)
        st.markdown(reader.words.explanation)
        if reader.family == "rnn":
            y_proba = first_layer.row_beliefs(reader, index)
            told = np.argsort(-y_proba[-1])[:3].tolist()
            chart(
                partial(beliefs, y_proba, told, CLASS_NAMES),
                key="beliefs",
                of=(reader.evaluated.fingerprint, index),
                title="Answers after each row",
                alt="What the model would answer after each row of the image: in the end "
                + ", ".join(f"{CLASS_NAMES[label]} {y_proba[-1][label]:.2f}" for label in told),
            )
        else:
            pictures(
                first_layer.picture_rows(reader, index),
                less="",
                more="",
                key=f"pictures_{reader.family}",
            )
        st.caption(reader.caption)

st.subheader("What that means for shirts and T-shirts", anchor=False)
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
