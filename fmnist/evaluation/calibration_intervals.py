"""How sure a calibration error is: bootstraps of it, alone, paired, and of chance alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.bootstrap import percentile_interval
from fmnist.evaluation.calibration import Strategy, bin_edges, bin_of, right_and_stated
from fmnist.evaluation.contracts import Floats, Ints, Labels, Probabilities, check_probabilities
from fmnist.evaluation.intervals import Interval

# 100 resamples of 10,000 images take 8 MB at a time instead of 80 MB for all 1,000.
_RESAMPLES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class _Parts:
    """Images parted wherever a bin of any strategy begins, and the parts of each strategy's bins.

    Bins are intervals of confidence: in the order of their confidence, images of one bin follow
    each other, however bins are drawn.

    Attributes
    ----------
    order : ndarray of shape (n,), int64
        The images, the least confident first.
    starts : ndarray of shape (parts,), int64
        Where in that order each part begins.
    bins : tuple of ndarray of int64
        For each strategy, the first part of each bin that holds any image.
    """

    order: Ints
    starts: Ints
    bins: tuple[Ints, ...]

    @classmethod
    def of(cls, stated: Floats, n_bins: int, strategies: Sequence[Strategy]) -> "_Parts":
        """Part images of these confidences."""
        order = np.argsort(stated, kind="stable")
        sorted_ = stated[order]
        begins = [
            np.unique(bin_of(sorted_, bin_edges(stated, n_bins, each)), return_index=True)[1]
            for each in strategies
        ]
        starts = np.unique(np.concatenate(begins))
        return cls(order, starts, tuple(np.searchsorted(starts, each) for each in begins))

    def eces(self, sums: Floats) -> Floats:
        """Return the ECE of each strategy from gaps summed over each part, a row a resample."""
        summed = [np.abs(np.add.reduceat(sums, bins, axis=1)).sum(axis=1) for bins in self.bins]
        return np.stack(summed) / self.order.size


@lru_cache(maxsize=1)
def _times_drawn(n_images: int, n_resamples: int, seed: int) -> npt.NDArray[np.uint8]:
    """Return how often each resample (row) holds each image; all models share these 10 MB."""
    rng = np.random.default_rng(seed)
    times = np.empty((n_resamples, n_images), dtype=np.uint8)
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


def resampled_eces(
    y_true: Labels,
    y_proba: Probabilities,
    *,
    strategies: Sequence[Strategy] = ("uniform",),
    n_bins: int = 15,
    n_resamples: int = 1000,
    seed: int = 0,
) -> Floats:
    """Return the expected calibration error of each bootstrap resample of the images.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
    y_proba : ndarray of shape (n, k), floating
    strategies : sequence of {"uniform", "quantile"}
        As for `reliability`; the bins of the data are kept for the resamples.
    n_bins : int, default 15
    n_resamples : int, default 1000
        Resamples of the images, at least 1.
    seed : int, default 0
        Fixes the draw. Models of the same seed see the same resamples: the differences of theirs
        are a paired bootstrap, and what a resample adds by chance to both mostly cancels.

    Returns
    -------
    ndarray of shape (strategies, n_resamples), float64
        0 .. 1; `percentile_interval` makes an interval of each row.

    Raises
    ------
    ValueError
        As `reliability`, or if ``n_resamples < 1``.

    Notes
    -----
    A resample adds chance of its own, and chance only ever raises the ECE. For a well calibrated
    model an interval therefore lies high and may even leave out the ECE itself.

    References
    ----------
    B. Efron, R. J. Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.
    """
    right, stated = right_and_stated(y_true, y_proba)
    parts = _Parts.of(stated, n_bins, strategies)
    gaps = (right - stated)[parts.order]
    times = _times_drawn(stated.size, n_resamples, seed)
    sums = [
        np.add.reduceat(np.take(times[rows], parts.order, axis=1) * gaps, parts.starts, axis=1)
        for rows in _chunks(n_resamples)
    ]
    return parts.eces(np.concatenate(sums))


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
    n_bins, n_resamples, seed
        As for `resampled_eces`.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    tuple of Interval
        One for each strategy, 0 .. 1. An ECE below its upper end is no evidence against the model's
        confidence.

    Raises
    ------
    ValueError
        As `resampled_eces`, or if ``confidence`` is out of range.

    References
    ----------
    J. Broecker, L. A. Smith (2007), "Increasing the reliability of reliability diagrams", Weather
    and Forecasting 22, 651-661: consistency resampling.
    """
    stated = np.minimum(check_probabilities(y_proba).max(axis=1), 1.0)
    parts = _Parts.of(stated, n_bins, strategies)
    claimed = np.add.reduceat(stated[parts.order], parts.starts, dtype=np.float64)
    rng = np.random.default_rng(seed)
    sums = []
    for rows in _chunks(n_resamples):
        hits = rng.random((rows.stop - rows.start, stated.size)) < stated
        counts = np.add.reduceat(
            np.take(hits, parts.order, axis=1), parts.starts, axis=1, dtype=np.int32
        )
        sums.append(counts - claimed)
    found = parts.eces(np.concatenate(sums))
    return tuple(percentile_interval(each, confidence=confidence) for each in found)
