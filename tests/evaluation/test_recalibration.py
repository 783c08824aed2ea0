"""Keeping the sure images, and temperature scaling."""

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator

from fmnist.evaluation.classification import accuracy, log_loss
from fmnist.evaluation.recalibration import (
    accuracy_at_coverage,
    apply_temperature,
    fit_temperature,
    risk_coverage,
)

Scores = tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]

# Confidence 0.6 0.9 0.9 0.8; right, right, wrong, right.
Y_TRUE = np.array([0, 0, 1, 1])
Y_PROBA = np.array([[0.6, 0.4], [0.9, 0.1], [0.9, 0.1], [0.2, 0.8]])


def test_risk_coverage_by_hand_keeps_equal_confidences_together() -> None:
    curve = risk_coverage(Y_TRUE, Y_PROBA)
    np.testing.assert_allclose(curve.coverage, [0.5, 0.75, 1.0])
    np.testing.assert_allclose(curve.accuracy, [0.5, 2 / 3, 0.75])
    np.testing.assert_allclose(curve.threshold, [0.9, 0.8, 0.6])


def test_risk_coverage_equals_filtering(scores: Scores) -> None:
    y_true, y_proba = scores
    curve = risk_coverage(y_true, y_proba)
    confidence, right = y_proba.max(axis=1), y_proba.argmax(axis=1) == y_true
    for place in (0, 500, 1500, -1):
        kept = confidence >= curve.threshold[place]
        assert curve.coverage[place] == kept.mean()
        assert curve.accuracy[place] == pytest.approx(right[kept].mean())
    assert curve.accuracy[-1] == pytest.approx(accuracy(y_true, y_proba.argmax(axis=1)))


@pytest.mark.parametrize(
    ("coverage", "expected"), [(0.1, 0.5), (0.5, 0.5), (0.51, 2 / 3), (0.75, 2 / 3), (1.0, 0.75)]
)
def test_accuracy_at_coverage_by_hand(coverage: float, expected: float) -> None:
    curve = risk_coverage(Y_TRUE, Y_PROBA)
    assert accuracy_at_coverage(curve, coverage) == pytest.approx(expected)


def test_apply_temperature_by_hand() -> None:
    proba = np.array([[0.8, 0.2]])
    # Odds of 4 to 1 become sqrt(4) = 2 to 1.
    np.testing.assert_allclose(apply_temperature(proba, 2.0), [[2 / 3, 1 / 3]])
    np.testing.assert_allclose(apply_temperature(proba, 0.5), [[16 / 17, 1 / 17]])
    np.testing.assert_allclose(apply_temperature(proba, 1.0), proba)


@pytest.mark.parametrize("temperature", [0.05, 0.5, 1.7, 20.0])
def test_temperature_does_not_move_the_accuracy(scores: Scores, temperature: float) -> None:
    y_true, y_proba = scores
    scaled = apply_temperature(y_proba, temperature)
    np.testing.assert_allclose(scaled.sum(axis=1), 1.0)
    np.testing.assert_array_equal(scaled.argmax(axis=1), y_proba.argmax(axis=1))
    assert accuracy(y_true, scaled.argmax(axis=1)) == accuracy(y_true, y_proba.argmax(axis=1))


def test_fit_temperature_by_hand() -> None:
    # Odds 4 to 1 but right 2 of 3 times: odds 2 to 1 are best, temperature ln 4 / ln 2.
    proba = np.tile([0.8, 0.2], (3, 1))
    assert fit_temperature(np.array([0, 0, 1]), proba) == pytest.approx(2.0, rel=1e-4)


def test_fit_temperature_undoes_a_temperature(scores: Scores) -> None:
    y_true, y_proba = scores
    best = fit_temperature(y_true, y_proba)
    sharper = apply_temperature(y_proba, 0.5)
    assert fit_temperature(y_true, sharper) == pytest.approx(2.0 * best, rel=1e-3)


def test_fit_temperature_has_the_smallest_log_loss(scores: Scores) -> None:
    y_true, y_proba = scores
    best = fit_temperature(y_true, y_proba)
    smallest = log_loss(y_true, apply_temperature(y_proba, best))
    for factor in (0.97, 1.03):
        assert log_loss(y_true, apply_temperature(y_proba, factor * best)) > smallest


def test_fit_temperature_of_a_flawless_model_ends_at_the_bound() -> None:
    proba = np.tile([0.8, 0.2], (5, 1))
    assert fit_temperature(np.zeros(5, dtype=int), proba) == pytest.approx(0.05, rel=1e-3)


class Fixed(ClassifierMixin, BaseEstimator):
    """A classifier whose inputs are already its logits."""

    def fit(self, logits: np.ndarray, y: np.ndarray) -> "Fixed":
        """Learn only which classes there are."""
        self.classes_ = np.unique(y)
        self.n_features_in_ = logits.shape[1]
        return self

    def decision_function(self, logits: np.ndarray) -> np.ndarray:
        """Return the logits."""
        return logits

    def predict(self, logits: np.ndarray) -> np.ndarray:
        """Return the labels."""
        return self.classes_[logits.argmax(axis=1)]


def test_temperature_equals_scikit_learn(scores: Scores) -> None:
    y_true, y_proba = scores
    logits = np.log(y_proba.astype(np.float64))
    model = FrozenEstimator(Fixed().fit(logits, y_true))
    theirs = CalibratedClassifierCV(model, method="temperature").fit(logits, y_true)
    ours = apply_temperature(y_proba, fit_temperature(y_true, y_proba))
    np.testing.assert_allclose(ours, theirs.predict_proba(logits), atol=1e-4)


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match="coverage: expected a share above 0, at most 1"):
        accuracy_at_coverage(risk_coverage(Y_TRUE, Y_PROBA), 0.0)
    with pytest.raises(ValueError, match="temperature: expected a number above 0. Received 0.0"):
        apply_temperature(Y_PROBA, 0.0)
