"""Where the 60,000 training images are looked for, in this order.

1. a folder that the caller names, or the environment variable ``FMNIST_DATA``: nothing else then;
   instead of the publisher's files it may hold both of Kaggle's CSV files;
2. Keras' own cache, filled by ``keras.datasets.fashion_mnist.load_data()``;
3. the folder of Debian's package dataset-fashion-mnist;
4. the publisher's download, checked against known checksums, kept in a cache folder.

The first place that has both files is the one; if they are damaged or something else, that is an
error which names them, never a silent step to the next place.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fmnist.data import fingerprints
from fmnist.data.assemble import csv_files, read_training_split
from fmnist.data.dataset import TRAIN_FILES, Split, has_split, read_split
from fmnist.data.download import default_cache, download_training_files
from fmnist.data.identify import identify
from fmnist.errors import DataError

DEBIAN_FOLDER: Final = Path("/usr/share/datasets/fashion-mnist")
FOLDER_VARIABLE: Final = "FMNIST_DATA"


@dataclass(frozen=True)
class Place:
    """A folder in which the training files may lie.

    Attributes
    ----------
    name : str
        How messages call it.
    folder : Path
        It need not exist.
    required : bool
        A person named it, so it must hold the files.
    """

    name: str
    folder: Path
    required: bool = False


def keras_cache() -> Path:
    """Return the folder into which Keras downloads Fashion-MNIST."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "datasets" / "fashion-mnist"


def candidate_folders(explicit: Path | None = None) -> list[Place]:
    """Return the places in the order in which they are searched."""
    if explicit is not None:
        return [Place("explicit folder", explicit, required=True)]
    if named := os.environ.get(FOLDER_VARIABLE):
        return [Place(f"{FOLDER_VARIABLE} folder", Path(named).expanduser(), required=True)]
    return [
        Place("Keras cache", keras_cache()),
        Place("Debian package dataset-fashion-mnist", DEBIAN_FOLDER),
        Place("download cache", default_cache()),
    ]


def load_training_split(explicit: Path | None = None) -> Split:
    """Load the official 60,000 training images from the first place that has them.

    Parameters
    ----------
    explicit
        Search this folder only.

    Raises
    ------
    DataError
        Nothing was found and nothing could be downloaded, or what was found is damaged or is not
        the official training split.
    """
    for place in candidate_folders(explicit):
        if place.required or has_split(place.folder, TRAIN_FILES):
            return _load_official(place)
    return _load_official(Place("download", download_training_files()))


def _read(folder: Path) -> Split:
    """Read the publisher's idx files, or else put Kaggle's CSV files in order."""
    tables = csv_files(folder)
    if tables and not has_split(folder, TRAIN_FILES):
        return read_training_split(tables)
    return read_split(folder, TRAIN_FILES)


def _load_official(place: Place) -> Split:
    try:
        split = _read(place.folder)
    except DataError as error:
        raise DataError(f"The {place.name} cannot be used. {error}") from error
    received = (fingerprints.fingerprint(split.images), fingerprints.fingerprint(split.labels))
    if received != (fingerprints.TRAIN_IMAGES, fingerprints.TRAIN_LABELS):
        found = identify(split.images, split.labels)
        raise DataError(
            f"The {place.name} {place.folder} does not hold the official Fashion-MNIST training "
            f"split. {found.sentence}"
        )
    return split
