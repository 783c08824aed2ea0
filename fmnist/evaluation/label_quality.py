"""Which official labels the models together doubt, and what the scores are without them."""

from collections.abc import Collection, Sequence

import numpy as np

from fmnist.evaluation.contracts import Flags, Floats, Ints, Labels, Probabilities


def label_quality(y_true: Labels, y_probas: Sequence[Probabilities]) -> Floats:
    """Score each label by how far all models together believe it.

    cleanlab's ensemble score: each model's self-confidence (its probability for the given label),
    averaged with the models' accuracies as weights (Kuan and Mueller 2022, "Model-agnostic label
    quality scoring to detect real-world label errors"). The probabilities must be out of sample.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
    y_probas : sequence of ndarray of shape (n, k), floating
        One for each model.

    Returns
    -------
    ndarray of float64, shape (n,)
        0 to 1; the smaller, the more doubtful.
    """
    labels = np.asarray(y_true)
    accuracies = np.array([np.mean(y_proba.argmax(axis=1) == labels) for y_proba in y_probas])
    believed = np.array([y_proba[np.arange(labels.size), labels] for y_proba in y_probas])
    return np.asarray(accuracies / accuracies.sum() @ believed, dtype=np.float64)


def most_doubtful(quality: Floats, *, top: int) -> Ints:
    """Return the images with the lowest scores, the most doubtful first; ties by index."""
    return np.argsort(quality, kind="stable")[:top].astype(np.int64)


def without(correct: Flags, excluded: Collection[int]) -> Flags:
    """Leave images out of a table of right and wrong.

    Parameters
    ----------
    correct : ndarray of shape (m, n), bool
    excluded : collection of int
        Indices of images, each 0 to n - 1.

    Returns
    -------
    ndarray of shape (m, n - len(excluded)), bool
    """
    keep = np.ones(correct.shape[1], dtype=np.bool_)
    keep[sorted(excluded)] = False
    return correct[:, keep]
