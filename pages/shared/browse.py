"""A set of test images as a sorted gallery, and one of them opened beside every model's view."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation import selection
from pages.shared import cache
from pages.shared.cache import Contender
from pages.shared.components.detail import DetailEvent, Image, image_detail
from pages.shared.components.gallery import Tiles, gallery, strip
from pages.shared.controls import recall_number, remember
from pages.shared.server import ATLAS_URL

PER_PAGE: Final = 100
STRIP_LENGTH: Final = 10
SIGNATURE: Final = "browsed_images"
Indices = npt.NDArray[np.int64]
Scores = npt.NDArray[np.floating]

ORDERS: Final[dict[str, tuple[Callable[[Contender], Scores], bool]]] = {
    "Most confident first": (lambda contender: contender.confidence, True),
    "Least confident first": (lambda contender: contender.confidence, False),
    "Closest call first": (lambda contender: selection.margin(contender.y_proba), False),
    "Test index": (lambda contender: np.arange(len(contender.y_pred), dtype=np.float64), False),
}


def pick_order() -> str:
    """Let a person choose in which order images stand."""
    return st.selectbox("Order", list(ORDERS), key="order", bind="query-params")


def browse(
    indices: Indices,
    contenders: Sequence[Contender],
    *,
    key: str,
    label: str,
    focus: Contender,
    order: str,
    empty: str,
) -> None:
    """Show images and let one be opened; call it inside a fragment.

    Parameters
    ----------
    indices
        Test images, shape (n,).
    contenders
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
    """
    if len(indices) == 0:
        st.info(empty, icon=":material/image_search:")
        remember(image=None)
        return
    scores, descending = ORDERS[order]
    ordered = selection.sort_indices(indices, scores(focus), descending=descending)
    _start_over_when_changed(key, ordered)
    opened = recall_number("image", below=len(focus.y_pred))
    if opened is not None:
        _detail(ordered, opened, contenders, key=key)
    page = _page_number(len(ordered))
    shown = ordered[page * PER_PAGE : (page + 1) * PER_PAGE]
    gallery(
        _tiles(shown, focus),
        atlas=ATLAS_URL,
        key=f"{key}_gallery",
        label=label,
        selected=opened,
        footer=f"Images {page * PER_PAGE + 1:,} to {page * PER_PAGE + len(shown):,} of "
        f"{len(ordered):,}. Under each: predicted label, confidence, and the true label if another.",
        on_open=lambda index: remember(image=index),
    )


def _page_number(n_images: int) -> int:
    """Let a person turn pages, when there is more than one; counted from 0."""
    pages = -(-n_images // PER_PAGE)
    if pages == 1:
        return 0
    return st.pagination(pages, key="page", bind="query-params") - 1


def _start_over_when_changed(key: str, ordered: Indices) -> None:
    """Go back to the first page, with no image open, when other images are shown than before."""
    signature = (key, len(ordered), hash(ordered.tobytes()))
    if st.session_state.get(SIGNATURE, signature) != signature:
        st.session_state["page"] = 1
        remember(image=None)
    st.session_state[SIGNATURE] = signature


def _detail(ordered: Indices, index: int, contenders: Sequence[Contender], *, key: str) -> None:
    """Show one image large; Left and Right step through the gallery's order."""
    _, positions = cache.sheet_positions()
    place = np.flatnonzero(ordered == index)
    at = int(place[0]) if len(place) else None

    def follow(event: DetailEvent) -> None:
        if event.close or at is None:
            remember(image=None)
            return
        st.session_state["page"] = (at + event.step) // PER_PAGE + 1
        remember(image=int(ordered[at + event.step]))

    image_detail(
        Image(index=index, true=int(cache.test_split().labels[index]), position=positions[index]),
        class_names=CLASS_NAMES,
        model_names=[contender.name for contender in contenders],
        probabilities=np.stack([contender.y_proba[index] for contender in contenders]),
        atlas=ATLAS_URL,
        key=f"{key}_detail",
        place=None if at is None else (at + 1, len(ordered)),
        take_focus=True,
        on_event=follow,
    )


def _tiles(indices: Indices, focus: Contender) -> Tiles:
    sheets, positions = cache.sheet_positions()
    labels = cache.test_split().labels[indices]
    predicted, confidence = focus.y_pred[indices], focus.confidence[indices]
    names = [
        f"Test image {index}: true {CLASS_NAMES[true]}, predicted {CLASS_NAMES[guess]} by "
        f"{focus.name}, confidence {sure:.2f}"
        for index, true, guess, sure in zip(indices, labels, predicted, confidence, strict=True)
    ]
    return Tiles(
        indices=indices,
        sheets=sheets[indices],
        positions=positions[indices],
        names=names,
        captions=[CLASS_NAMES[guess] for guess in predicted],
        details=[
            f"{sure:.2f}" if true == guess else f"{sure:.2f} · {CLASS_NAMES[true]}"
            for true, guess, sure in zip(labels, predicted, confidence, strict=True)
        ],
        correct=focus.correct[indices],
    )


def strip_of(true_label: int, predicted_label: int, contenders: Sequence[Contender]) -> None:
    """Show the images of one confusion that most models share, as a row of pictures."""
    labels = cache.test_split().labels
    wrong = np.stack([contender.y_pred for contender in contenders]) == predicted_label
    votes = np.where(labels == true_label, wrong.sum(axis=0), 0)
    indices = np.argsort(-votes, kind="stable")[:STRIP_LENGTH]
    sheets, positions = cache.sheet_positions()
    words = f"true {CLASS_NAMES[true_label]}, predicted {CLASS_NAMES[predicted_label]}"
    strip(
        Tiles(
            indices=indices,
            sheets=sheets[indices],
            positions=positions[indices],
            names=[f"Test image {index}: {words} by {votes[index]} models" for index in indices],
        ),
        atlas=ATLAS_URL,
        key=f"strip_{true_label}_{predicted_label}",
        label=words,
        interactive=False,
    )
