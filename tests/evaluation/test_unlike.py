"""Likeness to the test images: by hand, against scikit-learn, and on what it is made for."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from fmnist.data.dataset import load_test_split
from fmnist.data.own_likeness import load_own_likeness
from fmnist.data.preparation import prepare
from fmnist.errors import DataError
from fmnist.evaluation.unlike import FULL, better_turn, filled, likeness, own_likeness

IMAGES = load_test_split().images


def test_by_hand() -> None:
    images = np.zeros((3, 2, 2), dtype=np.uint8)
    images[1, 0, 0] = 3
    images[2, 1] = 200, 200
    picture = np.array([[3, 0], [0, 4]], dtype=np.uint8)

    own = own_likeness(images)
    found = likeness(images, own, picture, count=2)

    assert own[0, :2].tolist() == [3, 3]
    assert own[1].tolist() == [0, 0, 0]  # with the even image; with each other, less than none
    assert found.correlation == pytest.approx(3.75 / np.sqrt(6.75 * 12.75))
    assert (found.indices.tolist(), found.distances.tolist()) == ([1, 0], [4, 5])
    assert found.beyond == pytest.approx(2 / 3)
    assert not found.unlike


def test_as_scikit_learn_finds_them() -> None:
    flat = IMAGES[:1500].reshape(1500, -1).astype(np.float64)
    oracle = NearestNeighbors(n_neighbors=2, algorithm="brute").fit(flat)

    distances, correlations = own_likeness(IMAGES[:1500])

    np.testing.assert_allclose(distances, oracle.kneighbors(flat)[0][:, 1], rtol=1e-5)
    of_all = np.corrcoef(flat)
    np.fill_diagonal(of_all, -1)
    np.testing.assert_allclose(correlations, of_all.max(axis=1), atol=1e-5)


def test_the_released_distances_are_those_of_the_test_images() -> None:
    np.testing.assert_allclose(load_own_likeness(), own_likeness(IMAGES), rtol=1e-4)


def test_what_is_unlike_anything_is_told_so_and_a_known_image_is_not() -> None:
    own = load_own_likeness()
    sample = range(0, 10_000, 500)

    inverted = [likeness(IMAGES, own, 255 - IMAGES[index]).unlike for index in sample]
    itself = [likeness(IMAGES, own, IMAGES[index]) for index in sample]

    assert all(inverted)
    assert not any(each.unlike for each in itself)
    assert [each.indices[0] for each in itself] == list(sample)


def test_noise_that_is_near_in_grey_values_is_told_by_its_pattern() -> None:
    noise = np.random.default_rng(0).integers(96, 160, (28, 28), dtype=np.uint8)

    found = likeness(IMAGES, load_own_likeness(), noise)

    assert not found.far
    assert found.correlation < 0.2 < found.least
    assert found.unlike


def test_what_a_picture_fills_by_hand() -> None:
    picture = np.zeros((6, 6), dtype=np.uint8)
    assert filled(picture) == 0
    picture[0, 0] = 12  # within 5 % of white: ground
    picture[1:4, 2:5] = 200
    picture[2, 2] = 12
    assert filled(picture) == pytest.approx(8 / 9)


def test_rectangles_are_told_by_having_no_outline_and_few_test_images_are() -> None:
    white = np.full((400, 400, 3), 255, dtype=np.uint8)
    noisy, grey = white.copy(), white.copy()
    noisy[70:330, 100:300] = np.random.default_rng(0).integers(0, 256, (260, 200, 3))
    grey[70:330, 100:300] = 90
    own = load_own_likeness()

    for picture in (noisy, grey):
        found = likeness(IMAGES, own, prepare(picture).pixels)
        assert (found.far, found.full, found.unlike) == (False, True, True)

    of_all = np.array([filled(image) for image in IMAGES])
    assert (of_all >= FULL).mean() == pytest.approx(0.002, abs=0.0005)
    limits = np.quantile(own[0], 0.99), np.quantile(own[1], 0.01)
    warned = (own[0] > limits[0]) | (own[1] < limits[1]) | (of_all >= FULL)
    assert warned.mean() < 0.0205
    bag = int(of_all.argmax())
    assert not likeness(IMAGES, own, IMAGES[bag]).unlike  # it is itself in the data


def test_a_turned_boot_is_turned_back() -> None:
    boot = IMAGES[0]
    others = IMAGES[1:]

    assert [better_turn(others, np.rot90(boot, turns)) for turns in range(4)] == [0, 1, 2, 3]


def test_a_file_of_something_else_is_refused(tmp_path) -> None:
    path = tmp_path / "own_likeness.npy"
    with pytest.raises(DataError, match="cannot be read: No such file.*python -m fmnist distances"):
        load_own_likeness(path)
    np.save(path, np.zeros((3, 2)))
    with pytest.raises(DataError, match=r"holds float64 of shape \(3, 2\): expected a distance"):
        load_own_likeness(path)
