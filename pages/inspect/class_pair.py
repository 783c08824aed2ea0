"""Two classes that models mistake for each other, Shirt and T-shirt/top unless chosen otherwise."""

from functools import partial

import streamlit as st

from fmnist.data.classes import SHIRT, T_SHIRT
from fmnist.evaluation_set import keys_of
from fmnist.figures.pair_bars import pair_bars
from fmnist.text import arrow, without_probabilities
from fmnist.views.class_pair import ClassPairView
from fmnist.views.parts.markdown import markdown
from pages.inspect import _class_pair_sections as sections
from pages.inspect._class_pair_axis import get_query_threshold, pair_axis, show_axis
from pages.shared.charts import chart, text_first
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.pickers import pick_class, pick_models, pick_one
from pages.shared.views import show, show_tables

TABS = ("Mistaken images", "Extremes", "ROC curve", "Mean images")

heading(
    "Shirt or T-shirt?",
    "How often does each model take one for the other, on which images, and why? Of the 10,000 "
    "official test images 1,000 are shirts and 1,000 are T-shirts.",
)
evaluated_models = evaluated_models_or_stop()
left, right = st.columns(2)
with left:
    chosen = pick_models(evaluated_models)
with right.container(horizontal=True, wrap=False):
    first = pick_class("First class", key="first", default=SHIRT)
    second = pick_class("Second class", key="second", default=T_SHIRT)
if first == second:
    st.info("Choose two different classes.", icon=":material/compare_arrows:")
    st.stop()
content = show(ClassPairView(models=keys_of(chosen), first=first, second=second))
st.caption(
    ":material/flag: Chosen beforehand: these two classes were fixed before any matrix was seen."
    if {first, second} == {SHIRT, T_SHIRT}
    else ":material/explore: Exploratory: only Shirt and T-shirt/top were chosen before the "
    "matrices were seen."
)
text_first()
directions = ((first, second), (second, first))
counts = [tuple(int(evaluated.matrix[cell]) for cell in directions) for evaluated in chosen]
chart(
    partial(
        pair_bars,
        [evaluated.name for evaluated in chosen],
        counts,
        (int(chosen[0].matrix[first].sum()), int(chosen[0].matrix[second].sum())),
        tuple(arrow(*cell) for cell in directions),
    ),
    key="pair_bars",
    of=(first, second, *(evaluated.fingerprint for evaluated in chosen)),
    title="Both mistakes per model",
    alt="; ".join(
        f"{evaluated.name}: {there} images {arrow(first, second)}, {back} {arrow(second, first)}"
        for evaluated, (there, back) in zip(chosen, counts, strict=True)
    ),
)
with st.expander("Both mistakes with their intervals"):
    show_tables(content)


@st.fragment
def closely() -> None:
    """Run alone when a threshold, a tab, a group or an image is chosen."""
    stating = [evaluated for evaluated in chosen if evaluated.states_probabilities]
    left_out = [evaluated.name for evaluated in chosen if evaluated not in stating]
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.header("One model closely: every image between the two classes", anchor=False)
    left.caption(markdown(without_probabilities(left_out)))
    if not stating:
        sections.mistaken_images(first, second, chosen)
        return
    with right:
        of = pick_one(stating, "One model", key="by", label_visibility="collapsed")
    axis = pair_axis(of, first, second)
    threshold = get_query_threshold(axis)
    show_axis(axis, threshold, chosen)
    images, extremes, roc, means = st.tabs(TABS, key="tab", bind="query-params")
    if images.open:
        with images:
            sections.mistaken_images(first, second, chosen)
    if extremes.open:
        with extremes:
            sections.extremes(axis, chosen)
    if roc.open:
        with roc:
            sections.roc(axis, threshold)
    if means.open:
        with means:
            sections.means(axis)


closely()
