"""Whether arrays are raw images or labels; if not, what they are and how they are put right."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import IMAGE_SIDE, N_CLASSES
from fmnist.errors import DataError

PIXEL_MAX: Final = 255


def check_images(images: npt.NDArray[Any], *, name: str) -> npt.NDArray[np.uint8]:
    """Return raw images unchanged.

    Parameters
    ----------
    images
        Expected: uint8, shape (n, 28, 28), n at least 1.
    name
        What error messages call them.

    Raises
    ------
    DataError
        Another shape or dtype; the sentence says which step leads back to raw pixels.
    """
    if images.shape[1:] != (IMAGE_SIDE, IMAGE_SIDE) or images.ndim != 3:  # noqa: PLR2004 - image, row, column
        raise DataError(
            f"{name} have shape {images.shape}: expected (n, 28, 28). {_shape_advice(images.shape)}"
        )
    if not len(images):
        raise DataError(f"{name} are empty: expected at least one image of 28 x 28 pixels.")
    if images.dtype != np.uint8:
        raise DataError(
            f"{name} are {images.dtype}: expected uint8, raw pixels 0..255. {_pixel_advice(images)}"
        )
    return images


def check_labels(labels: npt.NDArray[Any], *, name: str) -> npt.NDArray[np.uint8]:
    """Return official class numbers unchanged; they are expected as uint8, shape (n,), 0..9.

    Raises
    ------
    DataError
        Another shape, another dtype, or a number above 9.
    """
    if labels.ndim != 1:
        advice = {N_CLASSES: "undo the one-hot form with .argmax(axis=1)", 1: "use .ravel()"}
        width = labels.shape[1] if labels.ndim == 2 else 0  # noqa: PLR2004 - a matrix
        raise DataError(
            f"{name} have shape {labels.shape}: expected (n,), one class number for each image; "
            f"{advice.get(width, 'are these labels at all?')}"
        )
    if labels.dtype != np.uint8:
        raise DataError(
            f"{name} are {labels.dtype}: expected uint8, class numbers 0..9. "
            "If they are whole numbers 0..9, store them with .astype(np.uint8)."
        )
    if labels.size and labels.max() >= N_CLASSES:
        raise DataError(
            f"{name} reach {labels.max()}: expected class numbers 0 to {N_CLASSES - 1}. "
            "Is this a file of labels, and of Fashion-MNIST?"
        )
    return labels


def _shape_advice(shape: tuple[int, ...]) -> str:
    advice = "Start from the raw files."
    match shape:
        case (_, 784):
            advice = "Unroll each row with .reshape(-1, 28, 28)."
        case (_, 785):
            advice = "If column 0 is the label, images are [:, 1:].reshape(-1, 28, 28)."
        case (28, 28):
            advice = "This is one image; make it a batch with images[np.newaxis]."
        case (_, 28, 28, 1):
            advice = "Drop the channel axis with images[..., 0]."
        case (_, 1, 28, 28):
            advice = "Drop the channel axis with images[:, 0]."
        case (_, rows, columns, *_) if rows == columns:
            advice = f"They seem resized to {rows} x {columns} pixels; start from the raw files."
    return advice


def _pixel_advice(images: npt.NDArray[Any]) -> str:
    if images.dtype.kind not in "buif":
        return "These are not numbers; start from the raw files."
    low, high = float(images.min()), float(images.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        return "Some values are not finite; start from the raw files."
    if low < 0 or high > PIXEL_MAX:
        return f"Values {low:.4g} to {high:.4g} are not raw pixels; start from the raw files."
    if images.dtype.kind in "bf" and high <= 1:
        return "Values lie in 0..1: undo the scaling with (images * 255).round().astype(np.uint8)."
    if images.dtype.kind == "f" and (images != np.rint(images)).any():
        return "Values are not whole numbers; start from the raw files."
    return "Values are whole numbers 0..255: store them with .astype(np.uint8)."
