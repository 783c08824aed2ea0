"""The plain CNN from which a search for a better one starts.

Source: public projects that compare "a baseline CNN" with the best one of a search.
Measured: 91.55 % test, 92.28 % validation (seed 0, epoch 20 of 20),
4 minutes on 2 CPU cores.
Trains with: python -m fmnist train cnn_baseline --seed 0
"""

import keras
from keras import layers

from fmnist.data.classes import IMAGE_SIDE, N_CLASSES
from fmnist.training.config import Recipe, TrainingConfig

CONFIG = TrainingConfig(
    epochs=20,
    batch_size=128,
    optimizer="adam",
    learning_rate=1e-3,  # Keras' default
)


def build() -> keras.Model:
    """Twice convolution and pooling, then 128 neurons."""
    pixels = keras.Input((IMAGE_SIDE, IMAGE_SIDE), name="pixels")
    x = layers.Rescaling(1 / 255, name="scale")(pixels)
    x = layers.Reshape((IMAGE_SIDE, IMAGE_SIDE, 1), name="channel")(x)
    for number, filters in enumerate((32, 64), start=1):
        x = layers.Conv2D(filters, 3, activation="relu", name=f"convolution_{number}")(x)
        x = layers.MaxPooling2D(2, name=f"pool_{number}")(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(128, activation="relu", name="dense")(x)
    x = layers.Dropout(0.25, name="dropout")(x)
    probabilities = layers.Dense(N_CLASSES, activation="softmax", name="probabilities")(x)
    return keras.Model(pixels, probabilities)


RECIPE = Recipe(
    display_name="CNN baseline",
    family="cnn",
    description=(
        "Two convolutions with pooling and one dense layer: the plain CNN that better ones are "
        "measured against. Adam, cross-entropy, no augmentation."
    ),
    source="Public project: baseline CNN before a hyper-parameter search",
    claimed_accuracy=None,
    config=CONFIG,
    build=build,
)
