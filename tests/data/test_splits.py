"""The validation split: equal classes, disjoint from training, the same for ever."""

import numpy as np
import pytest

from fmnist.data import splits
from fmnist.data.dataset import Split
from fmnist.errors import DataError

OFFICIAL_SPLIT = "e5b9dfdf4e4ccec9b9a382efbf701a53d9537fa2ee56463e8babac7f8d34d742"


def numbered(labels: np.ndarray) -> Split:
    """Make one image for each label that carries its own number in its first pixels."""
    images = np.zeros((len(labels), 28, 28), dtype=np.uint8)
    images[:, 0, 0], images[:, 0, 1] = np.divmod(np.arange(len(labels)), 256)
    return Split(images, labels)


def test_each_class_gives_the_same_number_and_no_image_is_in_both() -> None:
    labels = np.random.default_rng(3).permutation(np.repeat(np.arange(10, dtype=np.uint8), 600))
    divided = splits.split_validation(numbered(labels))
    assert np.bincount(divided.validation.labels).tolist() == [500] * 10
    assert np.bincount(divided.train.labels).tolist() == [100] * 10
    numbers = [
        part.images[:, 0, 0] * 256 + part.images[:, 0, 1]
        for part in (
            Split(divided.train.images.astype(np.uint16), divided.train.labels),
            Split(divided.validation.images.astype(np.uint16), divided.validation.labels),
        )
    ]
    assert np.sort(np.concatenate(numbers)).tolist() == list(range(6_000))
    np.testing.assert_array_equal(labels[numbers[0]], divided.train.labels)
    np.testing.assert_array_equal(labels[numbers[1]], divided.validation.labels)


def test_the_draw_is_sorted_repeats_itself_and_follows_its_seed() -> None:
    labels = np.tile(np.arange(10, dtype=np.uint8), 20)
    drawn = splits.validation_indices(labels, per_class=3)
    assert drawn.dtype == np.int64
    assert (np.diff(drawn) > 0).all()
    np.testing.assert_array_equal(drawn, splits.validation_indices(labels, per_class=3))
    assert drawn.tolist() != splits.validation_indices(labels, per_class=3, seed=1).tolist()


def test_too_few_images_of_a_class_are_an_error() -> None:
    labels = np.repeat(np.arange(10, dtype=np.uint8), 5)[:-1]
    with pytest.raises(DataError, match="Class 9 has 4 images: expected at least 5"):
        splits.validation_indices(labels, per_class=5)


def test_the_official_draw_is_the_stated_one(official_train: Split) -> None:
    divided = splits.split_validation(official_train)
    assert divided.indices_sha256 == OFFICIAL_SPLIT
    assert len(divided.train) == 55_000
    assert np.bincount(divided.validation.labels).tolist() == [500] * 10
