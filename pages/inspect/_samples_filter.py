"""The filter of the samples: its widgets, and the images that a link names one by one."""

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from fmnist.data.image_list import from_list_token
from fmnist.errors import DataError
from fmnist.evaluation_set import keys_of
from fmnist.text import images
from fmnist.views.samples import SamplesView
from pages.inspect._samples_random_draw import pick_seed
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.images.browse import pick_order
from pages.shared.pickers import pick_class, pick_one, pick_some
from pages.shared.url import STALE, set_query

OUTCOMES: Final[dict[str, Literal["right", "wrong"] | None]] = {
    "Any": None,
    "Right": "right",
    "Wrong": "wrong",
}
SHOWN: Final = ("All", "Random 25")
LIST: Final = "images"  # in the URL


def pick_view(evaluated_models: Sequence[EvaluatedModel]) -> tuple[SamplesView, str | None]:
    """Let a person say which images to show, and in which order unless they are drawn."""
    listed = _listed()
    left, right = st.columns(2)
    with left.container(horizontal=True, wrap=False):
        true_label = pick_class("True label", key="true")
        predicted_label = pick_class("Predicted label", key="predicted")
    with right.container(horizontal=True, wrap=False):
        by = pick_one((*evaluated_models, *cache.other_models()), "Judged by", key="by")
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
        beside = st.container()
        mode = st.segmented_control(
            "Show", SHOWN, default=SHOWN[0], required=True, key="show", bind="query-params"
        )
    with beside:
        seed = pick_seed() if mode == SHOWN[1] else None
        order = pick_order() if seed is None else None
    left, right = st.columns(2)
    with left:
        right_by = pick_some(evaluated_models, "Right by each of", key="right")
    with right:
        wrong_by = pick_some(evaluated_models, "Wrong by each of", key="wrong")
    if not by.states_probabilities:
        st.caption("The model came as labels alone: there is no confidence to filter by.")
    view = SamplesView(
        models=tuple(dict.fromkeys(keys_of((by, *right_by, *wrong_by)))),
        by=by.key,
        true=true_label,
        predicted=predicted_label,
        outcome=OUTCOMES[outcome],
        low=low if by.states_probabilities else 0.0,
        high=high if by.states_probabilities else 1.0,
        right=keys_of(right_by),
        wrong=keys_of(wrong_by),
        images=listed,
        seed=seed,
    )
    return view, order


def _listed() -> str:
    """Return the images that the address names, as packed there; all of them, if it names none."""
    said = st.query_params.get(LIST, "")
    if not said:
        return ""
    try:
        n = len(from_list_token(said))
    except DataError as error:
        st.warning(f"{error} All images are shown.", icon=STALE)
        return ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/link: **{images(n)}** came with the link.", width="content")
        st.button(
            "Show all 10,000",
            key="all_images",
            on_click=set_query,
            kwargs={LIST: None, "image": None},
        )
    return said
