"""Contrastive occlusion: which parts of an image speak for one class against another.

Zeiler and Fergus 2014, "Visualizing and understanding convolutional networks" (arXiv:1311.2901),
section 4.2, cover parts of an image with a grey square; here the difference between the log
probabilities of two classes is followed instead of one probability.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from fmnist.explanation.margins import Floats, Images, Predict, margins

PATCH: Final = 4
STRIDE: Final = 2
_RING: Final = 2  # pixels around a patch that say how bright its neighbourhood is

Filling = Literal["background", "neighbourhood"]
FILLINGS: Final[tuple[Filling, ...]] = ("background", "neighbourhood")


@dataclass(frozen=True, eq=False)
class Occlusion:
    """What covering each patch does to log p(first) - log p(second).

    Attributes
    ----------
    first, second : int
        The classes held against each other.
    margin : float
        log p(first) - log p(second) of the uncovered image, in nats.
    drops : ndarray of float64, shape (rows, columns)
        By how much the margin falls when the patch at (2 row, 2 column) is covered: positive where
        the patch speaks for ``first``, negative where it speaks for ``second``.
    heat : ndarray of float64, shape (28, 28)
        For each pixel, the mean drop over the patches that cover it.
    """

    first: int
    second: int
    margin: float
    drops: Floats
    heat: Floats


def occlusion(
    predict: Predict,
    image: Images,
    first: int,
    second: int,
    *,
    filling: Filling = "background",
) -> Occlusion:
    """Cover an image patch by patch, 4 by 4 pixels every 2 pixels, and ask again.

    Parameters
    ----------
    predict
        Asked once, for the image and all its covered copies (170 of 28 x 28 pixels).
    image
        Raw pixels, shape (28, 28).
    first, second
        Two different classes.
    filling
        "background" covers with black, "neighbourhood" with the mean of the ring of 2 pixels
        around the patch, which hides a detail without drawing a new outline.
    """
    rows, columns = corners(image.shape[0]), corners(image.shape[1])
    copies = np.repeat(image.astype(np.float32)[None], 1 + len(rows) * len(columns), axis=0)
    places = [(row, column) for row in rows for column in columns]
    for copy, (row, column) in zip(copies[1:], places, strict=True):
        copy[_patch(row, column)] = _filling(image, row, column, filling)
    asked = margins(predict(copies), first, second)
    drops = (asked[0] - asked[1:]).reshape(len(rows), len(columns))
    return Occlusion(first, second, float(asked[0]), drops, _spread(drops, image.shape))


def corners(side: int) -> range:
    """Return where patches begin along a side of that many pixels."""
    return range(0, side - PATCH + 1, STRIDE)


def _spread(drops: Floats, shape: tuple[int, ...]) -> Floats:
    total, times = np.zeros(shape), np.zeros(shape)
    for (row, column), drop in np.ndenumerate(drops):
        patch = _patch(row * STRIDE, column * STRIDE)
        total[patch] += drop
        times[patch] += 1
    return np.asarray(total / np.maximum(times, 1), dtype=np.float64)


def _patch(row: int, column: int) -> tuple[slice, slice]:
    return slice(row, row + PATCH), slice(column, column + PATCH)


def _filling(image: Images, row: int, column: int, filling: Filling) -> float:
    if filling == "background":
        return 0.0
    around = np.zeros(image.shape, dtype=bool)
    window = (slice(max(0, start - _RING), start + PATCH + _RING) for start in (row, column))
    around[tuple(window)] = True
    around[_patch(row, column)] = False
    return float(image[around].mean())
