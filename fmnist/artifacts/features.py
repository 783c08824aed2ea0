"""The content of ``features.npz``: where the test images lie on a model's map."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.predictions import N_TEST_IMAGES
from fmnist.errors import ArtifactError

FILE: Final = "features.npz"
PIXEL_FILE: Final = "pixel_map.npz"
"""The same of the images themselves, beside the test images."""
LEVELS: Final = 65_535

Basis = Literal["hidden layer", "log probabilities", "pixels"]


@dataclass(frozen=True)
class ImageMap:
    """Where the 10,000 test images lie.

    Attributes
    ----------
    coordinates : ndarray of float32, shape (10000, 2)
        From 0 to 1, right and up, kept to 1/65,535.
    neighbours : ndarray of uint16, shape (10000, k)
        The nearest images by features, nearest first.
    basis : str
        What likeness means here: the last hidden layer, the logarithms of the probabilities where
        a model gives no hidden layer away, or the pixels.
    width : int
        How many features an image has.
    method : str
        How the plane was made, with the seed.
    predictions_sha256 : str
        Says which model it was; empty for the pixels.
    """

    coordinates: npt.NDArray[np.float32]
    neighbours: npt.NDArray[np.uint16]
    basis: Basis
    width: int
    method: str
    predictions_sha256: str = ""


def pack(found: ImageMap) -> bytes:
    """Return the content of ``features.npz``."""
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        coordinates=np.rint(found.coordinates.clip(0, 1) * LEVELS).astype(np.uint16),
        neighbours=found.neighbours.astype(np.uint16),
        basis=np.str_(found.basis),
        width=np.int64(found.width),
        method=np.str_(found.method),
        predictions_sha256=np.str_(found.predictions_sha256),
    )
    return buffer.getvalue()


def read(path: Path, *, of: str, predictions_sha256: str = "") -> ImageMap:
    """Read a map.

    Parameters
    ----------
    path
        ``features.npz`` of a model, or the pixels' file.
    of
        The model's key, or ``--pixels``, for the sentence that says how to make it again.
    predictions_sha256
        What the model's record says of its predictions; empty for the pixels.

    Raises
    ------
    ArtifactError
        The file is damaged or belongs to another model.
    """
    again = f"Make it again: python -m fmnist features {of}"
    try:
        with np.load(path, allow_pickle=False) as archive:
            held = {name: archive[name] for name in archive.files}
        raw, neighbours = held["coordinates"], held["neighbours"]
        basis, width = str(held["basis"]), int(held["width"])
        method, belongs_to = str(held["method"]), str(held["predictions_sha256"])
    except (OSError, KeyError, ValueError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise ArtifactError(
            f"{path.name} of {of} is missing, truncated or damaged ({error}). {again}"
        ) from error
    if wrong := _complaint(raw, neighbours, basis):
        raise ArtifactError(f"{path.name} of {of}: {wrong}. {again}")
    if belongs_to != predictions_sha256:
        raise ArtifactError(f"{path.name} of {of} belongs to another model. {again}")
    coordinates = raw.astype(np.float32) / np.float32(LEVELS)
    return ImageMap(
        coordinates, neighbours, cast("Basis", basis), width, method, predictions_sha256
    )


def _complaint(raw: npt.NDArray[Any], neighbours: npt.NDArray[Any], basis: str) -> str | None:
    """Say what keeps arrays from being a map of the test images, if anything does."""
    for name, array in (("coordinates", raw), ("neighbours", neighbours)):
        columns = "2" if name == "coordinates" else "k"
        if (
            array.dtype != np.uint16
            or array.ndim != 2  # noqa: PLR2004 - images by columns
            or len(array) != N_TEST_IMAGES
            or (name == "coordinates" and array.shape[1] != 2)  # noqa: PLR2004 - right and up
        ):
            return (
                f"expected {name} uint16 of shape ({N_TEST_IMAGES}, {columns}), received "
                f"{array.dtype} of shape {array.shape}"
            )
    if neighbours.max(initial=0) >= N_TEST_IMAGES:
        return f"expected neighbours of 0 to {N_TEST_IMAGES - 1}, received {neighbours.max()}"
    if basis not in get_args(Basis):
        return f"expected a basis of {', '.join(get_args(Basis))}, received {basis!r}"
    return None
