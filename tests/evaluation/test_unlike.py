"""Likeness to the test images: by hand, against scikit-learn, and on what it is made for."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from fmnist.data.dataset import load_test_split
from fmnist.data.own_distances import load_own_distances
from fmnist.errors import DataError
from fmnist.evaluation.unlike import better_turn, likeness, own_distances

IMAGES = load_test_split().images


def test_by_hand() -> None:
    images = np.zeros((3, 2, 2), dtype=np.uint8)
    images[1, 0, 0] = 3
    images[2, 1] = 200, 200
    picture = np.array([[3, 0], [0, 4]], dtype=np.uint8)

    own = own_distances(images)
    found = likeness(images, own, picture, count=2)

    assert own[:2].tolist() == [3, 3]
    assert (found.indices.tolist(), found.distances.tolist()) == ([1, 0], [4, 5])
    assert found.beyond == pytest.approx(2 / 3)
    assert not found.unlike


def test_as_scikit_learn_finds_them() -> None:
    flat = IMAGES[:1500].reshape(1500, -1).astype(np.float64)
    oracle = NearestNeighbors(n_neighbors=2, algorithm="brute").fit(flat)

    np.testing.assert_allclose(
        own_distances(IMAGES[:1500]), oracle.kneighbors(flat)[0][:, 1], rtol=1e-5
    )


def test_the_released_distances_are_those_of_the_test_images() -> None:
    np.testing.assert_allclose(load_own_distances(), own_distances(IMAGES), rtol=1e-4)


def test_what_is_unlike_anything_is_told_so_and_a_known_image_is_not() -> None:
    own = load_own_distances()
    sample = range(0, 10_000, 500)

    inverted = [likeness(IMAGES, own, 255 - IMAGES[index]).unlike for index in sample]
    itself = [likeness(IMAGES, own, IMAGES[index]) for index in sample]

    assert all(inverted)
    assert not any(each.unlike for each in itself)
    assert [each.indices[0] for each in itself] == list(sample)


def test_a_turned_boot_is_turned_back() -> None:
    boot = IMAGES[0]
    others = IMAGES[1:]

    assert [better_turn(others, np.rot90(boot, turns)) for turns in range(4)] == [0, 1, 2, 3]


def test_a_file_of_something_else_is_refused(tmp_path) -> None:
    path = tmp_path / "own_distances.npy"
    with pytest.raises(DataError, match="cannot be read: No such file.*python -m fmnist distances"):
        load_own_distances(path)
    np.save(path, np.zeros((3, 2)))
    with pytest.raises(DataError, match=r"holds float64 of shape \(3, 2\): expected one distance"):
        load_own_distances(path)
