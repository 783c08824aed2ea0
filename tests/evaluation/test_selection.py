"""Choosing and ordering images."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats
from scipy.spatial.distance import jensenshannon

from fmnist.evaluation import selection
from fmnist.evaluation.classification import confusion_matrix
from fmnist.evaluation.selection import Criteria, select

Scores = tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]

Y_TRUE = np.array([0, 0, 1, 2, 2], dtype=np.uint8)
Y_PROBA = np.array(
    [[0.9, 0.1, 0.0], [0.3, 0.6, 0.1], [0.2, 0.5, 0.3], [0.5, 0.3, 0.2], [0.0, 0.0, 1.0]],
    dtype=np.float32,
)  # predicted 0 1 1 0 2


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        (Criteria(), [0, 1, 2, 3, 4]),
        (Criteria(true_label=0), [0, 1]),
        (Criteria(predicted_label=0), [0, 3]),
        (Criteria(true_label=2, predicted_label=0), [3]),
        (Criteria(true_label=0, predicted_label=2), []),
        (Criteria(outcome="right"), [0, 2, 4]),
        (Criteria(outcome="wrong"), [1, 3]),
        (Criteria(min_confidence=0.9), [0, 4]),
        (Criteria(max_confidence=0.6), [1, 2, 3]),
        (Criteria(outcome="wrong", min_confidence=0.55, max_confidence=0.95), [1]),
    ],
)
def test_select_by_hand(criteria: Criteria, expected: list[int]) -> None:
    indices = select(Y_TRUE, Y_PROBA, criteria)
    assert indices.tolist() == expected
    assert indices.dtype == np.int64


def test_select_keeps_a_float32_row_that_tops_one_by_a_hair() -> None:
    over = np.array([[np.nextafter(np.float32(1), np.float32(2)), 0.0]], dtype=np.float32)
    assert over[0, 0] > 1.0
    assert select(np.array([0]), over, Criteria()).tolist() == [0]


def test_criteria_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match=r'outcome: expected "right", "wrong" or None'):
        Criteria(outcome="maybe")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="0 <= min <= max <= 1. Received 0.9 and 0.1"):
        Criteria(min_confidence=0.9, max_confidence=0.1)


def test_cell_indices_are_as_many_as_the_cell_counts(scores: Scores) -> None:
    y_true, y_proba = scores
    y_pred = y_proba.argmax(axis=1)
    matrix = confusion_matrix(y_true, y_pred)
    assert matrix[8, 9] != matrix[9, 8]
    for i, j in [(8, 9), (9, 8), (7, 7), (0, 5)]:
        cell = selection.cell_indices(y_true, y_pred, i, j)
        assert cell.size == matrix[i, j]
        assert (y_true[cell] == i).all()
        assert (y_pred[cell] == j).all()


def test_cell_indices_by_hand() -> None:
    y_pred = Y_PROBA.argmax(axis=1)
    assert selection.cell_indices(Y_TRUE, y_pred, 2, 0).tolist() == [3]
    assert selection.cell_indices(Y_TRUE, y_pred, 0, 2).tolist() == []


def test_scores_by_hand() -> None:
    np.testing.assert_allclose(selection.margin(Y_PROBA), [0.8, 0.3, 0.2, 0.2, 1.0], rtol=1e-6)
    two = np.array([[0.5, 0.5, 0.0], [1.0, 0.0, 0.0]])
    np.testing.assert_allclose(selection.entropy(two), [np.log(2), 0.0], atol=1e-12)


def test_entropy_equals_scipy(scores: Scores) -> None:
    proba = scores[1].astype(np.float64)
    proba /= proba.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(selection.entropy(proba), stats.entropy(proba, axis=1))
    np.testing.assert_allclose(
        selection.margin(proba), -np.diff(np.sort(proba, axis=1)[:, ::-1][:, :2], axis=1)[:, 0]
    )


def test_disagreement_by_hand() -> None:
    # Two models certain of different labels are ln 2 apart; two of the same mind 0.
    y_probas = np.array([[[1.0, 0.0], [0.7, 0.3]], [[0.0, 1.0], [0.7, 0.3]]])
    np.testing.assert_allclose(selection.disagreement(y_probas), [np.log(2), 0.0], atol=1e-12)


def test_disagreement_equals_scipy() -> None:
    y_probas = np.random.default_rng(6).dirichlet(np.ones(10), size=(2, 50))
    theirs = jensenshannon(y_probas[0], y_probas[1], axis=1) ** 2
    np.testing.assert_allclose(selection.disagreement(y_probas), theirs)


def test_sort_breaks_ties_by_index_in_both_directions() -> None:
    scores = np.array([0.5, 0.1, 0.9, 0.5, 0.7])
    indices = np.array([3, 2, 0, 1])
    rising = selection.sort_indices(indices, scores, descending=False)
    falling = selection.sort_indices(indices, scores, descending=True)
    assert rising.tolist() == [1, 0, 3, 2]
    assert falling.tolist() == [2, 0, 3, 1]
    assert indices.tolist() == [3, 2, 0, 1]
    assert selection.sort_indices(np.array([], dtype=np.int64), scores, descending=True).size == 0


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match="one for every image, 8 or more. Received 3"):
        selection.sort_indices(np.array([7, 1]), np.array([0.1, 0.2, 0.3]), descending=True)
    with pytest.raises(ValueError, match=r"n_models >= 2.*Received \(1, 5, 3\)"):
        selection.disagreement(Y_PROBA[np.newaxis])
