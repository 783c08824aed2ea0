"""The handwritten digits of MNIST: the same form and size as Fashion-MNIST, and easier.

They train and judge only the models that say so; nothing here is ever mixed with garments. They are
looked for in this order:

1. a folder that the caller names, or the environment variable ``MNIST_DATA``: nothing else then;
2. Keras' own cache, filled by ``keras.datasets.mnist.load_data()``;
3. the file that Keras downloads, checked against its checksum, kept in a cache folder.
"""

import os
from pathlib import Path
from typing import Final

from fmnist.data import fingerprints
from fmnist.data.dataset import TEST_FILES, TRAIN_FILES, Split, check_split, has_split, read_split
from fmnist.data.download import default_cache, download_files
from fmnist.data.idx import read_bytes
from fmnist.data.npy import decode_arrays
from fmnist.data.sources import keras_cache
from fmnist.errors import DataError

FOLDER_VARIABLE: Final = "MNIST_DATA"
ARCHIVE: Final = "mnist.npz"
BASE_URL: Final = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
REGISTRY: Final = {
    ARCHIVE: "sha256:731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
}
WAYS_TO_GET: Final = (
    f"name a folder that holds {ARCHIVE} or the four idx files of MNIST with --folder FOLDER or "
    f"{FOLDER_VARIABLE}=FOLDER"
)
OFFICIAL: Final = (
    (fingerprints.DIGITS_TRAIN_IMAGES, fingerprints.DIGITS_TRAIN_LABELS),
    (fingerprints.DIGITS_TEST_IMAGES, fingerprints.DIGITS_TEST_LABELS),
)


def load_digits(explicit: Path | None = None) -> tuple[Split, Split]:
    """Load the 60,000 training and the 10,000 test digits.

    Parameters
    ----------
    explicit
        Search this folder only.

    Raises
    ------
    DataError
        Nothing was found and nothing could be downloaded, or what was found is not MNIST, image by
        image.
    """
    named = explicit or os.environ.get(FOLDER_VARIABLE)
    folders = [Path(named)] if named else [keras_cache().parent, default_cache()]
    for folder in folders:
        if (folder / ARCHIVE).is_file():
            return _official(_read_archive(folder / ARCHIVE), folder)
        if named or has_split(folder, TRAIN_FILES):
            return _official(
                (read_split(folder, TRAIN_FILES), read_split(folder, TEST_FILES)), folder
            )
    folder = download_files(REGISTRY, BASE_URL, default_cache(), ways=WAYS_TO_GET)
    return _official(_read_archive(folder / ARCHIVE), folder)


def _read_archive(path: Path) -> tuple[Split, Split]:
    arrays = decode_arrays(read_bytes(path), name=str(path))
    missing = {"x_train", "y_train", "x_test", "y_test"} - set(arrays)
    if missing:
        raise DataError(f"{path} lacks the arrays {', '.join(sorted(missing))}. Fetch it again.")
    train = check_split(arrays["x_train"], arrays["y_train"], name=str(path))
    return train, check_split(arrays["x_test"], arrays["y_test"], name=str(path))


def _official(splits: tuple[Split, Split], folder: Path) -> tuple[Split, Split]:
    for split, expected in zip(splits, OFFICIAL, strict=True):
        received = (fingerprints.fingerprint(split.images), fingerprints.fingerprint(split.labels))
        if received != expected:
            raise DataError(
                f"{folder} does not hold the handwritten digits of MNIST: expected images of "
                f"SHA-256 {expected[0][:12]}…, received {received[0][:12]}…. To get them, "
                f"{WAYS_TO_GET}."
            )
    return splits
