"""Arrays as small pictures, side by side: weights in blue and orange, responses in grey."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]

GAP: Final = 2  # pixels between two pictures
NEUTRAL: Final = np.array([247, 247, 247])
POSITIVE: Final = np.array([0, 114, 178])  # Okabe-Ito blue
NEGATIVE: Final = np.array([213, 94, 0])  # Okabe-Ito vermilion


def diverging(values: npt.NDArray[np.floating], *, limit: float) -> Picture:
    """Colour values: blue at `limit`, orange at -`limit`, near white at 0.

    Returns
    -------
    ndarray of uint8, shape (..., 3)
    """
    share = np.clip(values / limit, -1, 1)[..., None]
    ends = np.where(share > 0, POSITIVE, NEGATIVE)
    return np.asarray(np.round(NEUTRAL + (ends - NEUTRAL) * np.abs(share)), dtype=np.uint8)


def grey(values: npt.NDArray[np.floating], *, limit: float) -> Picture:
    """Shade values: black at 0, white at `limit`; shape (..., 3)."""
    shade = np.clip(255 * values / (limit or 1.0), 0, 255).astype(np.uint8)
    return np.repeat(shade[..., None], 3, axis=-1)


def montage(pictures: Sequence[Picture], *, columns: int, zoom: int) -> Picture:
    """Arrange pictures of one size in rows, each pixel enlarged, with transparent gaps.

    Parameters
    ----------
    pictures
        Each of shape (height, width, 3).
    columns
        Pictures in a row.
    zoom
        Side of an enlarged pixel.

    Returns
    -------
    ndarray of uint8, shape (H, W, 4)
        The last channel is opacity.
    """
    height, width, _ = pictures[0].shape
    rows = -(-len(pictures) // columns)
    step_y, step_x = height * zoom + GAP * zoom, width * zoom + GAP * zoom
    sheet = np.zeros((rows * step_y - GAP * zoom, columns * step_x - GAP * zoom, 4), dtype=np.uint8)
    for place, picture in enumerate(pictures):
        top, left = (place // columns) * step_y, (place % columns) * step_x
        large = picture.repeat(zoom, axis=0).repeat(zoom, axis=1)
        sheet[top : top + height * zoom, left : left + width * zoom, :3] = large
        sheet[top : top + height * zoom, left : left + width * zoom, 3] = 255
    return sheet
