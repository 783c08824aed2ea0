"""Does a map tell the truth? Cover what it calls important first, and compare with chance.

The deletion test of Petsiuk, Das and Saenko 2018, "RISE" (arXiv:1806.07421), section 4.3.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.explanation.margins import Floats, Images, Predict, margins
from fmnist.explanation.occlusion import PATCH

ORDERS: Final = 8  # random orders; their mean's error is a third of one order's
SEED: Final = 0


@dataclass(frozen=True, eq=False)
class Deletion:
    """Margins while more and more of an image is covered.

    Attributes
    ----------
    covered : ndarray of float64, shape (steps,)
        Share of the image that is covered, 0 to 1.
    by_map : ndarray of float64, shape (steps,)
        log p(first) - log p(second) when what the map calls evidence for ``first`` goes first.
    by_chance : ndarray of float64, shape (orders, steps)
        The same for random orders.
    """

    covered: Floats
    by_map: Floats
    by_chance: Floats

    @property
    def chance(self) -> Floats:
        """The mean over the random orders, shape (steps,)."""
        return np.asarray(self.by_chance.mean(axis=0), dtype=np.float64)

    @property
    def beats(self) -> int:
        """How many of the random orders have a larger area under their curve than the map's."""
        areas = np.trapezoid(self.by_chance, self.covered, axis=1)
        return int((areas > np.trapezoid(self.by_map, self.covered)).sum())


def deletion(
    predict: Predict,
    image: Images,
    heat: Floats,
    first: int,
    second: int,
    *,
    until: float = 0.5,
) -> Deletion:
    """Cover tiles of 4 by 4 pixels with black, one after the other.

    Parameters
    ----------
    predict
        Asked once for all curves.
    image
        Raw pixels, shape (28, 28).
    heat
        The map under test, shape (28, 28): positive speaks for ``first``.
    first, second
        The classes of the map.
    until
        Where to stop, as a share of the image: beyond half of it little is left to be told.
    """
    importance = _tiles(heat).mean(axis=(1, 3))
    side = importance.shape[1]
    steps = round(until * importance.size)
    rng = np.random.default_rng(SEED)
    by_map = np.argsort(-importance, axis=None, kind="stable")
    orders = [by_map, *(rng.permutation(importance.size) for _ in range(ORDERS))]
    copies = np.concatenate([_covered(image, order[:steps], side) for order in orders])
    asked = margins(predict(copies), first, second).reshape(len(orders), steps + 1)
    return Deletion(np.arange(steps + 1) / importance.size, asked[0], asked[1:])


def _tiles(pixels: Floats) -> Floats:
    rows, columns = (length // PATCH for length in pixels.shape)
    return pixels.reshape(rows, PATCH, columns, PATCH)


def _covered(image: Images, order: npt.NDArray[np.integer], side: int) -> npt.NDArray[np.float32]:
    copies = np.repeat(image.astype(np.float32)[None], len(order) + 1, axis=0)
    for step, tile in enumerate(order.tolist(), start=1):
        row, column = (PATCH * place for place in divmod(tile, side))
        copies[step:, row : row + PATCH, column : column + PATCH] = 0
    return copies
