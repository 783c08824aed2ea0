"""Who makes one mistake, and on which images."""

import numpy as np

from fmnist.evaluation.shared_mistakes import shared_mistakes

Y_TRUE = np.array([6, 6, 6, 6, 0])
Y_PREDS = np.array([[0, 0, 6, 0, 6], [0, 6, 0, 2, 0]])


def test_each_all_and_only() -> None:
    found = shared_mistakes(Y_TRUE, Y_PREDS, true_label=6, predicted_label=0)

    assert [indices.tolist() for indices in found.by_model] == [[0, 1, 3], [0, 2]]
    assert found.by_all.tolist() == [0]
    assert [indices.tolist() for indices in found.by_only] == [[1, 3], [2]]


def test_the_reverse_is_another_mistake() -> None:
    found = shared_mistakes(Y_TRUE, Y_PREDS, true_label=0, predicted_label=6)

    assert [indices.tolist() for indices in found.by_model] == [[4], []]
    assert found.by_all.tolist() == []


def test_of_one_model_all_and_only_are_its_own() -> None:
    found = shared_mistakes(Y_TRUE, Y_PREDS[:1], true_label=6, predicted_label=0)

    assert found.by_all.tolist() == found.by_only[0].tolist() == [0, 1, 3]
