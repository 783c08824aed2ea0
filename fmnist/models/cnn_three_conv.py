"""Three convolutions and four fully connected layers on raw pixels.

Source: a public project that feeds 0..255 pixels without any preprocessing; it claims 91 %.
Measured: 89.69 % test, 90.58 % validation (seed 0, epoch 7 of 15),
3 minutes on 2 CPU cores.
Trains with: python -m fmnist train cnn_three_conv --seed 0
"""

import keras
from keras import layers

from fmnist.data.classes import IMAGE_SIDE, N_CLASSES
from fmnist.training.config import Recipe, TrainingConfig

CONFIG = TrainingConfig(
    epochs=15,  # validation loss turns up after 7
    batch_size=128,
    optimizer="adam",
    learning_rate=1e-3,
)


def build() -> keras.Model:
    """Convolutions of 32, 64 and 64 kernels with pooling, then 256, 128, 64 and ten neurons."""
    pixels = keras.Input((IMAGE_SIDE, IMAGE_SIDE), name="pixels")
    x = layers.Reshape((IMAGE_SIDE, IMAGE_SIDE, 1), name="channel")(pixels)
    for number, filters in enumerate((32, 64, 64), start=1):
        x = layers.Conv2D(filters, 3, activation="relu", name=f"convolution_{number}")(x)
        if number < 3:  # noqa: PLR2004 - the third map is only 3 pixels wide
            x = layers.MaxPooling2D(2, name=f"pool_{number}")(x)
    x = layers.Flatten(name="flatten")(x)
    for number, units in enumerate((256, 128, 64), start=1):
        x = layers.Dense(units, activation="relu", name=f"dense_{number}")(x)
    return keras.Model(
        pixels, layers.Dense(N_CLASSES, activation="softmax", name="probabilities")(x)
    )


RECIPE = Recipe(
    display_name="CNN 3 conv",
    family="cnn",
    description=(
        "Three convolutional and four fully connected layers on raw 0 to 255 pixels, with no "
        "preprocessing at all. Adam, cross-entropy, no augmentation."
    ),
    source="Public project: three convolutions and four dense layers on raw pixels",
    claimed_accuracy=0.91,
    config=CONFIG,
    build=build,
)
