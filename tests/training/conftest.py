"""A tiny recipe and enough images to try the machinery on.

The 10,000 test images stand in for training images here, because they ship with the project; what
these tests train is thrown away.
"""

import keras
import pytest
from keras import layers

from fmnist.data.dataset import Split, load_test_split
from fmnist.training.config import Recipe, TrainingConfig


def build() -> keras.Model:
    """Flatten, dropout (so that its random state matters), softmax."""
    pixels = keras.Input((28, 28), name="pixels")
    x = layers.Rescaling(1 / 255, name="scale")(pixels)
    x = layers.Flatten(name="flat")(x)
    x = layers.BatchNormalization(name="normalise")(x)
    x = layers.Dropout(0.2, name="dropout")(x)
    probabilities = layers.Dense(10, activation="softmax", name="probabilities")(x)
    return keras.Model(pixels, probabilities)


@pytest.fixture(scope="session")
def images() -> Split:
    """Return 10,000 images with their labels."""
    return load_test_split()


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    """Return a recipe that uses every switch of the configuration and takes a second."""
    return Recipe(
        display_name="Tiny",
        family="ann",
        description="For tests.",
        source="own",
        claimed_accuracy=None,
        config=TrainingConfig(
            epochs=3,
            batch_size=250,
            optimizer="adamw",
            learning_rate=3e-3,
            schedule="one_cycle",
            weight_decay=0.01,
            label_smoothing=0.05,
            flip=True,
            shift=1,
            average=0.9,
        ),
        build=build,
    )
