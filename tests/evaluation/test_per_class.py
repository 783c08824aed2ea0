"""Scores of each class against a case worked by hand and scikit-learn, and who is told apart."""

import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support

from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation.per_class import class_scores, class_verdicts

MATRIX = np.array([[3, 1, 0], [2, 2, 0], [0, 1, 0]])  # rows true: nothing is called 2


def test_a_case_worked_by_hand() -> None:
    recall, precision, f1 = (class_scores(MATRIX, score) for score in ("recall", "precision", "f1"))

    assert [one.value for one in recall] == [3 / 4, 2 / 4, 0.0]
    assert [one.n for one in recall] == [4, 4, 1]
    assert [one.value for one in precision] == [3 / 5, 2 / 4, None]
    assert f1[0].value == pytest.approx(2 * 3 / (2 * 3 + 1 + 2))
    assert f1[0].n == 6, "4 are true, 5 are called so, 3 are both"
    assert recall[0].interval == wilson_interval(3, 4)
    jaccard = wilson_interval(3, 6)
    assert f1[0].interval.low == pytest.approx(2 * jaccard.low / (1 + jaccard.low))
    assert f1[0].interval.high == pytest.approx(2 * jaccard.high / (1 + jaccard.high))


def test_scikit_learn_finds_the_same() -> None:
    rng = np.random.default_rng(0)
    y_true = rng.integers(0, 10, 800)
    y_pred = np.where(rng.random(800) < 0.6, y_true, rng.integers(0, 10, 800))
    matrix = np.zeros((10, 10), np.int64)
    np.add.at(matrix, (y_true, y_pred), 1)

    precision, recall, f1, _ = precision_recall_fscore_support(y_true, y_pred)

    for score, expected in {"precision": precision, "recall": recall, "f1": f1}.items():
        found = [one.value for one in class_scores(matrix, score)]
        np.testing.assert_allclose(found, expected)
        assert all(
            one.interval.low <= one.value <= one.interval.high
            for one in class_scores(matrix, score)
        )


def test_models_are_told_apart_in_the_class_in_which_they_differ_alone() -> None:
    y_true = np.repeat(np.array([0, 1], np.uint8), 100)
    a, b = np.ones(200, bool), np.ones(200, bool)
    a[100:120] = False  # class 1: twenty images that only b has right
    b[0] = False

    zero, one = class_verdicts(np.stack([a, b]), y_true, n_classes=2)

    assert zero.pairs == ()
    [(better, other, p)] = one.pairs
    assert (better, other) == (1, 0)
    assert p == pytest.approx(2 * 0.5**20, rel=1e-9), "mid-p 0.5^20, twice by Holm"


def test_one_model_is_told_apart_from_none() -> None:
    verdicts = class_verdicts(np.ones((1, 4), bool), np.array([0, 0, 1, 1], np.uint8), n_classes=2)

    assert [verdict.pairs for verdict in verdicts] == [(), ()]
