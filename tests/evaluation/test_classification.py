"""Confusion matrices and scores: by hand on an asymmetric matrix, and against scikit-learn."""

import warnings

import numpy as np
import numpy.typing as npt
import pytest
from sklearn import metrics

from fmnist.evaluation import classification

# Five images of three classes; class 2 is never predicted.
Y_TRUE = np.array([0, 0, 0, 1, 2], dtype=np.uint8)
Y_PRED = np.array([0, 1, 1, 1, 0], dtype=np.uint8)
MATRIX = np.array([[1, 2, 0], [0, 1, 0], [1, 0, 0]])

Y_PROBA = np.array(
    [[0.5, 0.25, 0.25], [0.2, 0.7, 0.1], [0.3, 0.6, 0.1], [0.0, 1.0, 0.0], [0.8, 0.1, 0.1]],
    dtype=np.float32,
)

Scores = tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]


def test_confusion_matrix_has_true_labels_in_rows() -> None:
    matrix = classification.confusion_matrix(Y_TRUE, Y_PRED, n_classes=3)
    assert matrix.tolist() == MATRIX.tolist()
    assert matrix.tolist() != MATRIX.T.tolist()
    assert matrix.dtype == np.int64


def test_confusion_matrix_keeps_absent_classes() -> None:
    matrix = classification.confusion_matrix(Y_TRUE, Y_PRED)
    assert matrix.shape == (10, 10)
    assert matrix[3:].sum() == 0
    assert matrix.sum() == 5


def test_confusion_matrix_of_uint8_labels_does_not_overflow() -> None:
    labels = np.array([19], dtype=np.uint8)
    matrix = classification.confusion_matrix(labels, np.array([3], dtype=np.uint8), n_classes=20)
    assert matrix[19, 3] == 1


def test_confusion_matrix_equals_scikit_learn(scores: Scores) -> None:
    y_true, y_proba = scores
    y_pred = y_proba.argmax(axis=1)
    ours = classification.confusion_matrix(y_true, y_pred)
    np.testing.assert_array_equal(ours, metrics.confusion_matrix(y_true, y_pred))


@pytest.mark.parametrize(
    ("normalize", "expected"),
    [
        ("true", [[1 / 3, 2 / 3, 0], [0, 1, 0], [1, 0, 0]]),
        ("pred", [[1 / 2, 2 / 3, 0], [0, 1 / 3, 0], [1 / 2, 0, 0]]),
        ("all", [[0.2, 0.4, 0], [0, 0.2, 0], [0.2, 0, 0]]),
        (None, [[1, 2, 0], [0, 1, 0], [1, 0, 0]]),
    ],
)
def test_normalize_by_hand(normalize: str | None, expected: list[list[float]]) -> None:
    shares = classification.normalize_confusion_matrix(MATRIX, normalize=normalize)  # type: ignore[arg-type]
    np.testing.assert_allclose(shares, expected)
    assert shares.dtype == np.float64


@pytest.mark.parametrize("normalize", ["true", "pred", "all"])
def test_normalize_equals_scikit_learn(scores: Scores, normalize: str) -> None:
    y_true, y_proba = scores
    y_pred = y_proba.argmax(axis=1)
    matrix = classification.confusion_matrix(y_true, y_pred)
    ours = classification.normalize_confusion_matrix(matrix, normalize=normalize)  # type: ignore[arg-type]
    theirs = metrics.confusion_matrix(y_true, y_pred, normalize=normalize)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_normalize_leaves_an_absent_class_at_zero_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        absent = np.array([[3, 1, 0], [0, 2, 0], [0, 0, 0]])
        shares = classification.normalize_confusion_matrix(absent, normalize="true")
    assert shares[2].tolist() == [0.0, 0.0, 0.0]


def test_scores_per_class_by_hand() -> None:
    np.testing.assert_allclose(classification.recall_per_class(MATRIX), [1 / 3, 1, 0])
    np.testing.assert_allclose(classification.f1_per_class(MATRIX), [2 / 5, 2 / 4, 0])
    assert classification.macro_f1(MATRIX) == pytest.approx((0.4 + 0.5 + 0.0) / 3)


def test_matthews_by_hand() -> None:
    # true totals 3 1 1, predicted totals 2 3 0: (2 x 5 - 9) / sqrt((25 - 13) (25 - 11))
    assert classification.matthews_corrcoef(MATRIX) == pytest.approx(1 / np.sqrt(12 * 14))


def test_scores_per_class_equal_scikit_learn(scores: Scores) -> None:
    y_true, y_proba = scores
    y_pred = y_proba.argmax(axis=1)
    matrix = classification.confusion_matrix(y_true, y_pred)
    _, recall, f1, _ = metrics.precision_recall_fscore_support(y_true, y_pred)
    np.testing.assert_allclose(classification.recall_per_class(matrix), recall)
    np.testing.assert_allclose(classification.f1_per_class(matrix), f1)
    assert classification.macro_f1(matrix) == pytest.approx(
        metrics.f1_score(y_true, y_pred, average="macro")
    )
    assert classification.matthews_corrcoef(matrix) == pytest.approx(
        metrics.matthews_corrcoef(y_true, y_pred)
    )


def test_an_absent_class_counts_as_scikit_learn_counts_it() -> None:
    theirs = metrics.f1_score(Y_TRUE, Y_PRED, labels=range(4), average="macro", zero_division=0)
    matrix = classification.confusion_matrix(Y_TRUE, Y_PRED, n_classes=4)
    assert classification.macro_f1(matrix) == pytest.approx(theirs)


@pytest.mark.parametrize("matrix", [[[4, 0], [3, 0]], [[0, 0], [0, 0]], [[5, 0], [0, 0]]])
def test_matthews_is_zero_where_it_is_undefined(matrix: list[list[int]]) -> None:
    assert classification.matthews_corrcoef(np.array(matrix)) == 0.0


def test_log_loss_by_hand() -> None:
    expected = -np.log([0.5, 0.2, 0.3, 1.0, 0.1]).mean()
    assert classification.log_loss(Y_TRUE, Y_PROBA) == pytest.approx(expected, rel=1e-6)


def test_log_loss_of_a_certain_mistake_is_the_documented_limit() -> None:
    certain = np.array([[1.0, 0.0]], dtype=np.float32)
    assert classification.log_loss(np.array([1]), certain) == pytest.approx(15.942, abs=1e-3)
    assert classification.log_loss(np.array([0]), certain) == 0.0


def test_brier_by_hand_is_the_sum_form() -> None:
    expected = np.mean([0.375, 0.64 + 0.49 + 0.01, 0.49 + 0.36 + 0.01, 0.0, 0.64 + 0.01 + 0.81])
    assert classification.brier_score(Y_TRUE, Y_PROBA) == pytest.approx(expected, rel=1e-6)
    certain_and_wrong = np.array([[1.0, 0.0, 0.0]])
    assert classification.brier_score(np.array([1]), certain_and_wrong) == 2.0


@pytest.mark.parametrize(("k", "expected"), [(1, 0.4), (2, 0.8), (3, 1.0)])
def test_top_k_by_hand_breaks_ties_by_label(k: int, expected: float) -> None:
    # The last image has true label 2, level with label 1: third.
    assert classification.top_k_accuracy(Y_TRUE, Y_PROBA, k=k) == expected


def test_scores_of_probabilities_equal_scikit_learn(scores: Scores) -> None:
    y_true, y_proba = scores
    wide = (y_proba.astype(np.float64).T / y_proba.sum(axis=1, dtype=np.float64)).T
    assert classification.log_loss(y_true, wide) == pytest.approx(
        metrics.log_loss(y_true, wide), rel=1e-9
    )
    assert classification.brier_score(y_true, wide) == pytest.approx(
        metrics.brier_score_loss(y_true, wide, scale_by_half=False), rel=1e-9
    )
    for k in (1, 2, 3, 9):
        assert classification.top_k_accuracy(y_true, y_proba, k=k) == pytest.approx(
            metrics.top_k_accuracy_score(y_true, y_proba, k=k)
        )


def test_arguments_are_not_changed() -> None:
    proba, matrix = Y_PROBA.copy(), MATRIX.copy()
    classification.brier_score(Y_TRUE, proba)
    classification.normalize_confusion_matrix(matrix, normalize="all")
    assert np.array_equal(proba, Y_PROBA)
    assert np.array_equal(matrix, MATRIX)


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match=r'expected "true", "pred", "all" or None.*\'row\''):
        classification.normalize_confusion_matrix(MATRIX, normalize="row")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"square confusion matrix.*\(2, 3\)"):
        classification.recall_per_class(MATRIX[:2])
    with pytest.raises(ValueError, match="k: expected 1 to 3 classes. Received 4"):
        classification.top_k_accuracy(Y_TRUE, Y_PROBA, k=4)
    with pytest.raises(ValueError, match="y_true: expected labels 0 to 1. Received 0 to 2"):
        classification.confusion_matrix(Y_TRUE, Y_PRED, n_classes=2)
