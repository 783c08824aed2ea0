"""Maps of images: neighbours against a loop and scikit-learn, groups that stay together."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from fmnist.artifacts import features as file
from fmnist.artifacts import store
from fmnist.data.dataset import TEST_DATA, load_test_split
from fmnist.explanation.feature_map import (
    feature_map,
    log_probabilities,
    nearest_by_features,
    share_kept,
)
from fmnist.inference.engine import open_engine

RANDOM = np.random.default_rng(11)
MAPPED = [model for model in store.scan().models if file.FILE in model.record.files]


@pytest.fixture(scope="module")
def groups() -> tuple[np.ndarray, np.ndarray]:
    """Return 240 points of 12 dimensions in three groups, and the groups."""
    label = np.repeat([0, 1, 2], 80)
    centres = RANDOM.normal(0, 10, (3, 12))
    return (centres[label] + RANDOM.normal(0, 1, (240, 12))).astype(np.float32), label


def test_neighbours_are_the_nearest_by_a_plain_loop(groups) -> None:
    points, _ = groups

    found = nearest_by_features(points, 5)

    for index in (0, 77, 239):
        distances = np.linalg.norm(points - points[index], axis=1)
        distances[index] = np.inf
        assert found[index].tolist() == np.argsort(distances)[:5].tolist()


def test_groups_lie_together_and_the_map_fills_a_square(groups) -> None:
    points, label = groups

    found = feature_map(points)

    assert found.coordinates.dtype == np.float32
    assert found.coordinates.min() >= -1e-6
    assert found.coordinates.max() <= 1 + 1e-6
    assert np.ptp(found.coordinates, axis=0).max() == pytest.approx(1, abs=1e-5)
    near = NearestNeighbors(n_neighbors=5).fit(found.coordinates).kneighbors(return_distance=False)
    assert (label[near] == label[:, None]).mean() == 1.0
    assert share_kept(found.coordinates, found.neighbours) > 0.9
    shuffled = RANDOM.permutation(found.coordinates)
    assert share_kept(shuffled, found.neighbours) < 0.4


def test_the_same_features_give_the_same_map(groups) -> None:
    points, _ = groups

    np.testing.assert_allclose(
        feature_map(points).coordinates, feature_map(points).coordinates, atol=1e-4
    )


def test_a_point_is_never_its_own_neighbour_even_among_equals() -> None:
    points = np.zeros((20, 3), np.float32)

    found = nearest_by_features(points, 4)

    assert not (found == np.arange(20)[:, None]).any()


@pytest.mark.parametrize(
    "features", [np.ones((99, 3)), np.ones(200), np.full((200, 3), np.nan)], ids=str
)
def test_what_cannot_be_laid_out_is_refused(features: np.ndarray) -> None:
    with pytest.raises(ValueError, match="expected finite numbers of shape"):
        feature_map(features)


def test_logarithms_stand_for_features_and_nothing_is_infinite() -> None:
    logs = log_probabilities(np.array([[1.0, 0.0], [0.5, 0.5]], np.float32))

    np.testing.assert_allclose(logs, np.log([[1, 1e-7], [0.5, 0.5]]), rtol=1e-6)


@pytest.mark.parametrize("model", MAPPED, ids=lambda model: model.key)
def test_shipped_neighbours_are_scikit_learn_s(model: store.TrainedModel) -> None:
    kept = file.read(
        model.folder / file.FILE,
        of=model.key,
        predictions_sha256=model.record.files[store.PREDICTIONS_FILE],
    )
    some = np.arange(0, 10_000, 500)
    asked = np.union1d(kept.neighbours[some], np.arange(0, 10_000, 53))
    asked = np.r_[some, np.setdiff1d(asked, some)]
    answer = open_engine(model, threads=2).answer(load_test_split().images[asked])
    assert answer.features is not None
    assert kept.basis == "hidden layer"
    assert kept.width == answer.features.shape[1]

    # among themselves and every 53rd image: the kept neighbours are the nearest eight
    places = np.argsort(asked)[np.searchsorted(np.sort(asked), kept.neighbours[some])]
    own = answer.features[: len(some), np.newaxis]
    distances = np.linalg.norm(answer.features[places] - own, axis=2)
    search = NearestNeighbors(n_neighbors=8, algorithm="kd_tree").fit(answer.features)
    nearest, _ = search.kneighbors()
    np.testing.assert_allclose(distances, nearest[: len(some)], rtol=1e-3, atol=1e-3)
    assert share_kept(kept.coordinates, kept.neighbours) > 0.5


def test_the_shipped_map_of_pixels_has_their_nearest_images() -> None:
    images = load_test_split().images
    kept = file.read(TEST_DATA / file.PIXEL_FILE, of="--pixels")

    flat = images.reshape(10_000, -1).astype(np.float64)
    for index in (0, 1234, 9999):
        squared = ((flat - flat[index]) ** 2).sum(axis=1)
        squared[index] = np.inf
        assert kept.neighbours[index].tolist() == np.argsort(squared, kind="stable")[:8].tolist()
    assert kept.basis == "pixels"
    assert kept.width == 784
