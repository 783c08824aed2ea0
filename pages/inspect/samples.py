"""Every test image, filtered by what it is and by what a model makes of it."""

import streamlit as st

from fmnist.evaluation.selection import Criteria, select
from pages.shared import cache, controls
from pages.shared.browse import browse, pick_order

OUTCOMES = {"Any": None, "Right": "right", "Wrong": "wrong"}

controls.heading(
    "Samples",
    "What do the 10,000 official test images look like, and what does each model see in them?",
)
contenders = controls.contenders_or_stop()


@st.fragment
def filters_and_images() -> None:
    """Run alone when a filter changes or an image is chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        true_label = controls.pick_class("True label", key="true")
        focus = controls.pick_one(contenders, "Judged by", key="by")
        outcome = st.segmented_control(
            "Outcome",
            list(OUTCOMES),
            default="Any",
            required=True,
            key="outcome",
            bind="query-params",
        )
        predicted_label = controls.pick_class("Predicted label", key="predicted")
        low, high = st.slider(
            "Confidence", 0.0, 1.0, (0.0, 1.0), step=0.01, key="confidence", bind="query-params"
        )
        order = pick_order()
    criteria = Criteria(true_label, predicted_label, OUTCOMES[outcome], low, high)
    indices = select(cache.test_split().labels, focus.y_proba, criteria)
    st.markdown(f"**{len(indices):,}** of 10,000 images")
    browse(
        indices,
        contenders[: controls.MOST_SIDE_BY_SIDE],
        key="samples",
        label="Test images",
        focus=focus,
        order=order,
        empty="No image fits all filters. Widen the confidence or set a label to Any.",
    )


filters_and_images()
