"""A search over a network that trains in a second, and a worker's part in it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import keras
from keras import layers

from fmnist.data.dataset import load_test_split
from fmnist.data.splits import split_validation
from fmnist.training.config import Range, Recipe, SearchSpace, TrainingConfig
from fmnist.training.search import search


def build(settings: Mapping[str, Any]) -> keras.Model:
    """Flatten and one small layer."""
    pixels = keras.Input((28, 28))
    x = layers.Flatten()(layers.Rescaling(1 / 255)(pixels))
    x = layers.Dense(settings["units"], activation="relu")(x)
    return keras.Model(pixels, layers.Dense(10, activation="softmax")(x))


def make(settings: Mapping[str, Any], epochs: int) -> Recipe:
    """Return a recipe for tests."""
    return Recipe(
        display_name="Tiny",
        family="ann",
        description="For tests.",
        source="own",
        claimed_accuracy=None,
        config=TrainingConfig(
            epochs=epochs, batch_size=500, learning_rate=settings["learning_rate"]
        ),
        build=partial(build, settings),
    )


SPACE = SearchSpace(
    settings={"units": (2, 4, 8), "learning_rate": Range(1e-4, 1e-2, log=True)},
    epochs=4,
    make=make,
)


def take_part(study: str, trials: int, seed: int) -> None:
    """Search until a study has enough trials."""
    data = split_validation(load_test_split())
    search("tiny", SPACE, data, study=study, trials=trials, seed=seed)
