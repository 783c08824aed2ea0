"""Random changes to images, each on an image without symmetry."""

import numpy as np
import pytest

from fmnist.training.augmentation import augment, erase, flip, shift
from fmnist.training.config import TrainingConfig


@pytest.fixture
def images() -> np.ndarray:
    """Return 400 times one image that is unlike its mirror image and its shifts."""
    one = np.arange(28 * 28, dtype=np.int64).reshape(28, 28) % 251 + 1
    return np.repeat(one[None].astype(np.uint8), 400, axis=0)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_flip_mirrors_about_half_left_to_right(images: np.ndarray) -> None:
    flipped = flip(images, rng())

    mirrored = (flipped == images[:, :, ::-1]).all(axis=(1, 2))
    kept = (flipped == images).all(axis=(1, 2))
    assert (mirrored ^ kept).all()
    assert 160 < mirrored.sum() < 240


def test_shift_moves_each_image_as_a_whole_and_fills_with_background(images: np.ndarray) -> None:
    shifted = shift(images, 2, rng())

    offsets = set()
    for moved, image in zip(shifted, images, strict=True):
        matches = [
            (y, x)
            for y in range(-2, 3)
            for x in range(-2, 3)
            if np.array_equal(moved, moved_by(image, y, x))
        ]
        assert len(matches) == 1
        offsets.add(matches[0])
    assert len(offsets) == 25


def moved_by(image: np.ndarray, y: int, x: int) -> np.ndarray:
    """Move an image with a loop over pixels, as an independent check."""
    moved = np.zeros_like(image)
    for row in range(28):
        for column in range(28):
            if 0 <= row - y < 28 and 0 <= column - x < 28:
                moved[row, column] = image[row - y, column - x]
    return moved


def test_erase_fills_one_rectangle_of_about_half_the_images() -> None:
    plain = np.zeros((400, 28, 28), dtype=np.uint8)
    erased = erase(plain, 0.5, rng())

    touched = (erased > 0).any(axis=(1, 2))
    assert 150 < touched.sum() < 250
    for image in erased[touched]:
        rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
        box = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        assert (box > 0).mean() > 0.9
        assert box.size <= 0.45 * 28 * 28


def test_augment_leaves_its_input_alone_and_is_repeatable(images: np.ndarray) -> None:
    before = images.copy()
    config = TrainingConfig(epochs=1, batch_size=8, flip=True, shift=1, erase=0.5)

    first, second = augment(images, config, rng(3)), augment(images, config, rng(3))

    np.testing.assert_array_equal(images, before)
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, augment(images, config, rng(4)))


def test_without_settings_nothing_changes(images: np.ndarray) -> None:
    unchanged = augment(images, TrainingConfig(epochs=1, batch_size=8), rng())

    np.testing.assert_array_equal(unchanged, images)
