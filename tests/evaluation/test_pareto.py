"""The front of accuracy and cost: by hand, and against every pair of models."""

import numpy as np
import pytest

from fmnist.evaluation.pareto import pareto_front


def test_by_hand() -> None:
    costs = [8, 100, 90, 500, 90]
    accuracies = [0.85, 0.93, 0.94, 0.94, 0.80]

    # 0 is the cheapest, 2 the best of the rest; 3 is no better than 2 and costs more
    assert pareto_front(costs, accuracies).tolist() == [0, 2]


def test_equal_models_stand_there_both_and_the_cheapest_comes_first() -> None:
    assert pareto_front([5, 3, 5], [0.9, 0.8, 0.9]).tolist() == [1, 0, 2]
    assert pareto_front([], []).tolist() == []


def test_none_on_the_front_is_beaten_and_each_other_one_is() -> None:
    rng = np.random.default_rng(7)
    costs, accuracies = rng.integers(1, 9, 30), rng.integers(1, 9, 30) / 10

    def beats(a: int, b: int) -> bool:
        return (costs[a], -accuracies[a]) != (costs[b], -accuracies[b]) and (
            costs[a] <= costs[b] and accuracies[a] >= accuracies[b]
        )

    expected = {b for b in range(30) if not any(beats(a, b) for a in range(30))}
    assert set(pareto_front(costs, accuracies).tolist()) == expected


@pytest.mark.parametrize(("costs", "accuracies"), [([1, 2], [0.5]), ([1.0], [float("nan")])])
def test_bad_input_is_refused(costs, accuracies) -> None:
    with pytest.raises(ValueError, match="costs and accuracies"):
        pareto_front(costs, accuracies)
