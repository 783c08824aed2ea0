"""Images of different classes that nearly coincide."""

from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from fmnist.data.dataset import load_test_split
from fmnist.data.look_alikes import N_PAIRS, load_look_alikes
from fmnist.errors import DataError
from fmnist.evaluation.look_alikes import look_alikes


def test_a_hand_worked_case() -> None:
    images = np.array([[[0, 0]], [[0, 1]], [[10, 10]], [[10, 13]], [[0, 2]]], dtype=np.uint8)
    labels = np.array([0, 0, 1, 2, 1])

    pairs = look_alikes(images, labels, top=5)

    assert [(pair.first, pair.second) for pair in pairs] == [(1, 4), (2, 3)]
    assert [pair.distance for pair in pairs] == pytest.approx([np.sqrt(1 / 2), np.sqrt(9 / 2)])


def test_the_closest_pair_agrees_with_scipy() -> None:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (700, 4, 4)).astype(np.uint8)
    labels = rng.integers(0, 3, 700)
    distances = cdist(images.reshape(700, 16), images.reshape(700, 16))
    distances[labels[:, None] == labels] = np.inf

    [pair] = look_alikes(images, labels, top=1)

    assert {pair.first, pair.second} == set(np.unravel_index(distances.argmin(), distances.shape))
    assert pair.distance == pytest.approx(distances.min() / 4, rel=1e-4)


def test_one_class_has_no_look_alikes() -> None:
    assert look_alikes(np.zeros((4, 2, 2), np.uint8), np.zeros(4, int), top=3) == ()


def test_the_released_pairs_are_those_of_the_test_images() -> None:
    split = load_test_split()

    found = look_alikes(split.images, split.labels, top=N_PAIRS)

    pairs = np.array([(pair.first, pair.second, pair.distance) for pair in found])
    np.testing.assert_allclose(load_look_alikes(), pairs, rtol=1e-6)


@pytest.mark.parametrize("content", [b"", b"pairs", None])
def test_a_damaged_file_of_pairs_says_how_to_write_it_again(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "look_alikes.npy"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(DataError, match=r"look_alikes\.npy"):
        load_look_alikes(path)


def test_pairs_of_another_shape_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "look_alikes.npy"
    np.save(path, np.zeros((3, 3)))

    with pytest.raises(DataError, match=r"holds float64 of shape \(3, 3\): expected 50 pairs"):
        load_look_alikes(path)
