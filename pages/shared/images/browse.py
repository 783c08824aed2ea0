"""A set of test images as a sorted gallery, and one of them opened beside every model's view."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation import selection
from fmnist.views.parts.markdown import literal
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.gallery import Tiles, gallery
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.download import offer_images
from pages.shared.images.image_view import (
    close_image,
    get_query_image,
    image_to_open,
    open_image,
    show_image,
)
from pages.shared.images.pictures import atlas_tiles

PAGE_SIZES: Final = {"100": 100, "300": 300}
FEWEST_PER_PAGE: Final = 100
SIGNATURE: Final = "browsed_images"
Indices = npt.NDArray[np.int64]
Scores = npt.NDArray[np.floating]

BY_INDEX: Final = "Test index"
ORDERS: Final[
    dict[str, tuple[Callable[[EvaluatedModel, Sequence[EvaluatedModel]], Scores], bool]]
] = {
    "Most confident first": (lambda focus, _: focus.confidence, True),
    "Least confident first": (lambda focus, _: focus.confidence, False),
    "Closest call first": (lambda focus, _: cache.score("margin", focus), False),
    "Highest entropy first": (lambda focus, _: cache.score("entropy", focus), True),
    "Most disagreement first": (lambda _, shown: _disagreement(shown), True),
    BY_INDEX: (lambda focus, _: np.arange(len(focus.y_pred), dtype=np.float64), False),
}
OF_ANY_MODEL: Final = frozenset({"Most disagreement first", BY_INDEX})
ORDER_HELP: Final = (
    "Confidence: probability of the predicted label. Closest call: the two most probable labels "
    "are nearest to each other. Entropy: all ten probabilities are nearest to each other. "
    "Disagreement: the shown models' probabilities differ most (Jensen-Shannon divergence)."
)


def pick_order() -> str:
    """Let a person choose in which order images stand."""
    return st.selectbox("Order", list(ORDERS), key="order", bind="query-params", help=ORDER_HELP)


def browse(
    indices: Indices,
    evaluated_models: Sequence[EvaluatedModel],
    *,
    key: str,
    label: str,
    focus: EvaluatedModel,
    order: str,
    empty: str,
    slot: str | None = None,
    opened_in: DeltaGenerator | None = None,
) -> None:
    """Show images and let one be opened; that reruns only this, unless images open elsewhere.

    Parameters
    ----------
    indices
        Test images, shape (n,).
    evaluated_models
        The models whose probabilities stand beside an opened image.
    key
        Distinguishes the galleries of one page.
    label
        What the images are, for people who hear the page.
    focus
        The model whose predictions stand under the images and sort them.
    order
        From `pick_order`.
    empty
        What to say and do when there is no image.
    slot
        Name of the place, when a page shows several galleries; as in `get_query_image`.
    opened_in
        Where an opened image stands, if not above the gallery.
    """
    if len(indices) == 0:
        st.info(empty, icon=":material/image_search:")
        close_image(slot)
        return
    scores, descending = ORDERS[_possible(order, focus)]
    ordered = selection.sort_indices(
        indices, scores(focus, evaluated_models), descending=descending
    )
    _start_over_when_changed(key, ordered, slot)
    setting = _Setting(key, label, slot, opened_in)
    # A fragment cannot write outside itself.
    show = _gallery_alone if opened_in is None else _gallery
    show(ordered, evaluated_models, focus, setting)


def _possible(order: str, focus: EvaluatedModel) -> str:
    """Return an order, by test index instead where it asks for confidence that is not stated."""
    if focus.states_probabilities or order in OF_ANY_MODEL:
        return order
    st.caption(
        f"{literal(focus.name)} came as labels alone and states no confidence: its images are in "
        "order of their index."
    )
    return BY_INDEX


@dataclass(frozen=True)
class _Setting:
    """What `browse` was told that concerns neither images nor models."""

    key: str
    label: str
    slot: str | None
    opened_in: DeltaGenerator | None


def _gallery(
    ordered: Indices,
    evaluated_models: Sequence[EvaluatedModel],
    focus: EvaluatedModel,
    setting: _Setting,
) -> None:
    """Show the opened image, the page picker and one page of the gallery."""
    slot = setting.slot
    size = _size() if slot is None else FEWEST_PER_PAGE
    opened = image_to_open(slot)
    if opened is not None:
        with setting.opened_in or nullcontext():
            show_image(
                opened,
                evaluated_models,
                key=f"{setting.key}_detail",
                ordered=ordered,
                slot=slot,
                on_step=partial(_turn_to, size, slot),
            )
    page = _pick_page(len(ordered), size, slot)
    st.session_state[f"{SIGNATURE}_{_page_key(slot)}"] = page + 1
    shown = ordered[page * size : (page + 1) * size]
    gallery(
        tiles_of(shown, focus),
        atlas=ATLAS_URL,
        key=f"{setting.key}_gallery",
        label=setting.label,
        selected=opened,
        footer=f"Images {page * size + 1:,} to {page * size + len(shown):,} of {len(ordered):,}. "
        "Under each: predicted label, confidence, and the true label if another.",
        on_open=partial(open_image, slot=slot),
    )
    offer_images(
        ordered, shown, evaluated_models, focus=focus, key=setting.key, label=setting.label
    )


_gallery_alone = st.fragment(_gallery)


def _disagreement(shown: Sequence[EvaluatedModel]) -> Scores:
    stating = [one for one in shown if one.states_probabilities]
    if len(stating) > 1:
        return cache.disagreement(stating)
    st.caption(
        "Disagreement needs two models that state probabilities: images are in order of their "
        "index."
    )
    return np.zeros(len(shown[0].y_pred))


def _size() -> int:
    """Return how many images stand on a page; the picker stands further down."""
    chosen = st.session_state.get("per_page", st.query_params.get("per_page"))
    return PAGE_SIZES.get(chosen, FEWEST_PER_PAGE)


def _page_key(slot: str | None) -> str:
    return "page" if slot is None else f"page_{slot}"


def _pick_page(n_images: int, size: int, slot: str | None) -> int:
    """Let a person turn pages, when there is more than one; counted from 0.

    Only a gallery that has the page for itself can be made larger.
    """
    if n_images <= FEWEST_PER_PAGE:
        return 0
    pages, page = -(-n_images // size), 1
    if slot is not None:
        return st.pagination(pages, key=_page_key(slot), bind="query-params") - 1
    left, right = st.columns([3, 1])
    if pages > 1:
        page = left.pagination(pages, key=_page_key(None), bind="query-params")
    with right.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", wrap=False
    ):
        st.caption("Per page", width="content")
        # No format_func: the URL would hold what it returns.
        st.segmented_control(
            "Images per page",
            list(PAGE_SIZES),
            default=str(FEWEST_PER_PAGE),
            required=True,
            label_visibility="collapsed",
            key="per_page",
            bind="query-params",
            on_change=_keep_place,
            args=((page - 1) * size,),
        )
    return page - 1


def _keep_place(first: int) -> None:
    """After another page size was chosen, stay on the page that holds the first image shown."""
    _turn_to(_size(), None, first)


def _turn_to(size: int, slot: str | None, position: int) -> None:
    """Turn to the page that holds a position of the order."""
    st.session_state[_page_key(slot)] = position // size + 1


def _start_over_when_changed(key: str, ordered: Indices, slot: str | None) -> None:
    """Go to the first page when other images are shown than before, and close one not among them.

    A step back in the browser changes the page too: then it is the right one.
    """
    signature, page = (key, len(ordered), hash(ordered.tobytes())), _page_key(slot)
    kept = f"{SIGNATURE}_{slot}"
    if st.session_state.get(kept, signature) != signature:
        if st.session_state.get(page) == st.session_state.get(f"{SIGNATURE}_{page}"):
            st.session_state[page] = 1
        if get_query_image(slot) not in ordered:
            close_image(slot)
    st.session_state[kept] = signature


def tiles_of(indices: Indices, focus: EvaluatedModel) -> Tiles:
    """Return images with what a model makes of them: its label and confidence, then the truth."""
    labels = cache.test_split().labels[indices]
    predicted = focus.y_pred[indices]
    sure = (
        [f"{share:.2f}" for share in focus.confidence[indices]]
        if focus.states_probabilities
        else []
    )
    known = sure or [""] * len(indices)  # no confidence is made up
    names = [
        f"Test image {index}: true {CLASS_NAMES[true]}, predicted {CLASS_NAMES[guess]} by "
        f"{focus.name}" + (f", confidence {share}" if share else "")
        for index, true, guess, share in zip(indices, labels, predicted, known, strict=True)
    ]
    return atlas_tiles(
        indices,
        names,
        captions=[CLASS_NAMES[guess] for guess in predicted],
        details=[
            " · ".join(filter(None, (share, "" if true == guess else CLASS_NAMES[true])))
            for true, guess, share in zip(labels, predicted, known, strict=True)
        ],
        correct=focus.correct[indices],
    )
