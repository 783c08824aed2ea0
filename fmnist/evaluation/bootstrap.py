"""Resample the test images: the uncertainty of numbers that have no formula for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.contracts import Ints, Labels, check_labels
from fmnist.evaluation.intervals import Interval


@dataclass(frozen=True, slots=True)
class BootstrapDifference:
    """The difference of a statistic between two models.

    Attributes
    ----------
    estimate : float
        Statistic of the first minus statistic of the second, on all images as they are.
    interval : Interval
        Percentile interval of the same over the resamples.
    n_resamples, seed : int
        How it was drawn; show both beside the number.
    """

    estimate: float
    interval: Interval
    n_resamples: int
    seed: int


def percentile_interval(values: npt.NDArray[np.float64], *, confidence: float) -> Interval:
    """Return the interval that leaves out the same share of the values at both ends.

    Parameters
    ----------
    values : ndarray of shape (n_resamples,), float64
        A statistic, once per resample.
    confidence : float
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        In the unit of the values.

    Raises
    ------
    ValueError
        If there are no values or ``confidence`` is out of range.

    References
    ----------
    B. Efron, R. J. Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.
    """
    if values.size == 0:
        raise ValueError("n_resamples: expected at least 1. Received 0.")
    if not 0.0 < confidence < 1.0:
        raise ValueError(
            f"confidence: expected a share between 0 and 1, such as 0.95. Received {confidence}."
        )
    tail = (1.0 - confidence) / 2.0
    low, high = np.quantile(values, [tail, 1.0 - tail])
    return Interval(float(low), float(high))


def _positions_of_classes(sorted_labels: Ints) -> tuple[Ints, Ints]:
    """Return for each image, sorted by class, where its class begins and where it ends."""
    first = np.searchsorted(sorted_labels, sorted_labels, side="left")
    end = np.searchsorted(sorted_labels, sorted_labels, side="right")
    return first.astype(np.int64), end.astype(np.int64)


def paired_bootstrap(
    statistic: Callable[[Ints, npt.NDArray[Any]], float],
    y_true: Labels,
    first: npt.NDArray[Any],
    second: npt.NDArray[Any],
    *,
    n_resamples: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
) -> BootstrapDifference:
    """Return how much a statistic differs between two models on the same images.

    Images are drawn with replacement within their true class, so every resample has the official
    class counts; both models are always judged on the same drawn images.

    Parameters
    ----------
    statistic : callable
        Takes ``y_true`` (n,) and one model's array (n, ...), returns a number; must not depend on
        the order of the images. Called 2 (n_resamples + 1) times.
    y_true : ndarray of shape (n,), integer
        True labels.
    first, second : ndarray of shape (n, ...)
        ``y_pred`` or ``y_proba`` of the two models, whichever the statistic takes.
    n_resamples : int, default 1000
        Resamples, at least 1.
    confidence : float, default 0.95
        Coverage of the percentile interval.
    seed : int, default 0
        Fixes the draw: the same seed gives the same interval.

    Returns
    -------
    BootstrapDifference
        In the unit of the statistic; positive where it is larger for the first.

    Raises
    ------
    ValueError
        If the arrays do not match, or ``n_resamples`` or ``confidence`` is out of range.
    """
    labels = check_labels("y_true", y_true)
    if len(first) != labels.size or len(second) != labels.size:
        raise ValueError(
            f"first, second: expected one row for each of {labels.size} labels. "
            f"Received {len(first)} and {len(second)}."
        )
    order = np.argsort(labels, kind="stable")
    labels, first_sorted, second_sorted = labels[order], first[order], second[order]
    begin, end = _positions_of_classes(labels)
    rng = np.random.default_rng(seed)
    differences = np.empty(max(n_resamples, 0))
    for resample in range(differences.size):
        drawn = rng.integers(begin, end)
        # Sorted by class, a resample within classes has the very labels of the original.
        differences[resample] = statistic(labels, first_sorted[drawn]) - statistic(
            labels, second_sorted[drawn]
        )
    interval = percentile_interval(differences, confidence=confidence)
    estimate = statistic(labels, first_sorted) - statistic(labels, second_sorted)
    return BootstrapDifference(float(estimate), interval, n_resamples, seed)
