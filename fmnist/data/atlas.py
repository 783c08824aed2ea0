"""Sheets of images for the browser: one picture for each true class instead of 10,000 files."""

import io
from typing import Final
from zlib import Z_RLE

import numpy as np
import numpy.typing as npt

from fmnist.data.checks import check_labels
from fmnist.data.classes import CLASS_NAMES, IMAGE_SIDE
from fmnist.data.dataset import check_split
from fmnist.errors import DataError

COLUMNS: Final = 40  # 1,000 images make 40 x 25 tiles, 1120 x 700 pixels


def atlas_positions(
    labels: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Say where each image stands in the sheets.

    Parameters
    ----------
    labels
        True labels, shape (n,), in the order of the images.

    Returns
    -------
    sheet : ndarray of uint8, shape (n,)
        The sheet that holds image i: that of its true class.
    position : ndarray of int64, shape (n,)
        Place of image i in its sheet, counted from 0 in the order of the images; with `COLUMNS`
        columns its tile stands in row position // 40, column position % 40.
    """
    sheet = check_labels(labels, name="True labels")
    position = np.empty(len(sheet), dtype=np.int64)
    for label in np.unique(sheet):
        members = np.flatnonzero(sheet == label)
        position[members] = np.arange(len(members))
    return sheet.copy(), position


def sheet_png(
    images: npt.NDArray[np.uint8],
    labels: npt.NDArray[np.uint8],
    label: int,
    *,
    columns: int = COLUMNS,
) -> bytes:
    """Draw all images of one true class as the tiles of one greyscale PNG, without gaps.

    Parameters
    ----------
    images, labels
        Shapes (n, 28, 28) and (n,).
    label
        Class number, 0 to 9.
    columns
        Tiles in a row; the last row is filled up with black.

    Returns
    -------
    bytes
        The PNG, 28 * columns pixels wide; about 0.5 MB in 0.02 s for 1,000 images.

    Raises
    ------
    DataError
        No image has that label, or the arrays are no images and labels.
    """
    split = check_split(images, labels, name="the atlas")
    tiles = split.images[split.labels == label]
    if not len(tiles):
        known = CLASS_NAMES[label] if 0 <= label < len(CLASS_NAMES) else "no class"
        raise DataError(f"No image has the true label {label} ({known}): the sheet would be empty.")
    return tiles_png(tiles, columns=columns)


def tiles_png(images: npt.NDArray[np.uint8], *, columns: int) -> bytes:
    """Draw images row by row as the tiles of one greyscale PNG, without gaps.

    Parameters
    ----------
    images
        Pixels 0 to 255, shape (n, 28, 28), n >= 1.
    columns
        Tiles in a row; the last row is filled up with black.
    """
    from PIL import Image  # noqa: PLC0415 - only where sheets are drawn

    rows = -(-len(images) // columns)
    sheet = np.zeros((rows * columns, IMAGE_SIDE, IMAGE_SIDE), dtype=np.uint8)
    sheet[: len(images)] = images
    grid = sheet.reshape(rows, columns, IMAGE_SIDE, IMAGE_SIDE).transpose(0, 2, 1, 3)
    buffer = io.BytesIO()
    pixels = grid.reshape(rows * IMAGE_SIDE, columns * IMAGE_SIDE)
    # Run lengths alone: measured on garments, a third of the time and 1 % smaller than the default.
    Image.fromarray(pixels).save(buffer, format="PNG", compress_type=Z_RLE)
    return buffer.getvalue()
