"""The handwritten digits: found where a person put them, and taken only if they are MNIST's."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fmnist.data import digits, fingerprints
from fmnist.data.dataset import TEST_FILES, TRAIN_FILES, Split
from fmnist.errors import DataError

Write = Callable[[Path, tuple[str, str], Split], Path]


@pytest.fixture
def official(small: Split, monkeypatch: pytest.MonkeyPatch) -> tuple[Split, Split]:
    """Two sets of noise that count as the official digits here."""
    test = Split(small.images[::-1].copy(), small.labels[::-1].copy())
    marks = tuple(
        (fingerprints.fingerprint(split.images), fingerprints.fingerprint(split.labels))
        for split in (small, test)
    )
    monkeypatch.setattr(digits, "OFFICIAL", marks)
    return small, test


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the root of a machine without digits and without network."""

    def no_network(*_: object, **__: object) -> Path:
        raise DataError("There is no network in this test.")

    monkeypatch.delenv(digits.FOLDER_VARIABLE, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(digits, "default_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(digits, "download_files", no_network)
    return tmp_path


def archive(folder: Path, train: Split, test: Split) -> Path:
    folder.mkdir(parents=True)
    np.savez(
        folder / digits.ARCHIVE,
        x_train=train.images,
        y_train=train.labels,
        x_test=test.images,
        y_test=test.labels,
    )
    return folder


def expect(found: tuple[Split, Split], official: tuple[Split, Split]) -> None:
    for one, other in zip(found, official, strict=True):
        assert np.array_equal(one.images, other.images)
        assert np.array_equal(one.labels, other.labels)


def test_idx_files_in_a_named_folder(nowhere: Path, official, write_split: Write) -> None:
    folder = write_split(nowhere / "named", TRAIN_FILES, official[0])
    write_split(folder, TEST_FILES, official[1])

    expect(digits.load_digits(folder), official)


def test_the_folder_of_the_environment(nowhere: Path, official, monkeypatch) -> None:
    folder = archive(nowhere / "there", *official)
    monkeypatch.setenv(digits.FOLDER_VARIABLE, str(folder))

    expect(digits.load_digits(), official)


def test_the_cache_of_keras(nowhere: Path, official) -> None:
    archive(nowhere / "keras" / "datasets", *official)

    expect(digits.load_digits(), official)


@pytest.mark.usefixtures("nowhere")
def test_a_download_when_there_is_nothing(official, monkeypatch) -> None:
    def fetch(registry: dict[str, str], base_url: str, folder: Path, *, ways: str) -> Path:
        assert list(registry) == [digits.ARCHIVE]
        assert base_url.endswith("/")
        assert "--folder FOLDER" in ways
        return archive(folder, *official)

    monkeypatch.setattr(digits, "download_files", fetch)

    expect(digits.load_digits(), official)


def test_garments_are_no_digits(nowhere: Path, official_test: Split) -> None:
    folder = archive(nowhere / "garments", official_test, official_test)

    with pytest.raises(DataError, match="does not hold the handwritten digits of MNIST") as refused:
        digits.load_digits(folder)
    assert "MNIST_DATA" in str(refused.value)


def test_a_folder_without_them(nowhere: Path) -> None:
    with pytest.raises(DataError, match=r"has no train-images-idx3-ubyte\.gz"):
        digits.load_digits(nowhere)


def test_an_archive_that_lacks_an_array(nowhere: Path, small: Split) -> None:
    np.savez(nowhere / digits.ARCHIVE, x_train=small.images, y_train=small.labels)

    with pytest.raises(DataError, match="lacks the arrays x_test, y_test"):
        digits.load_digits(nowhere)
