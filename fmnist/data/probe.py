"""The thousand official training images on which an imported model's input contract is found.

They ship with the project, because a stranger's model must be tried before it is judged, and the
test images choose nothing. Write them anew from the official files (a test compares):

    from fmnist.data import probe, sources
    probe.write(sources.load_training_split())
"""

import gzip
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data import fingerprints, idx
from fmnist.data.dataset import TEST_DATA, Split, read_split
from fmnist.data.splits import validation_indices
from fmnist.errors import DataError

PROBE_DATA: Final = TEST_DATA.with_name("probe_data")
PROBE_FILES: Final = ("probe-images-idx3-ubyte.gz", "probe-labels-idx1-ubyte.gz")
PROBE_SEED: Final = 170807747  # the number of the data's paper, arXiv:1708.07747
PER_CLASS: Final = 100
IMAGES: Final = "d710c5c4628af19b250959d57fccc2400c5b3a1e2fa9f34f43c87a041441c7fc"
LABELS: Final = "0a068ca39c3699d9ac6c66c38e1ce4aabfbbea33a146406216f76fc48660f20d"


def probe_indices(labels: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Return which of the 60,000 training images they are, sorted, shape (1000,)."""
    return validation_indices(labels, per_class=PER_CLASS, seed=PROBE_SEED)


def write(train: Split, folder: Path = PROBE_DATA) -> None:
    """Write the images and labels as idx files, the same bytes each time."""
    chosen = probe_indices(train.labels)
    for name, array in zip(PROBE_FILES, (train.images[chosen], train.labels[chosen]), strict=True):
        (folder / name).write_bytes(gzip.compress(idx.encode(array), mtime=0))


def load_probe_split(folder: Path = PROBE_DATA) -> Split:
    """Load the thousand images, a hundred of each class.

    Raises
    ------
    DataError
        The files are missing or are not those that ship with the project.
    """
    split = read_split(folder, PROBE_FILES)
    for what, array, expected in (
        ("images", split.images, IMAGES),
        ("labels", split.labels, LABELS),
    ):
        received = fingerprints.fingerprint(array)
        if received != expected:
            raise DataError(
                f"The {what} in {folder} are not the thousand training images that ship with the "
                f"project: expected SHA-256 {expected[:12]}…, received {received[:12]}…. "
                "Restore them from the repository: git checkout -- artifacts/probe_data"
            )
    return split
