"""The steps from a shop's thumbnail to an image of Fashion-MNIST, one function each.

Xiao, Rasul, Vollgraf 2017, "Fashion-MNIST: a novel image dataset for benchmarking machine learning
algorithms", arXiv:1708.07747, section 2. All take and return intensities 0 to 255 as floats, shape
(height, width, 3).
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.errors import DataError

Pixels = npt.NDArray[np.floating]

WHITE: Final = 255.0
CLOSE: Final = 0.05  # of the largest intensity: what is trimmed as ground
THUMBNAIL: Final = (73, 51)  # height and width
LUMA: Final = np.array([0.2126, 0.7152, 0.0722])  # ITU-R BT.709
_SIGMA: Final = 1.0  # of the sharpening Gaussian, and its radius, in pixels


def is_dark(values: Pixels) -> bool:
    """Tell whether the corners of a picture are darker than medium grey, on average."""
    return bool(_corners(values).mean() < WHITE / 2)


def whiten(values: Pixels) -> Pixels:
    """Scale red, green and blue so that the corners' median becomes white."""
    ground = np.maximum(np.median(_corners(values), axis=0), 1)
    return np.minimum(values * WHITE / ground, WHITE)


def trim(values: Pixels) -> Pixels:
    """Cut edges off whose pixels are close to the corners' colour.

    Close: within 5 % of the distance from black to white in RGB space. The left and the top edge
    are held against the upper left corner, the right and the bottom edge against the corner there.

    Raises
    ------
    DataError
        Nothing is left.
    """
    corners = (values[0, 0], values[0, 0], values[0, -1], values[-1, 0])
    left, top, right, bottom = (_differs(values, corner) for corner in corners)
    if not left.any():
        raise DataError(
            "The picture has only one colour: expected a garment on a background of another "
            "colour. Take another picture, or crop less of this one."
        )
    rows = _span(*(np.logical_or.reduce(edge, axis=1) for edge in (top, bottom)))
    columns = _span(*(np.logical_or.reduce(edge, axis=0) for edge in (left, right)))
    return np.asarray(values[rows, columns])


def thumbnail(values: Pixels) -> Pixels:
    """Average a picture down until it fits into the shop's thumbnails, if it is larger."""
    height, width = values.shape[:2]
    scale = min(THUMBNAIL[0] / height, THUMBNAIL[1] / width)
    if scale >= 1:
        return values
    from PIL import Image  # noqa: PLC0415 - only where pictures are read

    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = Image.fromarray(to_bytes(values)).resize(size, Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float64)


def subsample(values: Pixels, side: int) -> Pixels:
    """Make the longest side ``side`` pixels long by skipping or repeating rows and columns.

    Row i of n is taken from the middle of the i-th of n equal parts.
    """
    height, width = values.shape[:2]
    scale = side / max(height, width)
    rows, columns = (max(1, int(length * scale + 0.5)) for length in (height, width))
    return values[_middles(height, rows)][:, _middles(width, columns)]


def sharpen(values: Pixels) -> Pixels:
    """Move pixels away from their blurred surroundings, more near outlines.

    x + w (x - G x) with a Gaussian G of radius and standard deviation 1; w is the blurred distance
    between the brightness and its own blur, scaled so that the strongest outline has 1. The paper
    names the Gaussian and that its effect increases near outlines, but no formula.
    """
    brightness = values @ LUMA
    outlines = _blur(np.abs(brightness - _blur(brightness)))
    strength = outlines / outlines.max() if outlines.max() > 0 else outlines
    sharpened = values + strength[..., None] * (values - _blur(values))
    return np.clip(sharpened, 0, WHITE)


def centre(values: Pixels, side: int) -> Pixels:
    """Put a picture into the middle of a white square."""
    height, width = values.shape[:2]
    square = np.full((side, side, values.shape[2]), WHITE)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = values
    return square


def to_bytes(values: Pixels) -> npt.NDArray[np.uint8]:
    """Round intensities to 8 bits."""
    return np.rint(np.clip(values, 0, WHITE)).astype(np.uint8)


def _blur(values: Pixels) -> Pixels:
    """Blur with a 3 x 3 Gaussian of deviation 1; edge pixels are repeated outwards."""
    weights = np.exp(-(np.arange(-1, 2) ** 2) / (2 * _SIGMA**2))
    weights /= weights.sum()
    for axis in (0, 1):
        width = [(1, 1) if place == axis else (0, 0) for place in range(values.ndim)]
        padded = np.moveaxis(np.pad(values, width, mode="edge"), axis, 0)
        parts = (padded[:-2], padded[1:-1], padded[2:])
        blurred = sum(weight * part for weight, part in zip(weights, parts, strict=True))
        values = np.moveaxis(np.asarray(blurred), 0, axis)
    return values


def _corners(values: Pixels) -> Pixels:
    return values[[0, 0, -1, -1], [0, -1, 0, -1]]


def _differs(values: Pixels, colour: Pixels) -> npt.NDArray[np.bool_]:
    distance = np.sqrt(((values - colour) ** 2).mean(axis=-1))
    return np.asarray(distance > CLOSE * WHITE, dtype=np.bool_)


def _span(from_start: npt.NDArray[np.bool_], from_end: npt.NDArray[np.bool_]) -> slice:
    """Return what lies between two edges; all, where different corners leave nothing."""
    start, stop = int(from_start.argmax()), int(len(from_end) - from_end[::-1].argmax())
    return slice(start, stop) if start < stop else slice(None)


def _middles(length: int, parts: int) -> npt.NDArray[np.int64]:
    return ((2 * np.arange(parts, dtype=np.int64) + 1) * length) // (2 * parts)
