"""Super-classes, commonest confusions and the order of classes."""

import numpy as np
import numpy.typing as npt
import pytest
from sklearn import metrics

from fmnist.evaluation.classification import confusion_matrix
from fmnist.evaluation.confusions import (
    Confusion,
    commonest_confusions,
    confusion_order,
    group_classes,
)

MATRIX = np.array([[5, 1, 2], [3, 6, 4], [0, 7, 9]])

Scores = tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]


def test_group_classes_by_hand() -> None:
    # {0, 2} stays together: 5 + 2 + 0 + 9; taken for {1}: 1 + 7; and the reverse: 3 + 4.
    assert group_classes(MATRIX, [[0, 2], [1]]).tolist() == [[16, 8], [7, 6]]
    assert group_classes(MATRIX, [[1], [0, 2]]).tolist() == [[6, 7], [8, 16]]


def test_group_classes_equals_a_matrix_of_relabelled_images(scores: Scores) -> None:
    y_true, y_proba = scores
    y_pred = y_proba.argmax(axis=1)
    groups = [[0, 2, 3, 4, 6], [5, 7, 9], [8], [1]]
    group_of = np.array([next(g for g, c in enumerate(groups) if k in c) for k in range(10)])
    theirs = metrics.confusion_matrix(group_of[y_true], group_of[y_pred])
    ours = group_classes(confusion_matrix(y_true, y_pred), groups)
    np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("groups", [[[0, 1]], [[0, 1], [1, 2]], [[0, 1, 2, 3]]])
def test_group_classes_wants_every_label_once(groups: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="every label 0 to 2 exactly once"):
        group_classes(MATRIX, groups)


def test_commonest_confusions_by_hand() -> None:
    second = np.array([[9, 4, 0], [2, 9, 0], [0, 0, 9]])
    rows = commonest_confusions(np.stack([MATRIX, second]), top=4)
    assert rows == (
        Confusion(2, 1, 7, (7, 0)),
        Confusion(0, 1, 5, (1, 4)),  # level with the next: the smaller true label goes first
        Confusion(1, 0, 5, (3, 2)),
        Confusion(1, 2, 4, (4, 0)),
    )


def test_commonest_confusions_leave_out_the_diagonal_and_empty_cells() -> None:
    rows = commonest_confusions(MATRIX[np.newaxis], top=99)
    assert [row.count for row in rows] == [7, 4, 3, 2, 1]
    assert all(row.true_label != row.predicted_label for row in rows)
    assert MATRIX[0, 0] == 5  # the argument is left alone


def test_commonest_confusions_of_a_perfect_model_are_none() -> None:
    assert commonest_confusions(np.eye(3, dtype=np.int64)[np.newaxis]) == ()


def test_commonest_confusions_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match=r"n_models, n_classes, n_classes.*Received \(3, 3\)"):
        commonest_confusions(MATRIX)
    with pytest.raises(ValueError, match="top: expected at least 1"):
        commonest_confusions(MATRIX[np.newaxis], top=0)


def test_confusion_order_puts_confused_classes_next_to_each_other() -> None:
    matrix = np.eye(6, dtype=np.int64) * 100
    for i, j, count in [(0, 4, 40), (4, 2, 20), (1, 5, 30), (5, 3, 10)]:
        matrix[i, j] = count  # one direction only: the order must not depend on which
    order = confusion_order(matrix).tolist()
    assert sorted(order) == list(range(6))
    places = {label: place for place, label in enumerate(order)}
    for i, j in [(0, 4), (4, 2), (1, 5), (5, 3)]:
        assert abs(places[i] - places[j]) == 1
    assert order[0] < order[-1]
    assert confusion_order(matrix.T).tolist() == order


def test_confusion_order_of_a_perfect_model_is_the_official_one() -> None:
    assert confusion_order(np.eye(10, dtype=np.int64) * 1000).tolist() == list(range(10))


def test_confusion_order_survives_an_absent_class() -> None:
    order = confusion_order(np.array([[5, 3, 0], [2, 6, 0], [0, 0, 0]]))
    assert sorted(order.tolist()) == [0, 1, 2]
    assert abs(order.tolist().index(0) - order.tolist().index(1)) == 1
