"""The content of ``features.npz``: where the test images lie on a model's map."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.archives import Arrays, check_member, read_as
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

    def make(held: Arrays) -> ImageMap:
        raw, neighbours, basis = held["coordinates"], held["neighbours"], str(held["basis"])
        check_member("coordinates", raw, np.uint16, (N_TEST_IMAGES, 2))
        check_member("neighbours", neighbours, np.uint16, (N_TEST_IMAGES, "k"))
        if neighbours.max(initial=0) >= N_TEST_IMAGES:
            raise ArtifactError(
                f"expected neighbours of 0 to {N_TEST_IMAGES - 1}, received {neighbours.max()}."
            )
        if basis not in get_args(Basis):
            known = ", ".join(get_args(Basis))
            raise ArtifactError(f"expected a basis of {known}, received {basis!r}.")
        if str(held["predictions_sha256"]) != predictions_sha256:
            raise ArtifactError("it belongs to another model.")
        coordinates = raw.astype(np.float32) / np.float32(LEVELS)
        width, method = int(held["width"]), str(held["method"])
        return ImageMap(
            coordinates, neighbours, cast("Basis", basis), width, method, predictions_sha256
        )

    return read_as(make, path, of=of, again=f"Make it again: python -m fmnist features {of}")
