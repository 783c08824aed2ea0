"""Whether a stated confidence can be believed: reliability and its error.

An image's confidence is its largest probability. A model is calibrated when, of the images it is
70 % confident about, 70 % are right. How sure such an error is:
`fmnist.evaluation.calibration_intervals`; what to do about it: `fmnist.evaluation.recalibration`.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from fmnist.evaluation.contracts import (
    Flags,
    Floats,
    Ints,
    Labels,
    Probabilities,
    check_scored,
)

Strategy = Literal["uniform", "quantile"]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Accuracy against confidence, bin by bin.

    Attributes
    ----------
    edges : ndarray of shape (n_bins + 1,), float64
        Bounds of the bins on the confidence axis, never falling. A bin holds its upper edge, not
        its lower one; the first holds both.
    counts : ndarray of shape (n_bins,), int64
        Images per bin.
    accuracy, confidence : ndarray of shape (n_bins,), float64
        Share of right answers and mean confidence per bin, 0 .. 1; NaN for an empty bin.
    """

    edges: Floats
    counts: Ints
    accuracy: Floats
    confidence: Floats


def right_and_stated(y_true: Labels, y_proba: Probabilities) -> tuple[Flags, Floats]:
    """Return which images are right, and the confidence of each."""
    true, proba = check_scored(y_true, y_proba)
    return proba.argmax(axis=1) == true, np.asarray(proba.max(axis=1))


def bin_edges(confidence: Floats, n_bins: int, strategy: Strategy) -> Floats:
    """Return the bounds of the bins, shape (n_bins + 1,)."""
    if n_bins < 1:
        raise ValueError(f"n_bins: expected at least 1. Received {n_bins}.")
    if strategy == "uniform":
        return np.linspace(0.0, 1.0, n_bins + 1)
    if strategy == "quantile":
        return np.asarray(np.quantile(confidence, np.linspace(0.0, 1.0, n_bins + 1)))
    raise ValueError(f'strategy: expected "uniform" or "quantile". Received {strategy!r}.')


def bin_of(confidence: Floats, edges: Floats) -> Ints:
    """Return the bin of each image: (lower edge, upper edge], the outer bins open-ended."""
    return np.digitize(confidence, edges[1:-1], right=True).astype(np.int64)


def reliability(
    y_true: Labels,
    y_proba: Probabilities,
    *,
    n_bins: int = 15,
    strategy: Strategy = "uniform",
) -> Reliability:
    """Compare confidence with accuracy in bins of confidence.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
        True labels.
    y_proba : ndarray of shape (n, k), floating
        Class probabilities.
    n_bins : int, default 15
        Bins; 15 is the usual number since Guo et al.
    strategy : {"uniform", "quantile"}, default "uniform"
        Bins of equal width on 0 .. 1, or of equal numbers of images. Images of equal confidence
        stay together, so that quantile bins may be uneven or empty where many share one value.

    Returns
    -------
    Reliability

    Raises
    ------
    ValueError
        If the arrays do not match, ``n_bins < 1`` or ``strategy`` is neither of the two.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger (2017), "On calibration of modern neural networks",
    ICML, section 2.
    """
    right, confidence = right_and_stated(y_true, y_proba)
    edges = bin_edges(confidence, n_bins, strategy)
    bins = bin_of(confidence, edges)
    counts = np.bincount(bins, minlength=n_bins)
    empty = np.full(n_bins, np.nan)
    sums = (np.bincount(bins, weights=values, minlength=n_bins) for values in (right, confidence))
    shares = [np.divide(s, counts, out=empty.copy(), where=counts > 0) for s in sums]
    return Reliability(edges, counts.astype(np.int64), shares[0], shares[1])


def expected_calibration_error(
    y_true: Labels,
    y_proba: Probabilities,
    *,
    n_bins: int = 15,
    strategy: Strategy = "uniform",
) -> float:
    """Return the mean distance of confidence and accuracy over the bins (ECE).

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
    y_proba : ndarray of shape (n, k), floating
    n_bins : int, default 15
    strategy : {"uniform", "quantile"}, default "uniform"
        As for `reliability`.

    Returns
    -------
    float
        0 .. 1: sum over bins of (share of images) x abs(accuracy - confidence). Above 0 even for a
        perfectly calibrated model, by chance alone: see `calibrated_ece_intervals`.

    Raises
    ------
    ValueError
        As `reliability`.

    References
    ----------
    M. P. Naeini, G. F. Cooper, M. Hauskrecht (2015), "Obtaining well calibrated probabilities using
    Bayesian binning", AAAI; for the top label as in Guo et al. (2017).
    """
    curve = reliability(y_true, y_proba, n_bins=n_bins, strategy=strategy)
    filled = curve.counts > 0
    gaps = np.abs(curve.accuracy[filled] - curve.confidence[filled])
    return float(curve.counts[filled] @ gaps / curve.counts.sum())
