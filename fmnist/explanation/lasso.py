"""An outline on a map and the images inside it, in a form that an address can carry.

Places on a map are whole numbers of 0 to 65,535. An outline's corners have 12 bits for each of
their two numbers, two characters each, and lie in the middle of such a step. The browser decides by
the same arithmetic, so that what is marked there is exactly what is opened here.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BASE: Final = len(ALPHABET)
STEP: Final = 16
"""Steps of a place in a step of a corner: 65,536 / 4,096."""
PLACES: Final = 65_536
MOST_CORNERS: Final = 64
BOX: Final = 2
"""Corners of a box: two that lie opposite."""

Corners = tuple[tuple[int, int], ...]


def places(coordinates: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.uint16]:
    """Return coordinates of 0 to 1, shape (n, 2), as whole numbers of 0 to 65,535."""
    whole: npt.NDArray[np.uint16] = np.rint(coordinates.clip(0, 1) * (PLACES - 1)).astype(np.uint16)
    return whole


def decode(text: str) -> Corners | None:
    """Read corners; None where the text holds none: two of a box, or 3 to 64 of an outline."""
    size = len(text) // 4
    if len(text) % 4 or not BOX <= size <= MOST_CORNERS or not set(text) <= set(ALPHABET):
        return None
    digits = [ALPHABET.index(character) for character in text]
    numbers = [high * BASE + low for high, low in zip(digits[::2], digits[1::2], strict=True)]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def inside(points: npt.NDArray[np.uint16], corners: Corners) -> npt.NDArray[np.bool_]:
    """Say which points lie in a box or an outline.

    Parameters
    ----------
    points : ndarray of uint16, shape (n, 2)
        From `places`.
    corners
        From `decode`. An outline that crosses itself holds what it goes around an odd number of
        times.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    outline = np.array(corners, dtype=np.float64) * STEP + STEP / 2
    x, y = points.astype(np.float64).T
    if len(outline) == BOX:
        (left, low), (right, high) = np.sort(outline, axis=0)
        within = (x > left) & (x < right) & (y > low) & (y < high)
        return np.asarray(within)
    within = np.zeros(len(points), dtype=bool)
    for (x1, y1), (x2, y2) in zip(outline, np.roll(outline, 1, axis=0), strict=True):
        if y1 != y2:  # a level side is crossed by no level ray
            crossed = (y1 > y) != (y2 > y)
            within ^= crossed & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return within
