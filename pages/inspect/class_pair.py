"""Two classes that models mistake for each other, Shirt and T-shirt/top unless chosen otherwise."""

import numpy as np
import streamlit as st

from fmnist.data.classes import SHIRT, T_SHIRT
from fmnist.evaluation.shared_mistakes import shared_mistakes
from fmnist.figures.pair_bars import pair_bars
from pages.shared import cache, controls
from pages.shared.browse import browse, pick_order

controls.heading(
    "Shirt or T-shirt?",
    "How often does each model take one for the other, and on which images? Of the 10,000 official "
    "test images 1,000 are shirts and 1,000 are T-shirts.",
)
contenders = controls.contenders_or_stop()
left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
with left:
    chosen = controls.pick_models(contenders)
with middle:
    first = controls.pick_class("First class", key="first", default=SHIRT)
with right:
    second = controls.pick_class("Second class", key="second", default=T_SHIRT)
if first == second:
    st.info("Choose two different classes.", icon=":material/compare_arrows:")
    st.stop()
if {first, second} != {SHIRT, T_SHIRT}:
    st.caption(
        ":material/explore: Exploratory: only Shirt and T-shirt/top were chosen before the "
        "matrices were seen."
    )

labels = cache.test_split().labels
y_preds = np.stack([contender.y_pred for contender in chosen])
directions = {
    controls.arrow(true, predicted): shared_mistakes(
        labels, y_preds, true_label=true, predicted_label=predicted
    )
    for true, predicted in ((first, second), (second, first))
}


@st.fragment
def images() -> None:
    """Run alone when a group or an image is chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        direction = st.segmented_control(
            "True → predicted",
            list(directions),
            default=next(iter(directions)),
            required=True,
            key="direction",
            bind="query-params",
        )
        groups = controls.mistake_groups(directions[direction], chosen)
        group = st.selectbox("Mistaken by", list(groups), key="mistaken", bind="query-params")
        order = pick_order()
    indices, focus = groups[group]
    st.markdown(f"**{len(indices):,} images**: {direction}, mistaken by {group}")
    browse(
        indices,
        chosen,
        key="pair",
        label=f"{direction}, mistaken by {group}",
        focus=focus,
        order=order,
        empty="No image is mistaken so. Choose another group or the other direction.",
    )


counts = [[len(images) for images in found.by_model] for found in directions.values()]
st.plotly_chart(
    pair_bars(
        [contender.name for contender in chosen],
        list(zip(*counts, strict=True)),
        (int((labels == first).sum()), int((labels == second).sum())),
        tuple(directions),
    ),
    key="pair_bars",
    config={"displayModeBar": False},
)
images()
