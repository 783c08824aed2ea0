"""Which test images a picture of one's own is like: by pixels, or by what a model makes of it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.own_likeness import load_own_likeness
from fmnist.errors import ArtifactError
from fmnist.evaluation.unlike import Likeness, likeness
from fmnist.evaluation_set import keys_of
from fmnist.explanation.feature_search import nearest_features
from fmnist.inference.engine import Engine
from fmnist.views.parts.derived_files import map_of
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.engines import quick
from pages.shared.images.pictures import label_counts

SHOWN: Final = 8
SEEDS: Final = 64  # by pixels, and as many by probabilities
PIXELS: Final = "Pixels"

Pixels = npt.NDArray[np.uint8]


@st.cache_resource(show_spinner=False)
def own_likeness() -> npt.NDArray[np.float64]:
    """Return how near each test image comes to another one."""
    return load_own_likeness()


def of(pixels: Pixels) -> Likeness:
    """Hold a picture against the test images, pixel by pixel."""
    return likeness(cache.test_split().images, own_likeness(), pixels, count=SEEDS)


def pick_nearest(
    pixels: Pixels, near: Likeness, models: Sequence[EvaluatedModel], engines: Sequence[Engine]
) -> tuple[npt.NDArray[np.int64], str]:
    """Let a person choose by what test images are alike; return them and what to call them."""
    answers = [each.answer(pixels[None]) for each in engines]
    able = {
        model.key: at
        for at, (model, answer) in enumerate(zip(models, answers, strict=True))
        if answer.features is not None and model.states_probabilities
    }
    names = {model.key: model.name for model in models}
    quickly = keys_of(quick([model for model in models if model.key in able]))
    by = st.selectbox(
        "Most alike by",
        [*able, PIXELS],
        index=[*able].index(quickly[0]) if quickly else 0,
        format_func=lambda option: names.get(option, option),
        key="own_alike",
        help="A model's last hidden layer says what it finds alike; pixels say what looks alike. "
        "By layers, only a few hundred images are compared, from neighbour to neighbour.",
    )
    if by == PIXELS:
        nearest = near.indices[:SHOWN]
        return nearest, f"Nearest test images, pixel by pixel: {label_counts(nearest)}"
    at = able[by]
    nearest = _by_features(models[at], engines[at], near, answers[at].y_proba[0], pixels)
    return (
        nearest,
        f"Nearest test images in {names[by]}'s last hidden layer: {label_counts(nearest)}",
    )


def _by_features(
    model: EvaluatedModel,
    engine: Engine,
    near: Likeness,
    y_proba: npt.NDArray[np.float32],
    pixels: Pixels,
) -> npt.NDArray[np.int64]:
    images = cache.test_split().images
    alike = np.argsort(((model.y_proba - y_proba) ** 2).sum(axis=1), kind="stable")[:SEEDS]

    def features_of(indices: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        given = engine.answer(images[indices]).features
        return np.empty((0, 0), dtype=np.float32) if given is None else given

    wanted = engine.answer(pixels[None]).features
    if wanted is None:
        return near.indices[:SHOWN]
    seeds = np.concatenate([near.indices, alike])
    found = nearest_features(features_of, wanted[0], seeds, _neighbours(model), count=SHOWN)
    return found[0]


def _neighbours(model: EvaluatedModel) -> npt.NDArray[np.uint16] | None:
    """Return each test image's nearest ones by a model's features, where they were released."""
    try:
        found = map_of(model)
    except ArtifactError:
        return None  # the search then looks at its seeds alone
    return found.neighbours if found is not None and found.basis == "hidden layer" else None
