"""Splits, fingerprints and the official test data that ships with the project."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fmnist.data import checks, classes, dataset, fingerprints, idx
from fmnist.data.dataset import Split
from fmnist.errors import DataError


def test_the_official_test_split_loads(official_test: Split) -> None:
    assert official_test.images.shape == (10_000, 28, 28)
    assert official_test.images.dtype == official_test.labels.dtype == np.uint8
    assert len(official_test) == 10_000
    assert Counter(official_test.labels.tolist()) == dict.fromkeys(range(10), 1_000)
    assert classes.CLASS_NAMES[official_test.labels[0]] == "Ankle boot"


def test_the_classes_are_named_in_official_order() -> None:
    assert classes.CLASS_NAMES[classes.SHIRT] == "Shirt"
    assert classes.SHIRT == 6
    assert classes.T_SHIRT == 0
    members = [label for group in classes.SUPER_CLASSES.values() for label in group]
    assert sorted(members) == list(range(classes.N_CLASSES))


def test_fingerprints_are_those_of_the_unpacked_files(official_test: Split) -> None:
    assert fingerprints.fingerprint(official_test.images) == fingerprints.TEST_IMAGES
    assert fingerprints.fingerprint(official_test.labels) == fingerprints.TEST_LABELS
    assert fingerprints.TEST_IMAGES.startswith("5b4141f0")
    assert fingerprints.TEST_IMAGES.endswith("e37b")


def test_fingerprints_of_the_training_files(official_train: Split) -> None:
    assert fingerprints.fingerprint(official_train.images) == fingerprints.TRAIN_IMAGES
    assert fingerprints.fingerprint(official_train.labels) == fingerprints.TRAIN_LABELS
    assert fingerprints.TRAIN_IMAGES.startswith("c59f468a")
    assert fingerprints.TRAIN_IMAGES.endswith("d888")


@pytest.mark.parametrize("what", ["images", "labels"])
def test_a_tampered_test_split_is_refused(tmp_path: Path, official_test: Split, what: str) -> None:
    folder = tmp_path / "test_data"
    shutil.copytree(dataset.TEST_DATA, folder)
    array = getattr(official_test, what).copy()
    array.flat[1234] = array.flat[1234] - 1 if array.flat[1234] else 1
    packed = folder / dataset.TEST_FILES[what == "labels"]
    packed.unlink()
    packed.with_suffix("").write_bytes(idx.encode(array))
    with pytest.raises(DataError, match=f"The {what} in .* are not those .* git checkout"):
        dataset.load_test_split(folder)


def test_packed_and_plain_files_are_read_alike(
    tmp_path: Path, small: Split, write_split: Callable[..., Path]
) -> None:
    plain = tuple(name.removesuffix(".gz") for name in dataset.TEST_FILES)
    for files in (dataset.TEST_FILES, plain):
        folder = write_split(tmp_path / files[0], files, small)
        assert dataset.has_split(folder, dataset.TEST_FILES)
        split = dataset.read_split(folder, dataset.TEST_FILES)
        np.testing.assert_array_equal(split.images, small.images)
        np.testing.assert_array_equal(split.labels, small.labels)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert not dataset.has_split(tmp_path, dataset.TEST_FILES)
    with pytest.raises(DataError, match=r"has no t10k-images-idx3-ubyte.gz, nor its unpacked"):
        dataset.read_split(tmp_path, dataset.TEST_FILES)


def test_images_and_labels_of_two_splits_do_not_fit(small: Split) -> None:
    with pytest.raises(DataError, match="There are 30 images but 29 labels in here"):
        dataset.check_split(small.images, small.labels[1:], name="here")


@pytest.mark.parametrize(
    ("shape", "advice"),
    [
        ((5, 784), r"\.reshape\(-1, 28, 28\)"),
        ((5, 785), "column 0 is the label"),
        ((5, 32, 32), "resized to 32 x 32 pixels"),
        ((5, 28, 28, 1), r"images\[\.\.\., 0\]"),
        ((5, 1, 28, 28), r"images\[:, 0\]"),
        ((5, 64, 64, 3), "resized to 64 x 64 pixels"),
        ((28, 28), "one image"),
        ((5, 28, 27), "raw files"),
        ((), "raw files"),
    ],
)
def test_each_wrong_shape_has_its_advice(shape: tuple[int, ...], advice: str) -> None:
    with pytest.raises(DataError, match=rf"expected \(n, 28, 28\)\. .*{advice}"):
        checks.check_images(np.zeros(shape, dtype=np.uint8), name="They")


@pytest.mark.parametrize(
    ("scale", "dtype", "advice"),
    [
        (1 / 255, "float32", r"\(images \* 255\)\.round\(\)"),
        (1, "float64", r"whole numbers 0\.\.255: store them with \.astype\(np\.uint8\)"),
        (1, "int64", r"whole numbers 0\.\.255: store them with \.astype\(np\.uint8\)"),
        (0.5, "float32", "not whole numbers"),
        (-1, "float32", "Values -255 to 0 are not raw pixels"),
        (2, "int32", "Values 0 to 510 are not raw pixels"),
        (np.inf, "float32", "not finite"),
        (1, "bool", r"lie in 0\.\.1"),
        (1, "U3", "not numbers"),
    ],
)
def test_each_wrong_dtype_has_its_advice(scale: float, dtype: str, advice: str) -> None:
    pixels = np.arange(2 * 784).reshape(2, 28, 28) % 256 if dtype != "U3" else np.ones((2, 28, 28))
    with np.errstate(invalid="ignore"):
        images = (pixels * scale).astype(dtype)
    with pytest.raises(DataError, match=f"They are .*: expected uint8, .*{advice}"):
        checks.check_images(images, name="They")


def test_no_images_are_no_images() -> None:
    with pytest.raises(DataError, match="They are empty"):
        checks.check_images(np.zeros((0, 28, 28), dtype=np.uint8), name="They")


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (np.eye(10, dtype=np.uint8), r"undo the one-hot form with \.argmax"),
        (np.zeros((4, 1), dtype=np.uint8), r"use \.ravel\(\)"),
        (np.zeros((4, 5), dtype=np.uint8), "are these labels at all"),
        (np.array(3, dtype=np.uint8), r"shape \(\)"),
        (np.arange(4), r"int64: expected uint8, class numbers 0\.\.9"),
        (np.array([0, 10], dtype=np.uint8), "reach 10: expected class numbers 0 to 9"),
    ],
)
def test_each_wrong_array_of_labels_has_its_sentence(labels: np.ndarray, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        checks.check_labels(labels, name="They")
