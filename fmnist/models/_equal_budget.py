"""One budget for one network of each family: the architecture alone differs.

About 81,000 parameters each, those of an LSTM of 128 units over rows; the same augmentation,
epochs, batch size and optimiser. These models are compared with each other only.
"""

from collections.abc import Callable
from typing import Final

import keras
from keras import layers

from fmnist.artifacts.record import Family
from fmnist.data.classes import IMAGE_SIDE, N_CLASSES
from fmnist.training.config import Recipe, TrainingConfig

CONFIG: Final = TrainingConfig(
    epochs=20,
    batch_size=128,
    optimizer="adam",
    learning_rate=1e-3,
    flip=True,
    shift=1,
)


def recipe(family: Family, description: str, build: Callable[[], keras.Model]) -> Recipe:
    """Return the recipe of one family under the common budget."""
    return Recipe(
        display_name=f"{family.upper()} equal budget",
        family=family,
        description=f"{description} One budget for all three families.",
        source="own",
        claimed_accuracy=None,
        config=CONFIG,
        build=build,
        comparison="equal budget",
    )


def scaled() -> tuple[keras.KerasTensor, keras.KerasTensor]:
    """Return the input, raw pixels, and the same scaled to 0..1."""
    pixels = keras.Input((IMAGE_SIDE, IMAGE_SIDE), name="pixels")
    return pixels, layers.Rescaling(1 / 255, name="scale")(pixels)


def answer(pixels: keras.KerasTensor, x: keras.KerasTensor) -> keras.Model:
    """Return the model that answers from the last layer with a softmax."""
    probabilities = layers.Dense(N_CLASSES, activation="softmax", name="probabilities")(x)
    return keras.Model(pixels, probabilities)
