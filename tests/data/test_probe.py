"""The thousand training images that ship for probing: official, balanced, drawn as stated."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import store
from fmnist.data import idx, probe, registry
from fmnist.data.dataset import Split
from fmnist.errors import DataError


def test_they_are_official_training_images_a_hundred_of_each_class() -> None:
    split = probe.load_probe_split()
    train, test = registry.official()
    found = train.find(registry.digest(split.images))

    assert np.bincount(split.labels).tolist() == [100] * 10
    np.testing.assert_array_equal(found, probe.probe_indices(train.labels))
    np.testing.assert_array_equal(split.labels, train.labels[found])
    assert (test.find(registry.digest(split.images)) == -1).all()


def test_they_are_written_anew_byte_for_byte(official_train: Split, tmp_path: Path) -> None:
    probe.write(official_train, tmp_path)

    for name in probe.PROBE_FILES:
        assert (tmp_path / name).read_bytes() == (probe.PROBE_DATA / name).read_bytes()


def test_other_images_are_refused(tmp_path: Path) -> None:
    for name in probe.PROBE_FILES:
        (tmp_path / name).write_bytes((probe.PROBE_DATA / name).read_bytes())
    images = probe.load_probe_split().images.copy()
    images[0, 0, 0] ^= 1
    (tmp_path / probe.PROBE_FILES[0]).write_bytes(gzip.compress(idx.encode(images)))

    with pytest.raises(DataError, match=r"not the thousand training images.*git checkout"):
        probe.load_probe_split(tmp_path)


def test_they_are_no_model() -> None:
    assert "probe_data" not in store.known_keys()
