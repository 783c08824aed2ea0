"""Resample the test images: the uncertainty of numbers that have no formula for it."""

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.intervals import Interval


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
