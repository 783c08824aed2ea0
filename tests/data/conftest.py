"""Official images where the machine has them, a small asymmetric set of images everywhere."""

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fmnist.data import dataset, idx, sources
from fmnist.data.dataset import Split
from fmnist.errors import DataError


@pytest.fixture(scope="session")
def official_test() -> Split:
    return dataset.load_test_split()


@pytest.fixture(scope="session")
def official_train() -> Split:
    if not dataset.has_split(sources.DEBIAN_FOLDER, dataset.TRAIN_FILES):
        pytest.skip("needs the training files of Debian's package dataset-fashion-mnist")
    return dataset.read_split(sources.DEBIAN_FOLDER, dataset.TRAIN_FILES)


@pytest.fixture
def small() -> Split:
    """Thirty images of noise with unequal classes: nothing in it is symmetric."""
    rng = np.random.default_rng(7)
    images = rng.integers(0, 256, size=(30, 28, 28), dtype=np.uint8)
    return Split(images, (np.arange(30) ** 2 % 7).astype(np.uint8))


@pytest.fixture
def write_split() -> Callable[[Path, tuple[str, str], Split], Path]:
    def write(folder: Path, files: tuple[str, str], split: Split) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, array in zip(files, (split.images, split.labels), strict=True):
            content = idx.encode(array)
            packed = gzip.compress(content, compresslevel=1) if name.endswith(".gz") else content
            (folder / name).write_bytes(packed)
        return folder

    return write


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the root of a machine that has no Fashion-MNIST in any place and no network."""

    def no_network() -> Path:
        raise DataError("There is no network in this test.")

    monkeypatch.delenv(sources.FOLDER_VARIABLE, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(sources, "DEBIAN_FOLDER", tmp_path / "debian")
    monkeypatch.setattr(sources, "default_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(sources, "download_training_files", no_network)
    return tmp_path
