"""The digests of the official images: complete, in order, and made again from the files."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from fmnist.data import registry
from fmnist.data.dataset import Split
from fmnist.errors import DataError


def test_a_digest_is_blake2b_of_the_pixels(small: Split) -> None:
    expected = hashlib.blake2b(small.images[3].tobytes(), digest_size=8).digest()
    assert registry.digest(small.images)[3] == int.from_bytes(expected, "little")
    turned = small.images.transpose(0, 2, 1)
    np.testing.assert_array_equal(registry.digest(turned), registry.digest(turned.copy()))
    assert (registry.digest(turned) != registry.digest(small.images)).all()


def test_the_70_000_official_digests_all_differ() -> None:
    train, test = registry.official()
    assert len(train.digests) == len(train.labels) == 60_000
    assert len(test.digests) == len(test.labels) == 10_000
    assert len(np.unique(np.concatenate([train.digests, test.digests]))) == 70_000


def test_rows_are_found_at_their_official_index() -> None:
    known = registry.Known(np.array([50, 10, 90], dtype=np.uint64), np.zeros(3, dtype=np.uint8))
    wanted = np.array([90, 91, 10, 0, 50, 2**64 - 1], dtype=np.uint64)
    assert known.find(wanted).tolist() == [2, -1, 1, -1, 0, -1]


def test_the_shipped_registry_is_that_of_the_official_test_images(official_test: Split) -> None:
    known = registry.official()[1]
    np.testing.assert_array_equal(known.digests, registry.digest(official_test.images))
    np.testing.assert_array_equal(known.labels, official_test.labels)


def test_the_shipped_registry_is_made_again_from_the_official_files(
    tmp_path: Path, official_train: Split, official_test: Split
) -> None:
    path = tmp_path / "again.npz"
    registry.write(official_train, official_test, path)
    for again, shipped in zip(registry.read(path), registry.official(), strict=True):
        np.testing.assert_array_equal(again.digests, shipped.digests)
        np.testing.assert_array_equal(again.labels, shipped.labels)


def test_a_damaged_registry_says_how_it_is_restored(tmp_path: Path) -> None:
    content = registry.FILE.read_bytes()
    for name, damaged in {"cut": content[:5000], "other": b"PK\x03\x04", "none": b""}.items():
        path = tmp_path / name
        path.write_bytes(damaged)
        with pytest.raises(DataError, match=f"{name} is missing or damaged.*git checkout"):
            registry.read(path)
    with pytest.raises(DataError, match="missing or damaged"):
        registry.read(tmp_path / "absent.npz")
    np.savez(tmp_path / "keys.npz", train_digests=np.arange(3))
    with pytest.raises(DataError, match="missing or damaged"):
        registry.read(tmp_path / "keys.npz")
