"""A few images drawn at random; the seed in the URL makes the draw again."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation.sampling import random_draw
from fmnist.views.samples import DRAWN, LARGEST_SEED
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.gallery import Tiles, gallery
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.download import offer_images
from pages.shared.images.image_view import close_image, image_to_open, open_image, show_image
from pages.shared.images.pictures import atlas_tiles

COLUMNS: Final = 5
KEY: Final = "d"


def pick_seed() -> int:
    """Let a person name a draw."""
    seed = st.number_input("Seed of the draw", 0, LARGEST_SEED, 0, key="seed", bind="query-params")
    return seed or 0  # an emptied field is none


def _draw_again() -> None:
    st.session_state["seed"] = ((st.session_state["seed"] or 0) + 1) % (LARGEST_SEED + 1)
    close_image()


def show_draw(
    indices: npt.NDArray[np.int64],
    evaluated_models: Sequence[EvaluatedModel],
    *,
    focus: EvaluatedModel,
    seed: int,
    empty: str,
) -> None:
    """Show images drawn at random, with true and predicted labels; one of them can be opened.

    Parameters
    ----------
    indices
        The images to draw from, shape (n,).
    evaluated_models
        The models whose probabilities stand beside an opened image.
    focus
        The model whose predictions stand under the images.
    seed
        From `pick_seed`.
    empty
        What to say when there is no image.
    """
    if len(indices) == 0:
        st.info(empty, icon=":material/image_search:")
        close_image()
        return
    drawn = random_draw(indices, DRAWN, seed=seed)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{len(drawn)}** of {len(indices):,} images, drawn at random: {focus.name} gets "
            f"**{int(focus.correct[drawn].sum())}** right",
            width="content",
        )
        st.button(
            "Another draw",
            key="another_draw",
            shortcut=KEY,
            icon=":material/shuffle:",
            on_click=_draw_again,
        )
    opened = image_to_open()
    if opened is not None:
        show_image(opened, evaluated_models, key="draw_detail", ordered=drawn)
    gallery(
        _tiles(drawn, focus),
        atlas=ATLAS_URL,
        key="draw_gallery",
        label=f"{len(drawn)} images drawn at random",
        columns_min_px=112,
        tile_px=112,
        most_columns=COLUMNS,
        selected=opened,
        footer="Under each: predicted label, true label.",
        on_open=open_image,
    )
    offer_images(
        drawn,
        drawn,
        evaluated_models,
        focus=focus,
        key="draw",
        label=f"Drawn at random, seed {seed}",
    )


def _tiles(indices: npt.NDArray[np.int64], focus: EvaluatedModel) -> Tiles:
    true = [CLASS_NAMES[label] for label in cache.test_split().labels[indices]]
    guessed = [CLASS_NAMES[label] for label in focus.y_pred[indices]]
    return atlas_tiles(
        indices,
        [
            f"Test image {index}: true {truth}, predicted {guess} by {focus.name}"
            for index, truth, guess in zip(indices.tolist(), true, guessed, strict=True)
        ],
        captions=guessed,
        details=[f"true {truth}" for truth in true],
        correct=focus.correct[indices],
    )
