"""Unfit arrays are refused with a sentence that says what came instead."""

import numpy as np
import pytest

from fmnist.evaluation import contracts


def test_labels_come_back_as_int64() -> None:
    assert contracts.check_labels("y_true", np.array([9], dtype=np.uint8)).dtype == np.int64


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (np.array([0.0, 1.0]), "dtype float64"),
        (np.array([], dtype=np.int64), r"shape \(0,\)"),
        (np.zeros((2, 2), dtype=np.int64), r"shape \(2, 2\)"),
        (np.array([-1, 3]), "labels 0 to 9. Received -1 to 3"),
        (np.array([0, 10]), "labels 0 to 9. Received 0 to 10"),
    ],
)
def test_unfit_labels_are_refused(labels: np.ndarray, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"y_true: expected.*{sentence}"):
        contracts.check_labels("y_true", labels, n_classes=10)


def test_labels_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="one prediction per true label. Received 1 for 2"):
        contracts.check_label_pair(np.array([0, 1]), np.array([0]))


@pytest.mark.parametrize(
    ("proba", "sentence"),
    [
        (np.array([0.5, 0.5]), r"shape \(2,\)"),
        (np.array([[1, 0]]), "dtype int64"),
        (np.ones((3, 1)), r"shape \(3, 1\)"),
        (np.ones((0, 10)), r"shape \(0, 10\)"),
    ],
)
def test_unfit_probabilities_are_refused(proba: np.ndarray, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"y_proba: expected.*{sentence}"):
        contracts.check_probabilities(proba)


def test_probabilities_must_match_the_labels() -> None:
    proba = np.full((3, 2), 0.5)
    with pytest.raises(ValueError, match="Received 3 rows for 2 labels"):
        contracts.check_scored(np.array([0, 1]), proba)
    with pytest.raises(ValueError, match="labels 0 to 1. Received 0 to 2"):
        contracts.check_scored(np.array([0, 1, 2]), proba)


@pytest.mark.parametrize(
    "correct", [np.array([[1, 0], [0, 1]]), np.array([True, False]), np.ones((1, 4), dtype=bool)]
)
def test_unfit_tables_of_answers_are_refused(correct: np.ndarray) -> None:
    with pytest.raises(ValueError, match="correct: expected a boolean array of shape"):
        contracts.check_correct(correct)
