"""The nearest images by hand, and as scikit-learn finds them."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from fmnist.evaluation.neighbours import nearest_images


def test_by_hand_nearest_first_without_itself() -> None:
    images = np.zeros((4, 2, 2), dtype=np.uint8)
    images[0, 0, 0] = 255  # 255 from image 2
    images[1, 0, 1] = 4
    images[3, 1] = 3, 4

    indices, distances = nearest_images(images, 2, 3)

    assert indices.tolist() == [1, 3, 0]
    assert distances.tolist() == [4.0, 5.0, 255.0]


def test_equal_distances_stand_by_index() -> None:
    images = np.array([[[0]], [[2]], [[1]], [[0]]], dtype=np.uint8)

    assert nearest_images(images, 2, 3)[0].tolist() == [0, 1, 3]


def test_as_scikit_learn_finds_them() -> None:
    images = np.random.default_rng(5).integers(0, 256, (1203, 28, 28)).astype(np.uint8)
    images[700:] //= 2
    flat = images.reshape(len(images), -1).astype(np.float64)
    oracle = NearestNeighbors(n_neighbors=9, algorithm="brute").fit(flat)

    for index in (0, 499, 500, 1202):
        distances, indices = oracle.kneighbors(flat[index : index + 1])
        found, far = nearest_images(images, index, 8)
        assert found.tolist() == indices[0, 1:].tolist()
        np.testing.assert_allclose(far, distances[0, 1:], rtol=1e-6)


def test_out_of_range_is_a_sentence() -> None:
    images = np.zeros((3, 2, 2), dtype=np.uint8)
    with pytest.raises(ValueError, match="0 to 2 for 3 images. Received 3 and 1"):
        nearest_images(images, 3, 1)
    with pytest.raises(ValueError, match="Received 0 and 3"):
        nearest_images(images, 0, 3)
