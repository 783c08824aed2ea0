"""The search over neighbours finds what a search over everything finds."""

import numpy as np

from fmnist.explanation.controls import nearest_of_class
from fmnist.explanation.feature_search import nearest_features

FEATURES = np.random.default_rng(6).normal(size=(2000, 3))
WANTED = np.array([0.3, -0.2, 0.5])


def all_distances():
    return np.linalg.norm(FEATURES - WANTED, axis=1)


def test_among_seeds_alone() -> None:
    seeds = np.array([7, 900, 3, 7])

    indices, distances = nearest_features(FEATURES.__getitem__, WANTED, seeds, None, count=3)

    expected = sorted({3, 7, 900}, key=lambda index: all_distances()[index])
    assert indices.tolist() == expected
    np.testing.assert_allclose(distances, np.sort(all_distances()[[3, 7, 900]]))


def test_along_neighbours_it_finds_nearly_all_of_the_nearest_and_asks_about_few() -> None:
    squared = ((FEATURES[:, None] - FEATURES[None]) ** 2).sum(axis=2)
    neighbours = np.argsort(squared, axis=1)[:, 1:17]
    asked = []

    def features_of(indices):
        asked.extend(indices.tolist())
        return FEATURES[indices]

    near = np.argsort(all_distances())[40:60]  # seeds: near, but not among the nearest
    indices, _ = nearest_features(features_of, WANTED, near, neighbours, count=8)

    nearest = set(np.argsort(all_distances())[:8].tolist())
    assert len(nearest & set(indices.tolist())) >= 7
    assert len(asked) == len(set(asked)) < 400


def test_the_nearest_of_a_class_by_hand() -> None:
    images = np.zeros((4, 2, 2), dtype=np.uint8)
    images[1] = 3
    images[2] = 9
    labels = np.array([1, 1, 1, 0])
    image = np.zeros((2, 2), dtype=np.uint8)

    assert nearest_of_class(images, labels, image, 1) == 1  # image 0 is the same picture
    assert nearest_of_class(images, labels, image, 1, np.array([1, 0, 1, 1], dtype=bool)) == 2
    assert nearest_of_class(images, labels, image, 0) is None
    assert nearest_of_class(images, labels, image, 5) is None
