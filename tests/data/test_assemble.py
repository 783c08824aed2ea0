"""Kaggle's files give the same pixels in the same order as the publisher's."""

from pathlib import Path

import numpy as np
import pytest
from kaggle_files import write_csv

from fmnist.data import registry
from fmnist.data.assemble import csv_files, read_training_split
from fmnist.data.dataset import Split
from fmnist.data.sources import load_training_split
from fmnist.errors import DataError


def joined(*splits: Split) -> Split:
    return Split(
        np.concatenate([split.images for split in splits]),
        np.concatenate([split.labels for split in splits]),
    )


def some(split: Split, rows) -> Split:
    return Split(split.images[rows], split.labels[rows])


@pytest.fixture
def few_known(monkeypatch, official_test: Split):
    """Let the first 200 test images be all official training images, the next 50 the test ones."""
    known = registry.Known(registry.digest(official_test.images[:200]), official_test.labels[:200])
    other = registry.Known(
        registry.digest(official_test.images[200:250]), official_test.labels[200:250]
    )
    monkeypatch.setattr(registry, "official", lambda: (known, other))
    return some(official_test, slice(0, 200)), some(official_test, slice(200, 250))


def test_shuffled_rows_come_back_in_official_order(tmp_path: Path, few_known) -> None:
    train, test = few_known
    both = joined(train, test)
    order = np.random.default_rng(3).permutation(250)
    write_csv(some(both, order[:180]), tmp_path / "fashion-mnist_train.csv")
    write_csv(some(both, order[180:]), tmp_path / "fashion-mnist_test.csv.gz")

    again = read_training_split(csv_files(tmp_path))

    np.testing.assert_array_equal(again.images, train.images)
    np.testing.assert_array_equal(again.labels, train.labels)


def test_what_is_missing_is_counted(tmp_path: Path, few_known) -> None:
    train, _ = few_known
    write_csv(some(train, slice(0, 150)), tmp_path / "fashion-mnist_train.csv")

    with pytest.raises(DataError, match=r"_train.csv in .* holds 150 of the .*put both"):
        read_training_split(csv_files(tmp_path))


def test_a_label_that_differs_is_refused(tmp_path: Path, few_known) -> None:
    train, _ = few_known
    labels = train.labels.copy()
    labels[7] = (labels[7] + 1) % 10
    write_csv(Split(train.images, labels), tmp_path / "a.csv")

    with pytest.raises(DataError, match="labels 1 of the official training images differently"):
        read_training_split(csv_files(tmp_path))


def test_a_folder_of_both_files_trains_what_idx_files_train(
    tmp_path: Path, official_train: Split, official_test: Split
) -> None:
    both = joined(official_train, official_test)
    order = np.random.default_rng(5).permutation(len(both))
    write_csv(some(both, order[:60_000]), tmp_path / "fashion-mnist_train.csv")
    write_csv(some(both, order[60_000:]), tmp_path / "fashion-mnist_test.csv")

    again = load_training_split(tmp_path)  # refuses anything but the official bytes

    np.testing.assert_array_equal(again.images, official_train.images)
    np.testing.assert_array_equal(again.labels, official_train.labels)
