"""Confusion matrices and the scores of one classifier.

Rows of a confusion matrix are true labels, columns are predicted labels, everywhere:
``matrix[i, j]`` counts images of class i that the model takes for class j.
Nothing here imports scikit-learn: the first view of the dashboard is computed with NumPy alone.
"""

from typing import Literal

import numpy as np

from fmnist.evaluation.contracts import (
    Floats,
    Ints,
    Labels,
    Probabilities,
    check_label_pair,
    check_scored,
)

# Resolution of the stored float32 probabilities, and scikit-learn's clip for them: one image that
# is wrong with certainty costs 15.9 nats instead of infinity.
LOG_LOSS_FLOOR = float(np.finfo(np.float32).eps)


def confusion_matrix(y_true: Labels, y_pred: Labels, *, n_classes: int = 10) -> Ints:
    """Count the images of every true and predicted label.

    Parameters
    ----------
    y_true, y_pred : ndarray of shape (n,), integer
        Labels 0 .. n_classes - 1 of the same images.
    n_classes : int, default 10
        Rows and columns of the result; absent classes keep theirs, filled with zeros.

    Returns
    -------
    ndarray of shape (n_classes, n_classes), int64
        Images with true label i (row) and predicted label j (column).

    Raises
    ------
    ValueError
        If a label is out of range or the arrays do not match.
    """
    true, predicted = check_label_pair(y_true, y_pred, n_classes=n_classes)
    counts = np.bincount(true * n_classes + predicted, minlength=n_classes * n_classes)
    return counts.reshape(n_classes, n_classes).astype(np.int64)


def check_matrix(matrix: Ints) -> Floats:
    """Return a confusion matrix as float64.

    Parameters
    ----------
    matrix : ndarray of shape (k, k), integer

    Returns
    -------
    ndarray of shape (k, k), float64

    Raises
    ------
    ValueError
        If ``matrix`` is empty or not square.
    """
    array = np.asarray(matrix)
    if array.shape != array.shape[:1] * 2 or array.size == 0:
        raise ValueError(
            "matrix: expected a square confusion matrix (n_classes, n_classes). "
            f"Received shape {array.shape}."
        )
    return array.astype(np.float64)


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    """Divide element by element; 0 where nothing was counted."""
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    return np.divide(numerator, denominator, out=np.zeros(shape), where=denominator > 0)


def normalize_confusion_matrix(
    matrix: Ints, *, normalize: Literal["true", "pred", "all"] | None
) -> Floats:
    """Turn counts into shares.

    Parameters
    ----------
    matrix : ndarray of shape (k, k), integer
        Counts; rows are true labels.
    normalize : {"true", "pred", "all"} or None
        Divide by the row total (the diagonal is the recall), by the column total (the diagonal is
        the precision), by all images, or not at all.

    Returns
    -------
    ndarray of shape (k, k), float64
        Shares 0 .. 1; a row or column without images is zeros. Counts, if ``normalize`` is None.

    Raises
    ------
    ValueError
        If ``matrix`` is not square or ``normalize`` is none of the four.
    """
    counts = check_matrix(matrix)
    match normalize:
        case None:
            return counts
        case "true":
            return _divide(counts, counts.sum(axis=1, keepdims=True))
        case "pred":
            return _divide(counts, counts.sum(axis=0, keepdims=True))
        case "all":
            return _divide(counts, counts.sum(keepdims=True))
    raise ValueError(f'normalize: expected "true", "pred", "all" or None. Received {normalize!r}.')


def recall_per_class(matrix: Ints) -> Floats:
    """Return, of the images of each class, the share that is recognised.

    Parameters
    ----------
    matrix : ndarray of shape (k, k), integer

    Returns
    -------
    ndarray of shape (k,), float64
        Shares 0 .. 1; 0 for a class without images.
    """
    counts = check_matrix(matrix)
    return _divide(np.diag(counts), counts.sum(axis=1))


def f1_per_class(matrix: Ints) -> Floats:
    """Return the harmonic mean of precision and recall of each class.

    Parameters
    ----------
    matrix : ndarray of shape (k, k), integer

    Returns
    -------
    ndarray of shape (k,), float64
        0 .. 1; ``2 TP / (2 TP + FP + FN)``, and 0 for a class neither present nor predicted.
    """
    counts = check_matrix(matrix)
    return _divide(2.0 * np.diag(counts), counts.sum(axis=1) + counts.sum(axis=0))


def macro_f1(matrix: Ints) -> float:
    """Return the plain mean of the classes' F1, each class weighing the same.

    Parameters
    ----------
    matrix : ndarray of shape (k, k), integer

    Returns
    -------
    float
        0 .. 1; an absent class counts as 0, as in scikit-learn with all labels listed.
    """
    return float(f1_per_class(matrix).mean())


def matthews_corrcoef(matrix: Ints) -> float:
    """Return Matthews' correlation of true and predicted labels, for any number of classes.

    Parameters
    ----------
    matrix : ndarray of shape (k, k), integer

    Returns
    -------
    float
        -1 .. 1; 0 is chance, and also the answer when only one class is present or predicted.
        Gorodkin (2004), Computational Biology and Chemistry 28, 367-374.
    """
    counts = check_matrix(matrix)
    total, true, predicted = counts.sum(), counts.sum(axis=1), counts.sum(axis=0)
    covariance = np.trace(counts) * total - true @ predicted
    spread = (total**2 - predicted @ predicted) * (total**2 - true @ true)
    return float(covariance / np.sqrt(spread)) if spread > 0 else 0.0


def log_loss(y_true: Labels, y_proba: Probabilities) -> float:
    """Return the mean negative log-likelihood of the true labels (cross-entropy).

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
    y_proba : ndarray of shape (n, k), floating

    Returns
    -------
    float
        Nats (natural logarithm), 0 .. 15.9: probabilities are raised to `LOG_LOSS_FLOOR`.

    Raises
    ------
    ValueError
        If the arrays do not match.
    """
    true, proba = check_scored(y_true, y_proba)
    of_true = proba[np.arange(true.size), true]
    return float(-np.log(np.clip(of_true, LOG_LOSS_FLOOR, 1.0)).mean())


def brier_score(y_true: Labels, y_proba: Probabilities) -> float:
    """Return the mean squared distance between the probabilities and the one-hot true label.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
    y_proba : ndarray of shape (n, k), floating

    Returns
    -------
    float
        0 .. 2, summed over classes and not halved, as in Brier (1950), Monthly Weather Review 78,
        1-3: 0 is certain and right, 2 is certain and wrong.

    Raises
    ------
    ValueError
        If the arrays do not match.
    """
    true, proba = check_scored(y_true, y_proba)
    distance = proba.copy()
    distance[np.arange(true.size), true] -= 1.0
    return float((distance**2).sum(axis=1).mean())


def top_k_accuracy(y_true: Labels, y_proba: Probabilities, *, k: int) -> float:
    """Return the share of images whose true label is among the k most probable ones.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
    y_proba : ndarray of shape (n, n_classes), floating
    k : int
        1 .. n_classes. Equal probabilities rank by label, as argmax does, so that k = 1 is the
        accuracy.

    Returns
    -------
    float
        Share, 0 .. 1.

    Raises
    ------
    ValueError
        If ``k`` is out of range or the arrays do not match.
    """
    true, proba = check_scored(y_true, y_proba)
    if not 1 <= k <= proba.shape[1]:
        raise ValueError(f"k: expected 1 to {proba.shape[1]} classes. Received {k}.")
    of_true = proba[np.arange(true.size), true][:, np.newaxis]
    lower_label = np.arange(proba.shape[1]) < true[:, np.newaxis]
    ahead = (proba > of_true) | ((proba == of_true) & lower_label)
    return float(np.mean(ahead.sum(axis=1) < k))
