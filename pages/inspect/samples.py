"""Every test image, filtered by what it is and by what a model makes of it."""

import numpy as np
import streamlit as st

from fmnist.evaluation.selection import Criteria, select, select_answers
from pages.inspect._samples_random_draw import pick_seed, show_draw
from pages.shared import cache
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images.browse import browse, pick_order
from pages.shared.pickers import pick_class, pick_one, pick_some

OUTCOMES = {"Any": None, "Right": "right", "Wrong": "wrong"}
SHOWN = ("All", "Random 25")
NONE = "No image fits all filters. Widen the confidence, set a label to Any, or name fewer models."

heading(
    "Samples",
    "What do the 10,000 official test images look like, and what does each model see in them?",
)
evaluated_models = evaluated_models_or_stop()


@st.fragment
def filters_and_images() -> None:
    """Run alone when a filter changes or an image is chosen."""
    left, right = st.columns(2)
    with left.container(horizontal=True, wrap=False):
        true_label = pick_class("True label", key="true")
        predicted_label = pick_class("Predicted label", key="predicted")
    with right.container(horizontal=True, wrap=False):
        focus = pick_one(evaluated_models, "Judged by", key="by")
        outcome = st.segmented_control(
            "Outcome",
            list(OUTCOMES),
            default="Any",
            required=True,
            key="outcome",
            bind="query-params",
        )
    left, right = st.columns(2)
    low, high = left.slider(
        "Confidence", 0.0, 1.0, (0.0, 1.0), step=0.01, key="confidence", bind="query-params"
    )
    with right.container(horizontal=True, wrap=False):
        slot = st.container()
        mode = st.segmented_control(
            "Show", SHOWN, default=SHOWN[0], required=True, key="show", bind="query-params"
        )
    with slot:
        seed = pick_seed() if mode == SHOWN[1] else None
        order = pick_order() if seed is None else None
    left, right = st.columns(2)
    with left:
        right_by = pick_some(evaluated_models, "Right by each of", key="right")
    with right:
        wrong_by = pick_some(evaluated_models, "Wrong by each of", key="wrong")
    criteria = Criteria(true_label, predicted_label, OUTCOMES[outcome], low, high)
    if focus.states_probabilities:
        indices = select(cache.test_split().labels, focus.y_proba, criteria)
    else:
        st.caption("The model came as labels alone: no confidence is asked for.")
        indices = select_answers(cache.test_split().labels, focus.y_pred, criteria)
    evaluated = [each.correct[indices] for each in right_by]
    evaluated += [~each.correct[indices] for each in wrong_by]
    indices = indices[np.all(evaluated, axis=0)] if evaluated else indices
    if seed is not None:
        show_draw(indices, evaluated_models, focus=focus, seed=seed, empty=NONE)
        return
    st.markdown(f"**{len(indices):,}** of 10,000 images")
    browse(
        indices,
        evaluated_models,
        key="samples",
        label="Test images",
        focus=focus,
        order=order,
        empty=NONE,
    )


filters_and_images()
