"""The official training split out of files that hold it in pieces or in another order.

Kaggle's two CSV files hold the official 70,000 images, shuffled across both. Each row is recognised
by its pixels and put back into its official place, so that what is trained from them is trained
from the same pixels in the same order as from the publisher's idx files.
"""

from pathlib import Path
from typing import Final

import numpy as np

from fmnist.data import registry
from fmnist.data.classes import IMAGE_SIDE
from fmnist.data.dataset import Split
from fmnist.data.kaggle import read_csv
from fmnist.errors import DataError

ENDINGS: Final = (".csv", ".csv.gz")


def csv_files(folder: Path) -> list[Path]:
    """Return the CSV files of a folder, gzipped or not, by name."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name.lower().endswith(ENDINGS))


def read_training_split(paths: list[Path]) -> Split:
    """Collect the official training images from files of Kaggle's form, in official order.

    Rows that are official test images, or none, are left out.

    Raises
    ------
    DataError
        A file cannot be read, a label differs from the official one, or images are missing.
    """
    known, _ = registry.official()
    images = np.zeros((len(known.digests), IMAGE_SIDE, IMAGE_SIDE), np.uint8)
    found = np.zeros(len(known.digests), bool)
    for path in paths:
        split = read_csv(path)
        places = known.find(registry.digest(split.images))
        ours = places >= 0
        wrong = int((known.labels[places[ours]] != split.labels[ours]).sum())
        if wrong:
            raise DataError(
                f"{path} labels {wrong:,} of the official training images differently from their "
                "publisher. Download the file again."
            )
        images[places[ours]] = split.images[ours]
        found[places[ours]] = True
    if not found.all():
        names = ", ".join(path.name for path in paths)
        raise DataError(
            f"{names} in {paths[0].parent} {'holds' if len(paths) == 1 else 'hold'} "
            f"{found.sum():,} of the 60,000 official training images. Kaggle spreads them over "
            "fashion-mnist_train.csv and fashion-mnist_test.csv: put both into the folder."
        )
    return Split(images, known.labels.copy())
