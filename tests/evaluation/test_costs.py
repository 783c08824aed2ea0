"""Costs of mistakes against a matrix worked by hand, SciPy's bootstrap and a loop."""

import numpy as np
import pytest
from scipy.stats import bootstrap

from fmnist.evaluation.costs import (
    asking,
    best_threshold,
    choosing_half,
    image_costs,
    matrix_cost,
    mean_cost,
)

MATRIX = np.array([[8, 2, 0], [1, 9, 0], [0, 5, 5]])  # rows true
COSTS = np.array([[0.0, 1, 9], [4, 0, 9], [2, 3, 0]])
EQUAL = 1.0 - np.eye(3)


def images(matrix):
    true, predicted = np.divmod(np.repeat(np.arange(9), matrix.ravel()), 3)
    return true, predicted


def test_a_matrix_worked_by_hand() -> None:
    # 2 x 1 + 1 x 4 + 5 x 3 = 21 for 30 garments
    assert matrix_cost(MATRIX, COSTS).value == pytest.approx(700)
    assert image_costs(*images(MATRIX), COSTS).sum() == 21


def test_equal_costs_are_the_error_rate() -> None:
    assert matrix_cost(MATRIX, EQUAL).value == pytest.approx(1000 * 8 / 30)


def test_what_costs_nothing_costs_nothing_in_every_resample() -> None:
    found = matrix_cost(MATRIX, np.zeros((3, 3)))

    assert (found.value, found.interval.low, found.interval.high) == (0, 0, 0)


def test_the_interval_is_that_of_scipy_drawing_within_each_class() -> None:
    matrix, costs = 40 * MATRIX, COSTS
    true, predicted = images(matrix)
    amounts = image_costs(true, predicted, costs)
    expected = bootstrap(
        [amounts[true == label] for label in range(3)],
        lambda *of, axis=-1: 1000 * sum(each.mean(axis=axis) for each in of) / 3,
        n_resamples=4000,
        method="percentile",
        random_state=1,
        batch=200,
    ).confidence_interval

    found = matrix_cost(matrix, costs)

    assert mean_cost(amounts, true).value == pytest.approx(found.value)
    for one in (found.interval, mean_cost(amounts, true).interval):
        assert (one.low, one.high) == pytest.approx(expected, abs=6)


def test_a_paired_difference_of_equal_models_is_nothing() -> None:
    true, predicted = images(MATRIX)
    amounts = image_costs(true, predicted, COSTS)

    found = mean_cost(amounts - amounts, true)

    assert (found.value, found.interval.low, found.interval.high) == (0, 0, 0)


def test_the_best_threshold_is_that_of_a_loop() -> None:
    rng = np.random.default_rng(3)
    confidence = rng.integers(10, 60, 200) / 64  # with ties, exact in binary
    amounts = np.where(rng.random(200) < confidence, 0.0, 2.0)

    found = best_threshold(confidence, amounts, 0.5)

    def total(threshold: float) -> float:
        return float(np.where(confidence >= threshold, amounts, 0.5).sum())

    assert total(found) == min(map(total, [0.0, *np.unique(confidence), np.inf]))


@pytest.mark.parametrize(("ask", "expected"), [(5.0, 0.0), (0.0, 0.9), (0.0001, np.inf)])
def test_nobody_or_everybody_is_asked_at_the_ends(ask, expected) -> None:
    confidence = np.array([0.2, 0.8, 1.0])
    amounts = np.array([1.0, 1.0, 1.0 if np.isinf(expected) else 0.0])

    assert best_threshold(confidence, amounts, ask) == pytest.approx(expected)


def test_the_half_that_is_reported_does_not_choose() -> None:
    rng = np.random.default_rng(0)
    y_true = np.repeat(np.arange(3), 100)
    confidence = rng.random(300)
    amounts = np.where(rng.random(300) < confidence, 0.0, 1.0)
    chosen = choosing_half(y_true)
    assert [int(chosen[y_true == label].sum()) for label in range(3)] == [50, 50, 50]
    other = np.where(chosen, amounts, 1.0 - amounts)

    before = asking(confidence, amounts, y_true, 0.3)
    after = asking(confidence, other, y_true, 0.3)

    assert 0 < before.threshold == after.threshold
    assert before.cost != after.cost
    answered = confidence[~chosen] >= before.threshold
    assert before.coverage == answered.mean()
    expected = np.where(answered, amounts[~chosen], 0.3).mean()
    assert before.cost.value == pytest.approx(1000 * expected)
    alone = 1000 * amounts[~chosen].mean()
    assert before.saving.value == pytest.approx(alone - before.cost.value)


@pytest.mark.parametrize("costs", [np.eye(2), -EQUAL, np.full((3, 3), np.nan)])
def test_costs_that_are_none_are_refused(costs) -> None:
    with pytest.raises(ValueError, match="costs: expected"):
        matrix_cost(MATRIX, costs)
    with pytest.raises(ValueError, match="ask: expected"):
        asking(np.ones(2), np.ones(2), np.zeros(2, int), -1.0)
