"""Answers that stand for other classes or images are recognised, and poor ones are not accused."""

from itertools import permutations

import numpy as np
import pytest

from fmnist.evaluation.class_order import best_order, best_order_of, suspect_order

RANDOM = np.random.default_rng(5)


def test_two_swapped_classes_worked_by_hand() -> None:
    # Rows are true: of class 0 nine are called 1, of class 1 eight are called 0.
    matrix = np.array([[1, 9, 0], [8, 2, 0], [0, 1, 9]])

    found = suspect_order(matrix)

    assert found is not None
    assert found.order == (1, 0, 2)
    assert found.accuracy == pytest.approx(12 / 30)
    assert found.lifted == pytest.approx(26 / 30)


def test_the_best_order_is_the_best_of_all_orders() -> None:
    for _ in range(20):
        matrix = RANDOM.integers(0, 50, (5, 5))
        right = {
            order: sum(int(matrix[label, said]) for said, label in enumerate(order))
            for order in permutations(range(5))
        }

        assert right[best_order_of(matrix)] == max(right.values())


def test_labels_in_another_order_are_turned_back() -> None:
    labels = RANDOM.integers(0, 10, 500)
    another = RANDOM.permutation(10)

    order = best_order(another[labels], labels)

    assert (np.array(order)[another[labels]] == labels).all()


def test_rows_in_another_order_are_doubted_and_no_order_of_classes_is_offered() -> None:
    labels = np.repeat(np.arange(10), 1_000)
    matrix = np.zeros((10, 10), dtype=np.int64)
    np.add.at(matrix, (labels, RANDOM.permutation(labels)), 1)

    found = suspect_order(matrix)

    assert found is not None
    assert found.order is None
    assert found.accuracy == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize("right", [0.4, 0.6, 0.95])
def test_a_poor_model_that_answers_in_order_is_not_accused(right) -> None:
    matrix = np.full((10, 10), round(1_000 * (1 - right) / 9))
    np.fill_diagonal(matrix, round(1_000 * right))

    assert suspect_order(matrix) is None


def test_a_class_that_is_mostly_mistaken_is_no_other_order() -> None:
    matrix = np.diag([900] * 10)
    matrix[6] = [600, 0, 0, 0, 0, 0, 300, 0, 0, 0]

    assert suspect_order(matrix) is None
