"""Images of different classes that nearly coincide, pixel by pixel."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.contracts import Labels

BLOCK = 500  # rows of the distance matrix at a time: 20 MB for 10,000 images


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Two images of different classes.

    Attributes
    ----------
    first, second : int
        Their indices; `first` is the smaller one.
    distance : float
        Root mean square difference of their pixels, 0 to 255.
    """

    first: int
    second: int
    distance: float


def look_alikes(
    images: npt.NDArray[np.uint8], labels: Labels, *, top: int
) -> tuple[LookAlike, ...]:
    """Find the closest pairs of images whose labels differ, each image in one pair only.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, height, width)
    labels : ndarray of shape (n,), integer
    top : int
        Number of pairs.

    Returns
    -------
    tuple of LookAlike
        The closest first. Each image is paired with its nearest neighbour of another class
        (Euclidean distance of raw pixels).
    """
    pixels = images.reshape(len(images), -1).astype(np.float32)
    squares = np.einsum("ij,ij->i", pixels, pixels)
    nearest = np.empty(len(pixels), dtype=np.int64)
    distances = np.empty(len(pixels))
    for start in range(0, len(pixels), BLOCK):
        rows = slice(start, start + BLOCK)
        block = squares[rows, None] + squares - 2 * pixels[rows] @ pixels.T
        block[labels[rows, None] == labels] = np.inf
        nearest[rows] = block.argmin(axis=1)
        distances[rows] = block.min(axis=1)
    pairs: list[LookAlike] = []
    taken: set[int] = set()
    for index in np.argsort(distances, kind="stable").tolist():
        other = int(nearest[index])
        if len(pairs) == top or not np.isfinite(distances[index]):
            break
        if taken.isdisjoint((index, other)):
            taken |= {index, other}
            rms = float(np.sqrt(max(distances[index], 0.0) / pixels.shape[1]))
            pairs.append(LookAlike(min(index, other), max(index, other), rms))
    return tuple(pairs)
