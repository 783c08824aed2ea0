"""The best network without convolution or recurrence: three wide layers, trained carefully.

Source: own, after the 3x1024 networks with batch normalisation of Nokland and Eidnes 2019
(arXiv:1901.06656), with flip and shift, one-cycle (Smith 2018, arXiv:1803.09820), a moving average
of the weights, and a small convolutional network as teacher (Hinton, Vinyals and Dean 2015,
arXiv:1503.02531).
Measured: 91.93 % test, 92.68 % validation (seed 0, epoch 78 of 80), 22 minutes on one of 2 CPU
cores. Test accuracy with seeds 0, 1 and 2: 91.82 % on average, standard deviation 0.12.
Before it had a teacher, with label smoothing 0.05 and the same 80 epochs: validation 92.28, 92.30
and 92.42 % and test 91.30, 91.68 and 91.62 % with seeds 0, 1 and 2.
Tried: CNN best as teacher: validation 92.38, not 92.68 %, seed 0. It tells less beside the label:
on images that it learned its confidence is 94.8 % on average, that of CNN small 90.8 %.
Tried: the same teacher, asked about each view, with bfloat16: validation 92.80, not 92.68 %, seed
0, its loss 0.2188, not 0.2193. That may be chance; it takes two more seeds to tell.
Trains with: python -m fmnist train ann_best --seed 0 --seed 1 --seed 2
"""

from typing import Any

import keras
from keras import layers

from fmnist.data.classes import IMAGE_SIDE, N_CLASSES
from fmnist.training.config import Recipe, TrainingConfig

CONFIG = TrainingConfig(
    epochs=80,
    batch_size=512,
    optimizer="adamw",
    learning_rate=2e-3,  # peak
    schedule="one_cycle",
    warmup=0.2,
    weight_decay=0.02,
    flip=True,
    shift=1,
    average=0.998,  # about the last five epochs
    teacher="cnn_small",
    teacher_share=0.7,
)
DROPOUT = 0.15
VARIATIONS: dict[str, dict[str, Any]] = {
    "without a teacher, labels smoothed": {
        "teacher": None,
        "teacher_share": None,
        "label_smoothing": 0.05,
    },
    "taught by the teacher alone": {"teacher_share": 1.0},
    "the teacher answers each view": {"teacher_per_view": True},
    "the teacher answers each view, at temperature 4": {
        "teacher_per_view": True,
        "teacher_temperature": 4.0,
    },
    "shift by up to two pixels": {"shift": 2},
    "with random erasing": {"erase": 0.5},
    "without average of weights": {"average": None},
    "constant learning rate": {"schedule": "constant", "learning_rate": 1e-3},
    "without flip": {"flip": False},
    "without flip and shift": {"flip": False, "shift": 0},
}


def build() -> keras.Model:
    """Flatten, three times 1024 neurons with batch normalisation and dropout."""
    pixels = keras.Input((IMAGE_SIDE, IMAGE_SIDE), name="pixels")
    x = layers.Rescaling(1 / 255, name="scale")(pixels)
    x = layers.Flatten(name="flatten")(x)
    for number in (1, 2, 3):
        x = layers.Dense(1024, use_bias=False, name=f"hidden_{number}")(x)
        x = layers.BatchNormalization(name=f"normalise_{number}")(x)
        x = layers.Activation("relu", name=f"relu_{number}")(x)
        x = layers.Dropout(DROPOUT, name=f"dropout_{number}")(x)
    probabilities = layers.Dense(N_CLASSES, activation="softmax", name="probabilities")(x)
    return keras.Model(pixels, probabilities)


RECIPE = Recipe(
    display_name="ANN best",
    family="ann",
    description=(
        "All pixels at once into three layers of 1,024 neurons with batch normalisation and "
        "dropout, taught by CNN small beside the labels. Flip and shift, AdamW with one-cycle, "
        "averaged weights."
    ),
    source="own",
    claimed_accuracy=None,
    config=CONFIG,
    build=build,
    variations=VARIATIONS,
)
