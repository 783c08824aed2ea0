"""What to do with confidences: scale them to be believed, or keep only the images that are sure."""

from dataclasses import dataclass

import numpy as np

from fmnist.evaluation.contracts import (
    Floats,
    Labels,
    Probabilities,
    check_probabilities,
    check_scored,
)

# Only guards log(0): float32 probabilities carry full precision down to here, 87 nats below 1.
_SMALLEST = float(np.finfo(np.float32).tiny)
# Twenty times sharper or flatter than the model is no calibration any more.
LOWEST_TEMPERATURE, HIGHEST_TEMPERATURE = 0.05, 20.0


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


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def _log(proba: Floats) -> Floats:
    return np.asarray(np.log(np.maximum(proba, _SMALLEST)))


def fit_temperature(y_true: Labels, y_proba: Probabilities) -> float:
    """Find the temperature whose probabilities explain the true labels best.

    Fit on validation images, report on test images: fitted and reported on the same images, the
    result flatters.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
        True labels of validation images.
    y_proba : ndarray of shape (n, k), floating
        Class probabilities of the same images.

    Returns
    -------
    float
        The temperature with the smallest log loss between 0.05 and 20; above 1 the model was too
        confident. It ends at 0.05 when every image is right.

    Raises
    ------
    ValueError
        If the arrays do not match.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger (2017), "On calibration of modern neural networks",
    ICML, section 4.2.
    """
    from scipy.optimize import minimize_scalar  # noqa: PLC0415  0.3 s

    true, proba = check_scored(y_true, y_proba)
    scores, images = _log(proba), np.arange(true.size)

    def loss(log_temperature: float) -> float:
        scaled = _log_softmax(scores / np.exp(log_temperature))
        return float(-scaled[images, true].mean())

    bounds = (np.log(LOWEST_TEMPERATURE), np.log(HIGHEST_TEMPERATURE))
    found = minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": 1e-6})
    return float(np.exp(found.x))


def apply_temperature(y_proba: Probabilities, temperature: float) -> Floats:
    """Flatten or sharpen probabilities: softmax(log p / temperature).

    Parameters
    ----------
    y_proba : ndarray of shape (n, k), floating
        Class probabilities.
    temperature : float
        Above 0; 1 changes nothing, more flattens.

    Returns
    -------
    ndarray of shape (n, k), float64
        Rows sum to one. The largest stays the largest, so no predicted label changes and accuracy
        cannot move.

    Raises
    ------
    ValueError
        If ``temperature`` is not above 0 or ``y_proba`` is not such a table.
    """
    if not temperature > 0.0:
        raise ValueError(f"temperature: expected a number above 0. Received {temperature}.")
    return np.asarray(np.exp(_log_softmax(_log(check_probabilities(y_proba)) / temperature)))
