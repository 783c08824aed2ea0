"""Every official image by its digest, so that rows are recognised without the training images.

``official_digests.npz`` (0.6 MB) holds an eight-byte digest and the label of each of the 60,000 +
10,000 images in official order. Write it anew from the official files (a test compares):

    from fmnist.data import dataset, registry, sources
    registry.write(sources.load_training_split(), dataset.load_test_split())

All 70,000 digests differ; the chance that some other image has one of them is 4e-15.
"""

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.dataset import Split
from fmnist.data.idx import read_bytes
from fmnist.data.npy import decode_arrays
from fmnist.errors import DataError

FILE: Final = Path(__file__).with_name("official_digests.npz")
DIGEST_BYTES: Final = 8

Digests = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Known:
    """One official split, image by image, in official order.

    Attributes
    ----------
    digests : ndarray of uint64, shape (n,)
        As `digest` gives them.
    labels : ndarray of uint8, shape (n,)
        Official class numbers.
    """

    digests: Digests
    labels: npt.NDArray[np.uint8]

    def find(self, digests: Digests) -> npt.NDArray[np.int64]:
        """Return the official index of each digest, -1 where there is none."""
        order = np.argsort(self.digests)
        place = np.searchsorted(self.digests, digests, sorter=order)
        index = order[np.minimum(place, len(order) - 1)]
        return np.where(self.digests[index] == digests, index, -1).astype(np.int64)


def digest(images: npt.NDArray[np.uint8]) -> Digests:
    """Return the BLAKE2b digest of each image's 784 pixels, eight bytes, little-endian.

    Parameters
    ----------
    images
        Shape (n, 28, 28).

    Returns
    -------
    ndarray of uint64, shape (n,)
    """
    pixels = np.ascontiguousarray(images).reshape(len(images), -1)
    joined = b"".join(
        hashlib.blake2b(row.data, digest_size=DIGEST_BYTES).digest() for row in pixels
    )
    return np.frombuffer(joined, dtype="<u8").astype(np.uint64)


def write(train: Split, test: Split, path: Path = FILE) -> None:
    """Write the registry of two official splits."""
    np.savez_compressed(
        path,
        train_digests=digest(train.images),
        train_labels=train.labels,
        test_digests=digest(test.images),
        test_labels=test.labels,
    )


def read(path: Path = FILE) -> tuple[Known, Known]:
    """Return the official training and test images of a registry.

    Raises
    ------
    DataError
        The file is missing or damaged.
    """
    try:
        arrays = decode_arrays(read_bytes(path), name=str(path))
        train = Known(arrays["train_digests"], arrays["train_labels"])
        test = Known(arrays["test_digests"], arrays["test_labels"])
    except (DataError, KeyError) as error:
        raise DataError(
            f"{path} is missing or damaged. "
            f"Restore it from the repository: git checkout -- fmnist/data/{FILE.name}"
        ) from error
    return train, test


@functools.cache
def official() -> tuple[Known, Known]:
    """Return the official training and test images that ship with the project, read once."""
    return read()
