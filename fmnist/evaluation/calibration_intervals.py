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


def _resampled_errors(  # noqa: PLR0917 - the options of `ece_interval`, in its order
    y_true: Labels,
    y_proba: Probabilities,
    n_bins: int,
    strategy: Strategy,
    n_resamples: int,
    seed: int,
) -> Floats:
    """Return the ECE of each resample; models of the same seed see the same resamples."""
    right, stated = right_and_stated(y_true, y_proba)
    grouping = _Grouping.of(bin_of(stated, bin_edges(stated, n_bins, strategy)))
    gaps = (right - stated)[grouping.order]
    times = _times_drawn(stated.size, n_resamples, seed)
    errors = [
        grouping.summed_gaps(times[rows][:, grouping.order] * gaps) for rows in _chunks(n_resamples)
    ]
    return np.asarray(np.concatenate(errors) / stated.size)


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
    errors = _resampled_errors(y_true, y_proba, n_bins, strategy, n_resamples, seed)
    return percentile_interval(errors, confidence=confidence)


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
    one, other = (
        _resampled_errors(y_true, proba, n_bins, "uniform", n_resamples, seed) for proba in y_proba
    )
    return percentile_interval(one - other, confidence=confidence)


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
        _Grouping.of(bin_of(stated, bin_edges(stated, n_bins, strategy))) for strategy in strategies
    ]
    rng = np.random.default_rng(seed)
    errors = []
    for rows in _chunks(n_resamples):
        gaps = (rng.random((rows.stop - rows.start, stated.size)) < stated) - stated
        errors.append([grouping.summed_gaps(gaps[:, grouping.order]) for grouping in groupings])
    of_strategies = np.concatenate(errors, axis=1) / stated.size
    return tuple(percentile_interval(each, confidence=confidence) for each in of_strategies)
