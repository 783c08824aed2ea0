"""Keep only the images that a model is sure about."""

from dataclasses import dataclass

import numpy as np

from fmnist.evaluation.contracts import (
    Floats,
    Labels,
    Probabilities,
    check_scored,
)


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """Accuracy on the most confident images, as more of them are kept.

    Attributes
    ----------
    coverage : ndarray of shape (points,), float64
        Share of images kept, rising to 1.
    accuracy : ndarray of shape (points,), float64
        Share of right answers among those kept; the risk is one minus this.
    threshold : ndarray of shape (points,), float64
        Keep an image when its confidence is at least this; falling.
    """

    coverage: Floats
    accuracy: Floats
    threshold: Floats


def risk_coverage(y_true: Labels, y_proba: Probabilities) -> RiskCoverage:
    """Trace the accuracy on the images kept over every threshold of confidence.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
        True labels.
    y_proba : ndarray of shape (n, k), floating
        Class probabilities.

    Returns
    -------
    RiskCoverage
        One point per distinct confidence; images of equal confidence are kept or left together.

    Raises
    ------
    ValueError
        If the arrays do not match.

    References
    ----------
    Y. Geifman, R. El-Yaniv (2017), "Selective classification for deep neural networks", NeurIPS.
    """
    true, proba = check_scored(y_true, y_proba)
    right, confidence = proba.argmax(axis=1) == true, proba.max(axis=1)
    order = np.argsort(-confidence, kind="stable")
    falling = confidence[order]
    last_of_value = np.append(np.flatnonzero(np.diff(falling)), falling.size - 1)
    kept = last_of_value + 1
    right_of_kept = np.cumsum(right[order])[last_of_value]
    return RiskCoverage(kept / falling.size, right_of_kept / kept, falling[last_of_value])


def accuracy_at_coverage(curve: RiskCoverage, coverage: float) -> float:
    """Read one point off a risk-coverage curve.

    Parameters
    ----------
    curve : RiskCoverage
        From `risk_coverage`.
    coverage : float
        Share of images to keep, above 0, at most 1.

    Returns
    -------
    float
        Accuracy 0 .. 1 of the smallest selection that keeps at least this share.

    Raises
    ------
    ValueError
        If ``coverage`` is out of range.
    """
    if not 0.0 < coverage <= 1.0:
        raise ValueError(f"coverage: expected a share above 0, at most 1. Received {coverage}.")
    return float(curve.accuracy[np.searchsorted(curve.coverage, coverage, side="left")])
