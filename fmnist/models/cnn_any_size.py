"""The entry of any size: a wide residual network of 1.9 million parameters, trained on a GPU.

Source: own, after the wide residual networks of Zagoruyko and Komodakis 2016 (arXiv:1605.07146):
three stages of two blocks, batch normalisation and activation before each convolution (He et al.
2016, arXiv:1603.05027), here of 48, 112 and 208 filters, then mean and maximum of each map. Flip
and shift, random erasing (Zhong et al. 2017, arXiv:1708.04896), one-cycle (Smith 2018,
arXiv:1803.09820), label smoothing, a moving average of the weights.
Measured: 95.54 % test, 96.38 % validation (seed 0, epoch 58 of 60), 49 seconds on an NVIDIA H100.
Test accuracy with seeds 0, 1 and 2: 95.59 % on average, standard deviation 0.06; validation 96.38,
96.12 and 96.06 %.
Before, the mean of what CNN best, CNN residual and CNN small answered stood here: validation
95.92 %, test 95.18 %. Now the mean of this and CNN best is CNN ensemble.
Trains with: python -m fmnist train cnn_any_size --seed 0 --seed 1 --seed 2
"""

from dataclasses import replace

import keras
from keras import layers

from fmnist.data.classes import IMAGE_SIDE, N_CLASSES
from fmnist.models import cnn_residual
from fmnist.models.cnn_residual import DROPOUT, STEM, activated, convolution
from fmnist.training.config import Recipe

STAGES = (48, 112, 208)  # filters at 28, 14 and 7 pixels
BLOCKS = 2  # in each stage


def build(
    stages: tuple[int, ...] = STAGES, *, stem: int = STEM, dropout: float = DROPOUT
) -> keras.Model:
    """Thirteen convolutions of 3x3 on the longest way, shortcuts around each two."""
    pixels = keras.Input((IMAGE_SIDE, IMAGE_SIDE), name="pixels")
    x = layers.Rescaling(1 / 255, name="scale")(pixels)
    x = layers.Reshape((IMAGE_SIDE, IMAGE_SIDE, 1), name="channel")(x)
    x = convolution(x, stem, "stem")
    for stage, filters in enumerate(stages, start=1):
        for block in range(1, BLOCKS + 1):
            x = _block(x, filters, f"{stage}_{block}", halve=stage > 1 and block == 1)
    x = activated(x, "last")
    mean = layers.GlobalAveragePooling2D(name="mean")(x)
    largest = layers.GlobalMaxPooling2D(name="largest")(x)
    x = layers.Concatenate(name="mean_and_largest")([mean, largest])
    x = layers.Dropout(dropout, name="dropout")(x)
    probabilities = layers.Dense(
        N_CLASSES, activation="softmax", dtype="float32", name="probabilities"
    )(x)
    return keras.Model(pixels, probabilities)


def _block(x: keras.KerasTensor, filters: int, name: str, *, halve: bool) -> keras.KerasTensor:
    """Two convolutions and a way around them, of 1x1 where the number of maps changes."""
    strides = 2 if halve else 1
    active = activated(x, f"{name}_a")
    if x.shape[-1] != filters:
        x = convolution(active, filters, f"project_{name}", size=1, strides=strides)
    y = convolution(active, filters, f"convolution_{name}_a", strides=strides)
    y = convolution(activated(y, f"{name}_b"), filters, f"convolution_{name}_b")
    return layers.Add(name=f"add_{name}")([x, y])


RECIPE = Recipe(
    display_name="CNN any size",
    family="cnn",
    description=(
        "The entry of any size: a wide residual network of thirteen convolutions, 1.9 million "
        "parameters. Flip, shift and random erasing, AdamW with one-cycle, label smoothing, "
        "averaged weights. It teaches CNN best and CNN small taught."
    ),
    source="own",
    claimed_accuracy=None,
    config=replace(cnn_residual.CONFIG, erase=0.5),
    build=build,
)
