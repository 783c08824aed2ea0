"""What corrupted images do to a model: accuracy, images that flip, confusions that grow."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from fmnist.evaluation.contracts import Floats, Ints, Labels
from fmnist.evaluation.intervals import Interval, two_sided_z


@dataclass(frozen=True, slots=True)
class GrownConfusion:
    """One kind of mistake that grows with a corruption.

    Attributes
    ----------
    true, predicted : int
        The classes.
    counts : tuple of int
        How many images, unchanged first, then by severity.
    growth : int
        At the severity that was asked about, minus unchanged.
    """

    true: int
    predicted: int
    counts: tuple[int, ...]
    growth: int


@dataclass(frozen=True, slots=True)
class MeanAccuracy:
    """Accuracy over several versions of the same images, with a 95 % interval.

    Attributes
    ----------
    value : float
        0 .. 1.
    interval : Interval
        Of the mean over images; versions of one image count as one observation.
    """

    value: float
    interval: Interval


def accuracies(y_true: Labels, y_pred: Labels) -> Floats:
    """Return the share of right answers.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
    y_pred : ndarray of shape (..., n), integer
        Such as by corruption and severity.

    Returns
    -------
    ndarray of shape (...), float64
    """
    return np.asarray((np.asarray(y_pred) == y_true).mean(axis=-1))


def mean_accuracy(y_true: Labels, y_pred: Labels, *, confidence: float = 0.95) -> MeanAccuracy:
    """Return the mean accuracy over all versions of the images.

    Each image gives one number, the share of its versions that are answered right, so that fifty
    versions of 10,000 images are 10,000 observations and not 500,000.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer, n >= 2
    y_pred : ndarray of shape (..., n), integer
    confidence : float, default 0.95
        Coverage of the normal interval.
    """
    n = len(y_true)
    shares = (np.asarray(y_pred).reshape(-1, n) == y_true).mean(axis=0)
    value = float(shares.mean())
    half = two_sided_z(confidence) * float(shares.std(ddof=1)) / sqrt(n)
    return MeanAccuracy(value, Interval(max(0.0, value - half), min(1.0, value + half)))


def flipped(y_true: Labels, before: Labels, after: Labels) -> Ints:
    """Return the images that were answered right before and are answered wrong after, ascending."""
    lost = (np.asarray(before) == y_true) & (np.asarray(after) != y_true)
    return np.flatnonzero(lost).astype(np.int64)


def grown_confusions(
    y_true: Labels, before: Labels, by_severity: Labels, *, severity: int, top: int
) -> tuple[GrownConfusion, ...]:
    """Return the confusions that have grown most.

    Parameters
    ----------
    y_true, before : ndarray of shape (n,), integer
        True labels, and predictions for the unchanged images.
    by_severity : ndarray of shape (s, n), integer
        Predictions at severities 1 to s.
    severity : int
        Whose growth decides, 1 .. s.
    top : int
        At most so many; those that have not grown are left out.

    Returns
    -------
    tuple of GrownConfusion
        The largest growth first, equals in order of their classes.

    Raises
    ------
    ValueError
        No such severity.
    """
    versions = [np.asarray(before), *np.asarray(by_severity)]
    if not 1 <= severity < len(versions):
        raise ValueError(f"severity: expected 1 to {len(versions) - 1}. Received {severity}.")
    truth = np.asarray(y_true).astype(np.int64)
    size = int(max(truth.max(), *(each.max() for each in versions))) + 1
    tables = np.stack(
        [np.bincount(truth * size + each, minlength=size * size) for each in versions]
    )
    growth = tables[severity] - tables[0]
    growth[np.arange(size) * (size + 1)] = 0  # right answers are no confusions
    order = np.argsort(-growth, kind="stable")[:top]
    return tuple(
        GrownConfusion(
            int(cell // size),
            int(cell % size),
            tuple(int(count) for count in tables[:, cell]),
            int(growth[cell]),
        )
        for cell in order
        if growth[cell] > 0
    )
