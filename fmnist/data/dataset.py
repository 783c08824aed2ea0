"""Pairs of images and labels, and the official files that hold them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from fmnist import paths
from fmnist.data import fingerprints
from fmnist.data.checks import check_images, check_labels
from fmnist.data.idx import read_idx
from fmnist.errors import DataError

TEST_FILES: Final = ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")
TRAIN_FILES: Final = ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")
RESTORE: Final = "Restore the test images as they ship: git checkout -- artifacts/test_data"
TEST_DATA: Final = paths.APP / "artifacts" / "test_data"
WAYS_TO_GET: Final = (
    "install Debian's package dataset-fashion-mnist, or name a folder that holds the publisher's "
    "files with --folder FOLDER or FMNIST_DATA=FOLDER"
)

Dataset = Literal["fashion-mnist", "mnist-digits"]


@dataclass(frozen=True, eq=False)
class Split:
    """Images with their labels.

    Attributes
    ----------
    images : ndarray of uint8, shape (n, 28, 28)
        Raw pixels, 0 (background) to 255.
    labels : ndarray of uint8, shape (n,)
        Official class numbers, 0 to 9.
    """

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        """Return the number of images."""
        return len(self.labels)


def check_split(images: npt.NDArray[Any], labels: npt.NDArray[Any], *, name: str) -> Split:
    """Return a `Split` of arrays that fit each other.

    Raises
    ------
    DataError
        As `check_images` and `check_labels`, or unequal lengths.
    """
    images = check_images(images, name=f"The images of {name}")
    labels = check_labels(labels, name=f"The labels of {name}")
    if len(labels) != len(images):
        raise DataError(
            f"There are {len(images):,} images but {len(labels):,} labels in {name}: expected one "
            "label for each image. Check that both files are of one split."
        )
    return Split(images, labels)


def find_file(folder: Path, packed: str) -> Path | None:
    """Return the path of an idx file in a folder, gzipped or unpacked, or None."""
    candidates = (folder / packed, folder / packed.removesuffix(".gz"))
    return next((path for path in candidates if path.is_file()), None)


def has_split(folder: Path, files: tuple[str, str]) -> bool:
    """Tell whether a folder has both files of a split, whatever they hold."""
    return all(find_file(folder, packed) for packed in files)


def read_split(folder: Path, files: tuple[str, str]) -> Split:
    """Read images and labels of one split from a folder, gzipped or plain idx files.

    Raises
    ------
    DataError
        A file is missing, damaged, or holds something else than raw images or labels.
    """
    arrays = [_read(folder, packed) for packed in files]
    return check_split(*arrays, name=str(folder))


def load_test_split(folder: Path = TEST_DATA) -> Split:
    """Load the official 10,000 test images that ship with the project.

    Raises
    ------
    DataError
        The files are missing or are not the official test split, byte for byte.
    """
    try:
        split = read_split(folder, TEST_FILES)
    except DataError as error:
        raise DataError(f"{error} {RESTORE}") from error
    _check_official("images", split.images, fingerprints.TEST_IMAGES, folder)
    _check_official("labels", split.labels, fingerprints.TEST_LABELS, folder)
    return split


def load_test_labels(folder: Path = TEST_DATA) -> npt.NDArray[np.uint8]:
    """Load the labels alone, in a millisecond; errors as in `load_test_split`."""
    labels = _read(folder, TEST_FILES[1])
    _check_official("labels", labels, fingerprints.TEST_LABELS, folder)
    return labels


def _read(folder: Path, packed: str) -> npt.NDArray[np.uint8]:
    path = find_file(folder, packed)
    if path is None:
        raise DataError(
            f"{folder} has no {packed}, nor its unpacked form {packed.removesuffix('.gz')}."
        )
    return read_idx(path)


def _check_official(what: str, array: npt.NDArray[np.uint8], expected: str, folder: Path) -> None:
    received = fingerprints.fingerprint(array)
    if received != expected:
        raise DataError(
            f"The {what} in {folder} are not those of the official Fashion-MNIST test split: "
            f"expected SHA-256 {expected[:12]}…, received {received[:12]}…. "
            f"{RESTORE}"
        )
