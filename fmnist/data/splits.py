"""The one validation split on which everything is chosen; the test set chooses nothing."""

import hashlib
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import N_CLASSES
from fmnist.data.dataset import Split
from fmnist.errors import DataError

VALIDATION_SEED: Final = 20170831  # the day the publisher replaced the files
VALIDATION_PER_CLASS: Final = 500


@dataclass(frozen=True, eq=False)
class TrainValidation:
    """The official training images, divided once and for all.

    Attributes
    ----------
    train, validation : Split
        55,000 and 5,000 images of the official training split.
    indices_sha256 : str
        SHA-256 of the validation indices as sorted little-endian int64.
    """

    train: Split
    validation: Split
    indices_sha256: str


def validation_indices(
    labels: npt.NDArray[np.uint8],
    *,
    per_class: int = VALIDATION_PER_CLASS,
    seed: int = VALIDATION_SEED,
) -> npt.NDArray[np.int64]:
    """Draw the same number of images of each class.

    Parameters
    ----------
    labels
        Shape (n,), official class numbers.
    per_class
        Images drawn of each class.
    seed
        Seed of NumPy's PCG64 generator.

    Returns
    -------
    ndarray of int64, shape (10 * per_class,)
        Sorted indices into `labels`.

    Raises
    ------
    DataError
        A class has fewer images than are to be drawn.
    """
    counts = np.bincount(labels, minlength=N_CLASSES)
    if counts.min() < per_class:
        raise DataError(
            f"Class {counts.argmin()} has {counts.min():,} images: expected at least {per_class} "
            "to draw the validation split from. Use the official training split."
        )
    rng = np.random.default_rng(seed)
    drawn = [
        rng.choice(np.flatnonzero(labels == label), size=per_class, replace=False)
        for label in range(N_CLASSES)
    ]
    return np.sort(np.concatenate(drawn)).astype(np.int64)


def split_validation(split: Split) -> TrainValidation:
    """Divide training images into those that train and those that choose."""
    chosen = validation_indices(split.labels)
    keep = np.ones(len(split), dtype=bool)
    keep[chosen] = False
    return TrainValidation(
        train=Split(split.images[keep], split.labels[keep]),
        validation=Split(split.images[chosen], split.labels[chosen]),
        indices_sha256=hashlib.sha256(chosen.astype("<i8").tobytes()).hexdigest(),
    )
