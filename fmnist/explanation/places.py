"""Where in an image a map has its evidence, in numbers and in words."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.explanation.margins import Floats

TOPS: Final = frozenset({"T-shirt/top", "Pullover", "Dress", "Coat", "Shirt"})
_STRONG: Final = 0.5  # of the strongest pixel: what still belongs to the place
_THIRDS: Final = ("top", "middle", "bottom"), ("left", "centre", "right")
_COLLAR: Final = 6  # rows from the top
_HEM: Final = 5  # rows from the bottom
_FRONT: Final = 9, 18  # columns between the sleeves


@dataclass(frozen=True)
class Place:
    """A connected part of an image.

    Attributes
    ----------
    rows, columns : tuple of int
        First and last, counted from 1.
    share : float
        How much of all evidence for the same class lies in it, 0 to 1.
    """

    rows: tuple[int, int]
    columns: tuple[int, int]
    share: float

    @property
    def text(self) -> str:
        """The place in numbers: "rows 2 to 6, columns 12 to 16"."""
        return f"{_span('row', self.rows)}, {_span('column', self.columns)}"


def strongest(heat: Floats) -> Place | None:
    """Find where the positive evidence of a map is concentrated.

    Parameters
    ----------
    heat
        Shape (height, width). Negate it for the evidence of the other class.

    Returns
    -------
    Place or None
        The connected pixels (by their sides) around the strongest one that have at least half of
        its strength; None where nothing is positive.
    """
    if heat.max() <= 0:
        return None
    part = connected(heat >= _STRONG * heat.max(), int(heat.argmax()))
    rows, columns = (np.flatnonzero(part.any(axis=axis)) + 1 for axis in (1, 0))
    share = float(heat[part].sum() / heat[heat > 0].sum())
    return Place((int(rows[0]), int(rows[-1])), (int(columns[0]), int(columns[-1])), share)


def connected(mask: npt.NDArray[np.bool_], start: int) -> npt.NDArray[np.bool_]:
    """Return the pixels that hang together with one of them by their sides.

    `scipy.ndimage.label` finds all such parts, but importing it takes 14 MB of the server's memory.

    Parameters
    ----------
    mask
        Shape (height, width): which pixels count.
    start
        One that counts, by its position in the rows one after the other.
    """
    part = np.zeros_like(mask)
    grown = part.copy()
    grown.flat[start] = True
    while (grown != part).any():
        part = grown.copy()
        for axis in (0, 1):
            there, here = (np.moveaxis(each, axis, 0) for each in (grown, part))
            there[1:] |= here[:-1]
            there[:-1] |= here[1:]
        grown &= mask
    return part


def part_of_garment(place: Place, class_name: str, side: int = 28) -> str:
    """Name where a place lies: "collar" of an upper garment, else "top left" of the image.

    The publisher's images show upper garments from the front, upright, over the whole height, so
    that the same rows and columns mostly show the same part.
    """
    row, column = (sum(span) / 2 - 0.5 for span in (place.rows, place.columns))
    if class_name in TOPS:
        if not _FRONT[0] <= column <= _FRONT[1]:
            return f"{'left' if column < side / 2 else 'right'} sleeve or side"
        if row < _COLLAR:
            return "collar"
        return "hem" if row >= side - _HEM else "front"
    vertical, horizontal = (
        names[min(2, int(3 * at / side))] for names, at in zip(_THIRDS, (row, column), strict=True)
    )
    shorter = {"middle centre": "middle", "middle left": "left", "middle right": "right"}
    return shorter.get(f"{vertical} {horizontal}", f"{vertical} {horizontal}")


def _span(name: str, ends: tuple[int, int]) -> str:
    first, last = ends
    return f"{name} {first}" if first == last else f"{name}s {first} to {last}"
