"""The content of ``examples.npz``: a few test images of a data set that does not ship.

Only models of other data than Fashion-MNIST have it, so that pages can show what they judge.
"""

import io
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.archives import read_arrays
from fmnist.artifacts.files import MIB
from fmnist.data.classes import IMAGE_SIDE, N_CLASSES
from fmnist.errors import ArtifactError

FILE: Final = "examples.npz"
PER_CLASS: Final = 10
LARGEST_FILE: Final = MIB  # a hundred images have 78,400 bytes
Bytes = npt.NDArray[np.uint8]


def pack(images: Bytes, labels: Bytes) -> bytes:
    """Return the first ten test images of each class, in order of class."""
    first = np.concatenate(
        [np.flatnonzero(labels == label)[:PER_CLASS] for label in range(N_CLASSES)]
    )
    buffer = io.BytesIO()
    np.savez_compressed(buffer, images=images[first])
    return buffer.getvalue()


def read(path: Path) -> Bytes:
    """Read the images.

    Returns
    -------
    ndarray of uint8, shape (10, 10, 28, 28)
        By class, then by test index.

    Raises
    ------
    ArtifactError
        The first thing that is wrong.
    """
    shape = (N_CLASSES, PER_CLASS, IMAGE_SIDE, IMAGE_SIDE)
    images = read_arrays(path, at_most=LARGEST_FILE, unpacked=LARGEST_FILE).get("images")
    if images is None:
        raise ArtifactError(f"{path.name} holds no array images.")
    if images.dtype != np.uint8 or images.size != np.prod(shape):
        raise ArtifactError(
            f"{path.name}: expected images uint8 of shape {(shape[0] * shape[1], *shape[2:])}, "
            f"received {images.dtype} of shape {images.shape}."
        )
    return images.reshape(shape)
