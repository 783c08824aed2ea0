"""The best convolutional network that a search around cnn_baseline found.

Source: public projects that compare "a baseline CNN" with the best one of a search. Depth, widths,
normalisation, dropout and learning rate were searched by validation accuracy; every trial is kept
in fmnist/models/searches/cnn_tuned/ and, with the model, in its artifact.
Measured: 92.63 % test, 93.06 % validation (seed 0, epoch 19 of 20),
47 minutes on one of 2 CPU cores.
Searched with: python -m fmnist tune cnn_tuned --trials 14
Trains with: python -m fmnist train cnn_tuned --seed 0
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import keras
from keras import layers

from fmnist.artifacts.search import Setting, best_trial
from fmnist.data.classes import IMAGE_SIDE, N_CLASSES
from fmnist.training.config import Range, Recipe, SearchSpace, TrainingConfig
from fmnist.training.search import saved

MOMENTUM: Final = 0.9  # of normalisation: with 0.99 a trial of few epochs is judged too early
EPOCHS: Final = 20  # those of cnn_baseline
BASELINE: Final[dict[str, Setting]] = {
    "blocks": 2,
    "convolutions": 1,
    "filters": 32,
    "normalise": False,
    "dense": 128,
    "dropout": 0.25,
    "learning_rate": 1e-3,
    "batch_size": 128,
}
CHOICES: Final[dict[str, tuple[Setting, ...] | Range]] = {
    "blocks": (2, 3),
    "convolutions": (1, 2),
    "filters": (8, 16, 24, 32),
    "normalise": (False, True),
    "dense": (64, 128, 256),
    "dropout": Range(0.0, 0.5),
    "learning_rate": Range(3e-4, 5e-3, log=True),
    "batch_size": (128, 256),
}


def build(settings: Mapping[str, Any]) -> keras.Model:
    """Blocks of convolutions with pooling behind each, twice as wide in each, then one layer."""
    pixels = keras.Input((IMAGE_SIDE, IMAGE_SIDE), name="pixels")
    x = layers.Rescaling(1 / 255, name="scale")(pixels)
    x = layers.Reshape((IMAGE_SIDE, IMAGE_SIDE, 1), name="channel")(x)
    for block in range(1, settings["blocks"] + 1):
        for number in range(1, settings["convolutions"] + 1):
            name, filters = f"{block}_{number}", settings["filters"] * 2 ** (block - 1)
            x = layers.Conv2D(filters, 3, padding="same", name=f"convolution_{name}")(x)
            if settings["normalise"]:
                x = layers.BatchNormalization(momentum=MOMENTUM, name=f"normalise_{name}")(x)
            x = layers.Activation("relu", name=f"relu_{name}")(x)
        x = layers.MaxPooling2D(2, name=f"pool_{block}")(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(settings["dense"], activation="relu", name="dense")(x)
    x = layers.Dropout(settings["dropout"], name="dropout")(x)
    probabilities = layers.Dense(N_CLASSES, activation="softmax", name="probabilities")(x)
    return keras.Model(pixels, probabilities)


def make(settings: Mapping[str, Any], epochs: int) -> Recipe:
    """Return the recipe of some settings, for a trial or for the model itself."""
    return Recipe(
        display_name="CNN tuned",
        family="cnn",
        description=(
            "Convolutions with pooling and one dense layer, as CNN baseline; depth, widths, "
            "normalisation, dropout and learning rate found by a search. Adam, cross-entropy, no "
            "augmentation."
        ),
        source="Public project: the best CNN of a hyper-parameter search",
        claimed_accuracy=None,
        config=TrainingConfig(
            epochs=epochs,
            batch_size=settings["batch_size"],
            optimizer="adam",
            learning_rate=settings["learning_rate"],
        ),
        build=partial(build, settings),
        search=SearchSpace(settings=CHOICES, epochs=4, make=make),
    )


def chosen() -> dict[str, Setting]:
    """Return the settings of the best trial; before any search, those of cnn_baseline."""
    found = saved("cnn_tuned")
    best = best_trial(found) if found else None
    return best.settings if best else BASELINE


RECIPE = make(chosen(), EPOCHS)
