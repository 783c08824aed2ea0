"""What an image is like, whichever model looks at it: brightness, ink, symmetry, size and so on.

Ink is what is brighter than 5 % of the largest grey value: the publisher trimmed the edges of the
pictures by the same measure (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747, section 2).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.contracts import Flags, Floats, Labels

INK_ABOVE: Final = 12
"""Grey value of 0 to 255; 5 % of 255 is 12.75."""
Images = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Property:
    """What one number says of an image.

    Attributes
    ----------
    name : str
    meaning : str
        How it is computed, in words.
    step : float
        In which it is asked for; bounds of parts are whole steps.
    """

    name: str
    meaning: str
    step: float


PROPERTIES: Final = {
    "brightness": Property("Brightness", "mean grey value of the ink, 0 to 255", 1),
    "ink": Property("Share of ink", "share of all pixels that are ink, 0 to 1", 0.01),
    "symmetry": Property(
        "Symmetry", "what the image shares with its mirror image, 1 if it is the same", 0.01
    ),
    "size": Property(
        "Size of the garment", "share of the picture in the smallest box around the ink", 0.01
    ),
    "contrast": Property("Contrast", "standard deviation of the ink's grey values", 1),
    "distance": Property(
        "Distance from its class's mean",
        "root mean square difference from the mean image of its true class, in grey values",
        1,
    ),
}


def image_properties(images: Images, y_true: Labels) -> dict[str, Floats]:
    """Return every property of every image.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, 28, 28)
        Raw pixels, 0 (background) to 255.
    y_true : ndarray of shape (n,), integer

    Returns
    -------
    dict of ndarray of float64, shape (n,)
        By the keys of `PROPERTIES`.

    Raises
    ------
    ValueError
        If there is not one label for each picture.
    """
    if images.ndim != 3 or images.dtype != np.uint8 or len(images) != len(y_true):  # noqa: PLR2004 - n pictures of rows and columns
        raise ValueError(
            "images: expected uint8 of shape (n, rows, columns), one for each of "
            f"{len(y_true)} labels. Received {images.dtype} {images.shape}."
        )
    ink = images > INK_ABOVE
    brightness, contrast = _grey_values(images, ink)
    return {
        "brightness": brightness,
        "ink": ink.mean(axis=(1, 2)),
        "symmetry": _symmetry(images),
        "size": _size(ink),
        "contrast": contrast,
        "distance": _distance(images, y_true),
    }


def _grey_values(images: Images, ink: Flags) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of the ink's grey values, 0 where there is no ink."""
    count = np.maximum(ink.sum(axis=(1, 2)), 1)
    grey = np.where(ink, images, 0).astype(np.uint16)  # squares of 0 to 255 fit
    mean = grey.sum(axis=(1, 2), dtype=np.int64) / count
    square = (grey * grey).sum(axis=(1, 2), dtype=np.int64) / count
    return mean, np.sqrt(np.maximum(square - mean**2, 0.0))


def _symmetry(images: Images) -> Floats:
    """Return 1 - sum |x - mirrored x| / (2 sum x), 1 for an empty picture."""
    mirrored = images[:, :, ::-1]
    gaps = np.maximum(images, mirrored) - np.minimum(images, mirrored)
    apart, grey = (each.sum(axis=(1, 2), dtype=np.int64) for each in (gaps, images))
    return np.asarray(1.0 - apart / np.maximum(2 * grey, 1))


def _size(ink: Flags) -> Floats:
    """Return the area of the smallest upright box around the ink, as a share of the picture."""
    rows, columns = (np.asarray(ink.any(axis=axis)) for axis in (2, 1))
    area = _extent(rows) * _extent(columns)
    return np.asarray(area / (ink.shape[1] * ink.shape[2]))


def _extent(is_inked: Flags) -> npt.NDArray[np.int64]:
    """Return how many rows (or columns) there are from the first with ink to the last."""
    last = is_inked.shape[1] - is_inked[:, ::-1].argmax(axis=1)
    return np.asarray(np.where(is_inked.any(axis=1), last - is_inked.argmax(axis=1), 0))


def _distance(images: Images, y_true: Labels) -> Floats:
    found = np.zeros(len(images))
    for label in np.unique(y_true):
        members = y_true == label
        grey = images[members].astype(np.float64)
        found[members] = np.sqrt(((grey - grey.mean(axis=0)) ** 2).mean(axis=(1, 2)))
    return found
