"""The images that a corruption costs a model, by the confusion that they fall into."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.explanation.corruptions import Corruption
from fmnist.views.robustness import Asked, growing
from pages.inspect._robustness_download import offer_lost
from pages.shared.components.gallery import Tiles, gallery
from pages.shared.components.reveal import reveal
from pages.shared.images.atlas import corrupted_url
from pages.shared.images.image_view import close_image, get_query_image, open_image, show_image
from pages.shared.images.pictures import atlas_tiles
from pages.shared.pickers import pick_one
from pages.shared.url import tell_of_bad

EVERY: Final = "Any wrong label"
FLIP_HELP: Final = "The confusions that grow most come first."
PER_PAGE: Final = 100
SIGNATURE: Final = "robustness_shown"
Indices = npt.NDArray[np.int64]


def show_flips(asked: Sequence[Asked], corruption: Corruption, severity: int) -> None:
    """Let a person choose a model and a confusion, and show the images that were lost to it."""
    left, right = st.columns(2)
    with left:
        of = pick_one([one.one for one in asked], "Images lost by", key="by")
    one = next(each for each in asked if each.one is of)
    grown = {text.arrow((each.true,), (each.predicted,)): each for each in growing(one, severity)}
    if st.query_params.get("flip", EVERY) not in {EVERY, *grown}:
        tell_of_bad(
            "flip",
            "the confusion",
            "it is not among those that grow most here. Choose one from the list.",
        )
    name = right.selectbox(
        "Lost to", [EVERY, *grown], key="flip", bind="query-params", help=FLIP_HELP
    )
    images = one.lost(severity)
    said = (
        f"**{text.images(len(images))}** that {of.name} classifies correctly unchanged, but not "
        f"when {corruption.text(severity)}."
    )
    if name in grown:
        each = grown[name]
        now, true = one.y_pred[severity - 1], one.one.y_true
        images = images[(true[images] == each.true) & (now[images] == each.predicted)]
        said = (
            f"{name}: **{each.counts[0]:,}** images unchanged, **{each.counts[severity]:,}** when "
            f"{corruption.text(severity)}; {len(images):,} of these were right before."
        )
    if {"by", "flip"} & st.query_params.keys():
        # Another corruption or severity is chosen far above: what it changes shall not take the
        # screen from its chart.
        reveal(
            said, key="flip_title", origin="flip", back="Back to the choice", of=f"{of.key} {name}"
        )
    else:
        st.markdown(said)
    _show(images, one, corruption, severity)


def _show(images: Indices, one: Asked, corruption: Corruption, severity: int) -> None:
    """Show the images as the model saw them; an opened one stands unchanged above."""
    if not len(images):
        st.info(
            f"{one.one.name} loses no image here. Choose a higher severity or another model.",
            icon=":material/image_search:",
        )
        close_image()
        return
    opened = get_query_image()
    if opened is not None:
        st.caption("The unchanged image, and what every model says of it.")
        show_image(opened, [one.one], key="flip_detail", ordered=images)
    pages, page = -(-len(images) // PER_PAGE), 1
    signature = (len(images), hash(images.tobytes()))
    if st.session_state.get(SIGNATURE, signature) != signature:
        st.session_state["page"] = 1
    st.session_state[SIGNATURE] = signature
    if pages > 1:
        page = st.pagination(pages, key="page", bind="query-params")
    shown = images[(page - 1) * PER_PAGE : page * PER_PAGE]
    gallery(
        _tiles(shown, one, corruption, severity),
        atlas=corrupted_url(corruption.key, severity),
        key="flip_gallery",
        label=f"Images that {one.one.name} loses, {corruption.text(severity)}",
        selected=opened,
        footer=f"Images {(page - 1) * PER_PAGE + 1:,} to {(page - 1) * PER_PAGE + len(shown):,} of "
        f"{len(images):,}, {corruption.text(severity)}, most confident first. Under each: "
        "predicted label, confidence, true label.",
        on_open=partial(open_image, slot=None),
    )
    offer_lost(images, shown, one, corruption, severity)


def _tiles(shown: Indices, one: Asked, corruption: Corruption, severity: int) -> Tiles:
    predicted = one.y_pred[severity - 1, shown]
    sure = one.confidences[severity - 1, shown] / 255
    true = one.one.y_true[shown]
    return atlas_tiles(
        shown,
        [
            f"Test image {index}, {corruption.text(severity)}: true {CLASS_NAMES[label]}, "
            f"predicted {CLASS_NAMES[guess]} by {one.one.name}, confidence {share:.2f}"
            for index, label, guess, share in zip(shown, true, predicted, sure, strict=True)
        ],
        captions=[CLASS_NAMES[guess] for guess in predicted],
        details=[
            f"{share:.2f} · {CLASS_NAMES[label]}" for share, label in zip(sure, true, strict=True)
        ],
        correct=[False] * len(shown),
    )
