"""A map over an image as a coloured picture: blue for one class, orange for the other."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

MORE: Final = np.array([27, 94, 168])
LESS: Final = np.array([179, 89, 0])
PAPER: Final = np.array([255, 255, 255])
INK: Final = np.array([20, 20, 20])
_PALE: Final = 0.3  # of the ink, where the image is brightest
_ROOT: Final = 0.7  # below one: small values can be seen


def tinted(
    heat: npt.NDArray[np.floating[Any]], image: npt.NDArray[np.uint8], scale: float
) -> npt.NDArray[np.uint8]:
    """Colour a map over the pale image that it is about, as the page does on light ground.

    Parameters
    ----------
    heat
        Shape (28, 28).
    image
        Shape (28, 28).
    scale
        The value that gets the full colour; above 0.

    Returns
    -------
    ndarray of uint8, shape (28, 28, 3)
    """
    ground = PAPER + _PALE * (image[..., None] / 255) * (INK - PAPER)
    share = np.minimum(1, np.abs(heat) / scale)[..., None] ** _ROOT
    end = np.where(heat[..., None] < 0, LESS, MORE)
    return np.asarray(np.rint(ground + share * (end - ground)), dtype=np.uint8)
