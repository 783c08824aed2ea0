"""The splits that a recipe names, by data set."""

from pathlib import Path

from fmnist.data.dataset import Dataset, Split, load_test_split
from fmnist.data.digits import load_digits
from fmnist.data.sources import load_training_split


def load_splits(dataset: Dataset, folder: Path | None = None) -> tuple[Split, Split]:
    """Load the official training and test images of a data set.

    Parameters
    ----------
    dataset
        As a recipe and its record name it.
    folder
        Where to look for what does not ship with the project; by default the usual places.

    Raises
    ------
    DataError
        They are not there, or are something else.
    """
    if dataset == "mnist-digits":
        return load_digits(folder)
    return load_training_split(folder), load_test_split()


def load_test_images(dataset: Dataset) -> Split:
    """Load the official test images of a data set.

    Raises
    ------
    DataError
        They are not there, or are something else.
    """
    return load_test_split() if dataset == "fashion-mnist" else load_digits()[1]
