"""Images are recognised by content: every kind once, and never a wrong one."""

import os
from pathlib import Path

import numpy as np
import pytest

from fmnist.data import fingerprints, identify, old_release
from fmnist.data.dataset import Split
from fmnist.data.identify import Kind
from fmnist.errors import DataError


def test_official_test_images(official_test: Split) -> None:
    identity = identify.identify(official_test.images, official_test.labels)
    assert identity == identify.Identity(
        Kind.OFFICIAL_TEST, identity.sentence, n=10_000, n_train=0, n_test=10_000
    )
    assert identity.sentence.startswith("These are the official 10,000 Fashion-MNIST test images")
    assert "never train" in identity.sentence


def test_official_training_images(official_train: Split) -> None:
    identity = identify.identify(official_train.images, official_train.labels)
    assert identity.kind is Kind.OFFICIAL_TRAIN
    assert (identity.n, identity.n_train, identity.n_test) == (60_000, 60_000, 0)
    assert identity.n_wrong_labels == 0


def test_wrong_labels_are_counted(official_test: Split) -> None:
    labels = official_test.labels.copy()
    labels[[5, 77, 9_999]] = (labels[[5, 77, 9_999]] + 1) % 10
    identity = identify.identify(official_test.images, labels)
    assert identity.kind is Kind.OFFICIAL_TEST
    assert identity.n_wrong_labels == 3
    assert "But 3 of their labels differ" in identity.sentence


def test_official_images_in_another_order(official_test: Split) -> None:
    order = np.random.default_rng(5).permutation(10_000)
    identity = identify.identify(official_test.images[order], official_test.labels[order])
    assert identity.kind is Kind.REORDERED_TEST
    assert identity.n_test == 10_000
    assert identity.n_wrong_labels == 0
    assert "official 10,000 test images in another order" in identity.sentence
    shuffled_apart = identify.identify(official_test.images[order], official_test.labels)
    assert shuffled_apart.n_wrong_labels > 8_000


def test_official_training_images_in_another_order(official_train: Split) -> None:
    identity = identify.identify(official_train.images[::-1])
    assert identity.kind is Kind.REORDERED_TRAIN
    assert "60,000 training images in another order" in identity.sentence


def test_a_part_of_the_official_images(official_test: Split) -> None:
    identity = identify.identify(official_test.images[100:350])
    assert identity.kind is Kind.PARTLY_OFFICIAL
    assert (identity.n, identity.n_train, identity.n_test) == (250, 0, 250)
    assert "Of these 250 images, 250 are official test images:" in identity.sentence


def test_some_images_twice_are_not_another_order(official_test: Split) -> None:
    images = official_test.images.copy()
    images[0] = images[1]
    identity = identify.identify(images)
    assert identity.kind is Kind.PARTLY_OFFICIAL
    assert "only 9,999 differ" in identity.sentence


def test_a_mixture_of_both_splits_as_in_kaggles_files(
    official_train: Split, official_test: Split, small: Split
) -> None:
    images = np.concatenate([official_train.images[40:47], official_test.images[:5], small.images])
    identity = identify.identify(images)
    assert identity.kind is Kind.PARTLY_OFFICIAL
    assert (identity.n, identity.n_train, identity.n_test) == (42, 7, 5)
    assert (
        "Of these 42 images, 7 are official training images and 5 are official test images and "
        "30 are not known: this is another split, as in Kaggle's"
    ) in identity.sentence


def test_unknown_images(small: Split) -> None:
    identity = identify.identify(small.images, small.labels)
    assert identity.kind is Kind.UNKNOWN
    assert (identity.n_train, identity.n_test, identity.n_wrong_labels) == (0, 0, 0)
    assert "None of these 30 images is an official" in identity.sentence
    assert "dataset-fashion-mnist" in identity.sentence


@pytest.mark.parametrize(
    ("alter", "word"),
    [
        (lambda images: 255 - images, "inverted"),
        (lambda images: images.transpose(0, 2, 1), "transposed"),
        (lambda images: images[:, :, ::-1], "mirrored left to right"),
        (lambda images: images[:, ::-1], "upside down"),
    ],
)
def test_altered_images(official_test: Split, alter: object, word: str) -> None:
    assert callable(alter)
    identity = identify.identify(alter(official_test.images[50:90]))
    assert identity.kind is Kind.ALTERED
    assert word in identity.sentence


def test_digits_are_told_by_the_fingerprint_of_the_real_files(
    small: Split, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {Kind.DIGITS_TRAIN, Kind.DIGITS_TEST}
    assert known < set(identify.IMAGES.values())
    assert known < set(identify.LABELS.values())
    fake = fingerprints.fingerprint(small.images)
    monkeypatch.setitem(identify.IMAGES, fake, Kind.DIGITS_TEST)
    identity = identify.identify(small.images)
    assert identity.kind is Kind.DIGITS_TEST
    assert "handwritten test digits of plain MNIST, not Fashion-MNIST" in identity.sentence


def test_real_digits() -> None:
    home = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras"))
    path = home / "datasets" / "mnist.npz"
    if not path.is_file():
        pytest.skip(f"needs {path}, which keras.datasets.mnist.load_data() downloads")
    identity = identify.identify_file(path)
    assert identity.kind is Kind.SEVERAL
    assert "x_train: These are the 60,000 handwritten training digits" in identity.sentence
    assert "x_test: These are the 10,000 handwritten test digits" in identity.sentence


def test_the_test_images_of_before_31_august_2017(official_test: Split) -> None:
    images = official_test.images.copy()
    [(first, second)] = old_release.TEST_PAIRS
    images[second] = images[first]
    images[7_243] = 255 - images[7_243]
    identity = identify.identify(images)
    assert identity.kind is Kind.OLD_TEST
    assert "before 31 August 2017" in identity.sentence
    assert identity.n_test == 9_999


def test_the_training_images_of_before_31_august_2017(official_train: Split) -> None:
    images = official_train.images.copy()
    for first, second in old_release.TRAIN_PAIRS:
        images[second] = images[first]
    assert identify.identify(images).kind is Kind.OLD_TRAIN
    images[old_release.TRAIN_PAIRS[20][1]] += 1
    assert identify.identify(images).kind is Kind.PARTLY_OFFICIAL


def test_the_published_list_has_43_pairs_of_86_images() -> None:
    assert len(old_release.TRAIN_PAIRS) == 43
    assert len({index for pair in old_release.TRAIN_PAIRS for index in pair}) == 86


def test_equal_images_everywhere_are_not_the_old_release() -> None:
    digests = np.zeros(60_000, dtype=np.uint64)
    assert not old_release.holds_pairs(digests, old_release.TRAIN_PAIRS)


def test_what_are_no_images_or_labels_is_an_error(small: Split) -> None:
    with pytest.raises(DataError, match=r"The images of the given data have shape \(30, 784\)"):
        identify.identify(small.images.reshape(30, -1))
    with pytest.raises(DataError, match="The images of the given data are float64"):
        identify.identify(small.images / 255)
    with pytest.raises(DataError, match="The labels of the given data are int64"):
        identify.identify(small.images, small.labels.astype(np.int64))
    with pytest.raises(DataError, match="30 images but 29 labels in the given data"):
        identify.identify(small.images, small.labels[1:])


def test_images_are_not_changed(official_test: Split) -> None:
    images = official_test.images[:20].copy()
    identify.identify(images, official_test.labels[:20])
    np.testing.assert_array_equal(images, official_test.images[:20])
