"""The deletion curve tells a true map from a false one."""

import numpy as np
import pytest

from fmnist.explanation.deletion import ORDERS, Deletion, deletion
from fmnist.explanation.occlusion import occlusion


def test_a_curve_by_hand() -> None:
    covered = np.array([0, 0.25, 0.5])
    by_chance = np.array([[4.0, 3, 2], [4, 1, 0]])

    curve = Deletion(covered, np.array([4.0, 2, 0]), by_chance)

    assert curve.chance.tolist() == [4, 2, 1]
    assert curve.beats == 1  # areas 1 against 1.5 and 0.75


def test_each_step_covers_the_next_best_tile(linear, image) -> None:
    worth = linear.margin_weights(6, 0) * image
    tiles = worth.reshape(7, 4, 7, 4).sum(axis=(1, 3)).ravel()

    curve = deletion(linear, image, worth, 6, 0)

    gone = np.concatenate([[0], np.cumsum(np.sort(tiles)[::-1])])[:25]
    np.testing.assert_allclose(curve.by_map, worth.sum() - gone, atol=1e-6)
    assert curve.covered[-1] == pytest.approx(24 / 49)
    assert curve.by_chance.shape == (ORDERS, 25)
    assert (curve.by_chance[:, 0] == curve.by_map[0]).all()


def test_the_map_of_a_linear_model_beats_chance_and_its_negative_does_not(linear, image) -> None:
    heat = occlusion(linear, image, 6, 0).heat

    true, false = (deletion(linear, image, each, 6, 0) for each in (heat, -heat))

    assert (true.beats, false.beats) == (ORDERS, 0)


def test_random_orders_are_the_same_every_time(linear, image) -> None:
    first, second = (deletion(linear, image, np.eye(28), 1, 2) for _ in range(2))

    assert (first.by_chance == second.by_chance).all()
    assert len({tuple(order) for order in first.by_chance.tolist()}) == ORDERS
