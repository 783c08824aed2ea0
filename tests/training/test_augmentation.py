"""Random changes to images, each on an image without symmetry."""

from dataclasses import replace

import numpy as np
import pytest

from fmnist.training.augmentation import augment, erase, one_view, view_count
from fmnist.training.config import TrainingConfig

NOTHING = TrainingConfig(epochs=1, batch_size=8)


@pytest.fixture
def images() -> np.ndarray:
    """Return 400 times one image that is unlike its mirror image and its shifts."""
    one = np.arange(28 * 28, dtype=np.int64).reshape(28, 28) % 251 + 1
    return np.repeat(one[None].astype(np.uint8), 400, axis=0)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_flip_mirrors_about_half_left_to_right(images: np.ndarray) -> None:
    flipped, views = augment(images, replace(NOTHING, flip=True), rng())

    mirrored = (flipped == images[:, :, ::-1]).all(axis=(1, 2))
    kept = (flipped == images).all(axis=(1, 2))
    assert (mirrored ^ kept).all()
    assert 160 < mirrored.sum() < 240
    assert (views == mirrored).all(), "view 0 is the image, 1 its mirror image"


def test_shift_moves_each_image_as_a_whole_and_fills_with_background(images: np.ndarray) -> None:
    shifted, views = augment(images, replace(NOTHING, shift=2), rng())

    offsets = {}
    for moved, image, view in zip(shifted, images, views, strict=True):
        matches = [
            (y, x)
            for y in range(-2, 3)
            for x in range(-2, 3)
            if np.array_equal(moved, moved_by(image, y, x))
        ]
        assert len(matches) == 1
        assert offsets.setdefault(view, matches[0]) == matches[0], "a number stands for one view"
    assert len(set(offsets.values())) == 25 == len(offsets) == view_count(replace(NOTHING, shift=2))


def test_an_image_is_shown_as_the_number_of_its_view_says(images: np.ndarray) -> None:
    varied = np.stack([np.roll(image, 3 * n) for n, image in enumerate(images)])

    shown, views = augment(varied, replace(NOTHING, flip=True, shift=1), rng())

    assert set(views) == set(range(18))
    for image, view, seen in zip(varied, views, shown, strict=True):
        np.testing.assert_array_equal(seen, one_view(image[None], int(view), 1)[0])


def test_the_draws_are_those_that_released_models_were_trained_with(images: np.ndarray) -> None:
    shown, _ = augment(images, replace(NOTHING, flip=True, shift=1), rng(5))

    again = rng(5)  # first all flips, then all rows, then all columns
    flips, (top, left) = again.random(len(images)) < 0.5, again.integers(0, 3, (2, len(images)))
    for n in range(40):
        image = images[n][:, ::-1] if flips[n] else images[n]
        np.testing.assert_array_equal(shown[n], moved_by(image, 1 - top[n], 1 - left[n]))


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
    config = replace(NOTHING, flip=True, shift=1, erase=0.5)

    (first, views), (second, same) = (augment(images, config, rng(3)) for _ in range(2))

    np.testing.assert_array_equal(images, before)
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(views, same)
    assert not np.array_equal(first, augment(images, config, rng(4))[0])


def test_without_settings_nothing_changes(images: np.ndarray) -> None:
    unchanged, views = augment(images, NOTHING, rng())

    np.testing.assert_array_equal(unchanged, images)
    assert not views.any()
