"""The arrays of this room, what each must look like, and the sentence when it does not.

``n`` images, ``m`` models, ``k`` classes. Values of ``y_proba`` are not inspected one by one here:
the artifact store has refused NaN and rows that do not sum to one long before.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.integer[Any]]  # y_true, y_pred: (n,), 0 .. k - 1
Probabilities = npt.NDArray[np.floating[Any]]  # y_proba: (n, k), rows sum to one
Flags = npt.NDArray[np.bool_]  # correct: (n,) or (m, n)
Ints = npt.NDArray[np.int64]  # counts, and indices of images
Floats = npt.NDArray[np.float64]

_TABLE = 2  # dimensions of rows by columns
_FEWEST_CLASSES = 2


def check_labels(name: str, labels: Labels, *, n_classes: int | None = None) -> Ints:
    """Return labels as int64, so that arithmetic on uint8 labels cannot overflow.

    Parameters
    ----------
    name : str
        What the caller calls the array; it opens the error sentence.
    labels : ndarray of shape (n,), integer
        Class numbers, n > 0.
    n_classes : int, optional
        When given, every label must lie in 0 .. n_classes - 1.

    Returns
    -------
    ndarray of shape (n,), int64

    Raises
    ------
    ValueError
        If the array is empty, not one-dimensional, not integer, or out of range.
    """
    array = np.asarray(labels)
    if array.ndim != 1 or array.size == 0 or not np.issubdtype(array.dtype, np.integer):
        raise ValueError(
            f"{name}: expected a non-empty integer array of shape (n,). "
            f"Received shape {array.shape}, dtype {array.dtype}."
        )
    if n_classes is not None and (array.min() < 0 or array.max() >= n_classes):
        raise ValueError(
            f"{name}: expected labels 0 to {n_classes - 1}. "
            f"Received {array.min()} to {array.max()}."
        )
    return array.astype(np.int64)


def check_label_pair(
    y_true: Labels, y_pred: Labels, *, n_classes: int | None = None
) -> tuple[Ints, Ints]:
    """Return both label arrays as int64.

    Parameters
    ----------
    y_true, y_pred : ndarray of shape (n,), integer
        True and predicted labels of the same images.
    n_classes : int, optional
        When given, every label must lie in 0 .. n_classes - 1.

    Returns
    -------
    tuple of two ndarrays of shape (n,), int64

    Raises
    ------
    ValueError
        If either array is unfit, or their lengths differ.
    """
    true = check_labels("y_true", y_true, n_classes=n_classes)
    predicted = check_labels("y_pred", y_pred, n_classes=n_classes)
    if true.shape != predicted.shape:
        raise ValueError(
            "y_pred: expected one prediction per true label. "
            f"Received {predicted.size} for {true.size} labels."
        )
    return true, predicted


def check_probabilities(y_proba: Probabilities) -> Floats:
    """Return probabilities as float64.

    Parameters
    ----------
    y_proba : ndarray of shape (n, k), float32 or float64
        One row of class probabilities per image, k >= 2.

    Returns
    -------
    ndarray of shape (n, k), float64

    Raises
    ------
    ValueError
        If the array is empty, not two-dimensional or not floating.
    """
    array = np.asarray(y_proba)
    if (
        array.ndim != _TABLE
        or array.shape[0] == 0
        or array.shape[1] < _FEWEST_CLASSES
        or not np.issubdtype(array.dtype, np.floating)
    ):
        raise ValueError(
            "y_proba: expected a non-empty floating array of shape (n, n_classes). "
            f"Received shape {array.shape}, dtype {array.dtype}."
        )
    return array.astype(np.float64)


def check_scored(y_true: Labels, y_proba: Probabilities) -> tuple[Ints, Floats]:
    """Return labels as int64 and their probabilities as float64.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
        True labels, 0 .. k - 1.
    y_proba : ndarray of shape (n, k), floating
        Class probabilities of the same images.

    Returns
    -------
    tuple of an ndarray of shape (n,), int64, and an ndarray of shape (n, k), float64

    Raises
    ------
    ValueError
        If either array is unfit, or their lengths differ.
    """
    proba = check_probabilities(y_proba)
    true = check_labels("y_true", y_true, n_classes=proba.shape[1])
    if true.size != proba.shape[0]:
        raise ValueError(
            "y_proba: expected one row per true label. "
            f"Received {proba.shape[0]} rows for {true.size} labels."
        )
    return true, proba


def check_correct(correct: Flags, *, least_models: int = 2) -> Flags:
    """Return the table of right and wrong answers unchanged, once it is known to be one.

    Parameters
    ----------
    correct : ndarray of shape (m, n), bool
        ``correct[i, j]`` is True where model i is right about image j.
    least_models : int, default 2
        Smallest m that makes sense to the caller.

    Returns
    -------
    ndarray of shape (m, n), bool

    Raises
    ------
    ValueError
        If it is not a boolean table of at least ``least_models`` rows and one column.
    """
    array = np.asarray(correct)
    if (
        array.dtype != np.bool_
        or array.ndim != _TABLE
        or array.shape[0] < least_models
        or array.shape[1] == 0
    ):
        raise ValueError(
            f"correct: expected a boolean array of shape (n_models >= {least_models}, n >= 1). "
            f"Received shape {array.shape}, dtype {array.dtype}."
        )
    return array
