"""Whether a stated confidence can be believed: reliability and its error.

An image's confidence is its largest probability. A model is calibrated when, of the images it is
70 % confident about, 70 % are right. What to do about it: `fmnist.evaluation.recalibration`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.bootstrap import percentile_interval
from fmnist.evaluation.contracts import (
    Flags,
    Floats,
    Ints,
    Labels,
    Probabilities,
    check_probabilities,
    check_scored,
)
from fmnist.evaluation.intervals import Interval

Strategy = Literal["uniform", "quantile"]

# 100 resamples of 10,000 images take 8 MB at a time instead of 80 MB for all 1,000.
_RESAMPLES_AT_ONCE = 100


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


def _evaluate(y_true: Labels, y_proba: Probabilities) -> tuple[Flags, Floats]:
    """Return which images are right, and the confidence of each."""
    true, proba = check_scored(y_true, y_proba)
    return proba.argmax(axis=1) == true, np.asarray(proba.max(axis=1))


def _edges(confidence: Floats, n_bins: int, strategy: Strategy) -> Floats:
    if n_bins < 1:
        raise ValueError(f"n_bins: expected at least 1. Received {n_bins}.")
    if strategy == "uniform":
        return np.linspace(0.0, 1.0, n_bins + 1)
    if strategy == "quantile":
        return np.asarray(np.quantile(confidence, np.linspace(0.0, 1.0, n_bins + 1)))
    raise ValueError(f'strategy: expected "uniform" or "quantile". Received {strategy!r}.')


def _bin(confidence: Floats, edges: Floats) -> Ints:
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
    right, confidence = _evaluate(y_true, y_proba)
    edges = _edges(confidence, n_bins, strategy)
    bins = _bin(confidence, edges)
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


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Images in the order of their bins, and where each bin that holds any begins."""

    order: Ints
    starts: Ints

    @classmethod
    def of(cls, bins: Ints) -> "_Grouping":
        """Sort images by bin."""
        order = np.argsort(bins, kind="stable")
        return cls(order, np.unique(bins[order], return_index=True)[1])

    def summed_gaps(self, of_images: npt.NDArray[np.floating]) -> Floats:
        """Return the sum over bins of the absolute sums within, for rows of images' gaps."""
        sums = np.add.reduceat(of_images, self.starts, axis=1)
        return np.asarray(np.abs(sums).sum(axis=1))


@lru_cache(maxsize=1)
def _times_drawn(n_images: int, n_resamples: int, seed: int) -> npt.NDArray[np.uint16]:
    """Return how often each resample (row) holds each image; all models share these 20 MB."""
    rng = np.random.default_rng(seed)
    times = np.empty((n_resamples, n_images), dtype=np.uint16)
    for rows in _chunks(n_resamples):
        drawn = rng.integers(0, n_images, size=(rows.stop - rows.start, n_images))
        for row, images in zip(range(n_resamples)[rows], drawn, strict=True):
            times[row] = np.bincount(images, minlength=n_images)
    times.flags.writeable = False
    return times


def _chunks(n_resamples: int) -> list[slice]:
    """Split the resamples into slices that fit into memory together."""
    if n_resamples < 1:
        raise ValueError(f"n_resamples: expected at least 1. Received {n_resamples}.")
    starts = range(0, n_resamples, _RESAMPLES_AT_ONCE)
    return [slice(start, min(start + _RESAMPLES_AT_ONCE, n_resamples)) for start in starts]


def ece_interval(
    y_true: Labels,
    y_proba: Probabilities,
    *,
    n_bins: int = 15,
    strategy: Strategy = "uniform",
    n_resamples: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Return a bootstrap percentile interval of the expected calibration error.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
    y_proba : ndarray of shape (n, k), floating
    n_bins : int, default 15
    strategy : {"uniform", "quantile"}, default "uniform"
        As for `reliability`; the bins of the data are kept for the resamples.
    n_resamples : int, default 1000
        Resamples of the images, at least 1.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.
    seed : int, default 0
        Fixes the draw.

    Returns
    -------
    Interval
        0 .. 1.

    Raises
    ------
    ValueError
        As `reliability`, or if ``n_resamples`` or ``confidence`` is out of range.

    Notes
    -----
    A resample adds chance of its own, and chance only ever raises the ECE. For a well calibrated
    model the interval therefore lies high and may even leave out the ECE itself.
    """
    right, stated = _evaluate(y_true, y_proba)
    bins = _bin(stated, _edges(stated, n_bins, strategy))
    grouping = _Grouping.of(bins)
    gaps = (right - stated)[grouping.order]
    times = _times_drawn(stated.size, n_resamples, seed)
    errors = [
        grouping.summed_gaps(times[rows][:, grouping.order] * gaps) for rows in _chunks(n_resamples)
    ]
    return percentile_interval(np.concatenate(errors) / stated.size, confidence=confidence)


def ece_difference_interval(
    y_true: Labels,
    y_proba: tuple[Probabilities, Probabilities],
    *,
    n_bins: int = 15,
    n_resamples: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Return a paired bootstrap interval of one model's ECE minus another's on the same images.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
    y_proba : two ndarrays of shape (n, k), floating
        The models; equal-width bins.
    n_bins, n_resamples, confidence, seed
        As for `ece_interval`.

    Returns
    -------
    Interval
        -1 .. 1. Where it holds 0, the images do not tell the two apart. What a resample adds to an
        ECE by chance it adds to both, so that most of it cancels.

    Raises
    ------
    ValueError
        As `ece_interval`.

    References
    ----------
    B. Efron, R. J. Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.
    """
    errors = []
    for proba in y_proba:
        right, stated = _evaluate(y_true, proba)
        grouping = _Grouping.of(_bin(stated, _edges(stated, n_bins, "uniform")))
        gaps = (right - stated)[grouping.order]
        times = _times_drawn(stated.size, n_resamples, seed)  # the same for both: paired
        errors.append(
            np.concatenate(
                [
                    grouping.summed_gaps(times[rows][:, grouping.order] * gaps)
                    for rows in _chunks(n_resamples)
                ]
            )
            / stated.size
        )
    return percentile_interval(errors[0] - errors[1], confidence=confidence)


def calibrated_ece_intervals(
    y_proba: Probabilities,
    *,
    strategies: Sequence[Strategy] = ("uniform",),
    n_bins: int = 15,
    n_resamples: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
) -> tuple[Interval, ...]:
    """Return the ECE that these confidences would show by chance if all of them were true.

    Parameters
    ----------
    y_proba : ndarray of shape (n, k), floating
        Class probabilities; the labels do not matter here.
    strategies : sequence of {"uniform", "quantile"}
        As for `reliability`; all share one draw.
    n_bins, n_resamples, confidence, seed
        As for `ece_interval`.

    Returns
    -------
    tuple of Interval
        One for each strategy, 0 .. 1. An ECE below its upper end is no evidence against the model's
        confidence.

    Raises
    ------
    ValueError
        As `ece_interval`.

    References
    ----------
    J. Broecker, L. A. Smith (2007), "Increasing the reliability of reliability diagrams", Weather
    and Forecasting 22, 651-661: consistency resampling.
    """
    stated = np.minimum(check_probabilities(y_proba).max(axis=1), 1.0)
    groupings = [
        _Grouping.of(_bin(stated, _edges(stated, n_bins, strategy))) for strategy in strategies
    ]
    rng = np.random.default_rng(seed)
    errors = []
    for rows in _chunks(n_resamples):
        gaps = (rng.random((rows.stop - rows.start, stated.size)) < stated) - stated
        errors.append([grouping.summed_gaps(gaps[:, grouping.order]) for grouping in groupings])
    of_strategies = np.concatenate(errors, axis=1) / stated.size
    return tuple(percentile_interval(each, confidence=confidence) for each in of_strategies)
