"""Whether a picture is like the images that the models know, or like nothing among them."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.contracts import Floats, Ints

SHARE: Final = 0.99  # of the test images count as like the others
TURN_GAIN: Final = 0.9
"""A turned picture is suggested where it lies nearer than this share of the distance as it stands.

Measured on 500 test images: of those turned by 90 degrees 94 % are suggested back, 99 % of these
rightly; of those that stand upright 0.6 % are wrongly suggested to be turned.
"""
FULL: Final = 0.97
"""Garments have an outline: a picture that fills this share of the rectangle around it has none.

Measured: 0.2 % of the test images and 0.2 % of the training images do so, nearly all of them bags;
rectangles of noise or of one grey, and photographs whose ground was not trimmed, always.
"""
_GROUND: Final = 0.05 * 255  # what the publisher trimmed: within 5 % of the largest intensity
_CHUNK: Final = 1000

Images = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class Likeness:
    """How near a picture lies to the test images.

    Attributes
    ----------
    indices : ndarray of int64, shape (count,)
        The nearest test images, nearest first.
    distances : ndarray of float64, shape (count,)
        Root of the sum of squared differences of grey values.
    limit : float
        The distance that 99 % of the test images have at most to their own nearest one.
    beyond : float
        Share of the test images that lie nearer to their nearest one, 0 to 1.
    correlation : float
        Pearson's, over the pixels, with the test image that it correlates with most.
    least : float
        The correlation that 99 % of the test images have at least with another one.
    filled : float
        Share of the rectangle around the picture that is no ground, 0 to 1.
    """

    indices: Ints
    distances: Floats
    limit: float
    beyond: float
    correlation: float
    least: float
    filled: float

    @property
    def full(self) -> bool:
        """Whether it is a rectangle with next to no ground in it, and none of the test images."""
        return self.filled >= FULL and self.distances[0] > 0

    @property
    def far(self) -> bool:
        """Whether the picture lies further from all test images than 99 % of them do."""
        return bool(self.distances[0] > self.limit)

    @property
    def uncorrelated(self) -> bool:
        """Whether its light and dark lie as in no test image."""
        return self.correlation < self.least

    @property
    def unlike(self) -> bool:
        """Whether it is far, its pattern is none of theirs, or it has no outline.

        Grey noise that fills the square is near in grey values, since no pixel is far from grey;
        but it correlates with nothing. A rectangle of it, on a ground, correlates with bags.
        """
        return self.far or self.uncorrelated or self.full


def likeness(images: Images, own: Floats, picture: Images, *, count: int = 8) -> Likeness:
    """Hold a picture that is not among the images against them.

    Parameters
    ----------
    images : ndarray of shape (n, 28, 28), uint8
    own : ndarray of shape (2, n)
        What `own_likeness` says of the same images.
    picture : ndarray of shape (28, 28), uint8
    count
        How many of the nearest images, 1 .. n.
    """
    distances, correlations = (of_all[0] for of_all in _compare(images, picture[None]))
    nearest = np.argsort(distances, kind="stable")[:count].astype(np.int64)
    apart = images[nearest].astype(np.int64) - picture
    distances = np.sqrt((apart**2).sum(axis=(1, 2)))  # exact: the image itself is 0 away
    return Likeness(
        nearest,
        distances,
        limit=float(np.quantile(own[0], SHARE)),
        beyond=float((own[0] < distances[0]).mean()),
        correlation=float(correlations.max()),
        least=float(np.quantile(own[1], 1 - SHARE)),
        filled=filled(picture),
    )


def filled(picture: Images) -> float:
    """Return which share of the rectangle around what is no ground is none; 0 for ground alone."""
    garment = picture > _GROUND
    box = garment[np.ix_(garment.any(axis=1), garment.any(axis=0))]
    return float(box.mean()) if box.size else 0.0


def better_turn(images: Images, picture: Images) -> int:
    """Say by how many quarter turns, clockwise, a picture comes clearly nearer to the images.

    Returns
    -------
    int
        0 where it had better stay as it is, else 1, 2 or 3.
    """
    turns = np.stack([np.rot90(picture, -turn) for turn in range(4)])
    distances = distances_to(images, turns).min(axis=1)
    turn = int(distances.argmin())
    return turn if distances[turn] < TURN_GAIN * distances[0] else 0


def own_likeness(images: Images) -> Floats:
    """Return how near each image comes to another one.

    Returns
    -------
    ndarray of float64, shape (2, n)
        The distance to the nearest other image, and the largest correlation with another.
    """
    own = np.empty((2, len(images)))
    for start in range(0, len(images), _CHUNK):
        distances, correlations = _compare(images, images[start : start + _CHUNK])
        here = np.arange(len(distances))
        distances[here, start + here] = np.inf
        correlations[here, start + here] = -1
        own[0, start : start + _CHUNK] = distances.min(axis=1)
        own[1, start : start + _CHUNK] = correlations.max(axis=1)
    return own


def distances_to(images: Images, pictures: Images) -> Floats:
    """Return the Euclidean distances of pictures to images, shape (pictures, images)."""
    return _compare(images, pictures)[0]


def _compare(images: Images, pictures: Images) -> tuple[Floats, Floats]:
    """Return distances and correlations, each of shape (pictures, images).

    |p - i|² = |p|² + |i|² - 2 p·i, a matrix product: exact in float32, since whole numbers up to
    2 ** 24 are, but for sums beyond that, which are off by a few units of 50 million at most. The
    correlation is of the same sums; what has one grey only correlates with nothing.
    """
    known, asked = (
        np.asarray(each, dtype=np.float32).reshape(len(each), -1) for each in (images, pictures)
    )
    products = (asked @ known.T).astype(np.float64)
    (squares, sums), (known_squares, known_sums) = (
        [total.astype(np.float64) for total in ((each**2).sum(axis=1), each.sum(axis=1))]
        for each in (asked, known)
    )
    distances = np.sqrt(np.maximum(squares[:, None] + known_squares - 2 * products, 0))
    n = known.shape[1]
    spread, known_spread = squares - sums**2 / n, known_squares - known_sums**2 / n
    scale = np.sqrt(spread[:, None] * known_spread)
    covered = products - sums[:, None] * known_sums / n
    return distances, np.divide(covered, scale, out=np.zeros_like(covered), where=scale > 0)
