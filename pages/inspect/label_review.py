"""Official labels that all models together doubt; a person confirms or dismisses each."""

from functools import partial

import numpy as np
import streamlit as st

from fmnist.evaluation.label_quality import most_doubtful
from fmnist.evaluation_set import keys_of
from fmnist.report.decisions import FILE_NAME, to_file
from fmnist.text import without_probabilities
from fmnist.views.label_review import LabelReviewView
from fmnist.views.parts.markdown import markdown
from fmnist.views.parts.verdict import without_doubtful
from pages.inspect import _label_review_decisions as made
from pages.inspect import _label_review_image as label_review
from pages.shared import cache
from pages.shared.components.gallery import gallery
from pages.shared.components.refocus import refocus
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.download import offer_images
from pages.shared.storage.findings import pin
from pages.shared.url import set_query

SHOWN = 100

heading(
    "Doubtful labels",
    "Which official labels do all models together doubt, and would the ranking survive without "
    "them? Ranked by cleanlab from every model's predictions for the 10,000 test images.",
)
evaluated_models = evaluated_models_or_stop()
stating = [one for one in evaluated_models if one.states_probabilities]
if left_out := [one.name for one in evaluated_models if one not in stating]:
    st.caption(markdown(without_probabilities(left_out)))
if not stating:
    st.stop()
with st.spinner("Asking all models about each label", show_time=True):
    suspects = most_doubtful(cache.label_quality(cache.evaluation_set()), top=SHOWN)


@st.fragment
def decide() -> None:
    """Run alone when an image is chosen or a decision is made."""
    decisions, wrong = made.decisions(), made.confirmed_wrong()
    unsure = sum(made == "unsure" for made in decisions.values())
    st.markdown(
        f"**{len(decisions)}** decided, **{len(wrong)}** of them confirmed wrong"
        + (f", **{unsure}** left open. " if unsure else ". ")
        + without_doubtful(
            [evaluated.name for evaluated in evaluated_models],
            np.stack([evaluated.correct for evaluated in evaluated_models]),
            wrong,
        )
    )
    pin(LabelReviewView(models=keys_of(evaluated_models), wrong=tuple(wrong)))
    if wrong:
        label_review.show_scores(evaluated_models, wrong)
    blind = label_review.pick_blind()
    opened = label_review.get_query_suspect(suspects)
    if opened is not None:
        label_review.judge(opened, suspects, evaluated_models, blind=blind)
    gallery(
        label_review.tiles(suspects, blind=blind),
        atlas=ATLAS_URL,
        key="label_review_gallery",
        label="Most doubtful labels first",
        selected=opened,
        footer=f"The {SHOWN} most doubtful of 10,000. Under each: official label, then what the "
        "models say together.",
        on_open=lambda index: set_query(image=index),
    )
    if not blind:  # a table of what the models say would lead whoever opens it
        offer_images(
            suspects,
            suspects,
            evaluated_models,
            focus=evaluated_models[0],
            key="label_review",
            label="Most doubtful labels first",
        )
    st.download_button(
        "Download decisions", partial(to_file, decisions), FILE_NAME, on_click="ignore"
    )
    made.keep_decisions()
    refocus()


decide()
made.load_decisions()
