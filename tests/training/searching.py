"""A search over a network that trains in a second, for the workers of a test."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import keras
from keras import layers

from fmnist.training.config import Range, Recipe, SearchSpace, TrainingConfig


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
