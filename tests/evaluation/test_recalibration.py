"""Keeping the sure images."""

import numpy as np
import numpy.typing as npt
import pytest

from fmnist.evaluation.recalibration import (
    accuracy_at_coverage,
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
    assert curve.accuracy[-1] == pytest.approx((y_proba.argmax(axis=1) == y_true).mean())


@pytest.mark.parametrize(
    ("coverage", "expected"), [(0.1, 0.5), (0.5, 0.5), (0.51, 2 / 3), (0.75, 2 / 3), (1.0, 0.75)]
)
def test_accuracy_at_coverage_by_hand(coverage: float, expected: float) -> None:
    curve = risk_coverage(Y_TRUE, Y_PROBA)
    assert accuracy_at_coverage(curve, coverage) == pytest.approx(expected)


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match="coverage: expected a share above 0, at most 1"):
        accuracy_at_coverage(risk_coverage(Y_TRUE, Y_PROBA), 0.0)
