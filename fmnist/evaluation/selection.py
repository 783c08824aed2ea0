"""Choose images and put them in an order: filters, cells of a matrix, and scores per image."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from fmnist.evaluation.contracts import (
    Floats,
    Ints,
    Labels,
    Probabilities,
    check_label_pair,
    check_probabilities,
    check_scored,
)

_STACK = 3  # dimensions of models by images by classes


@dataclass(frozen=True, slots=True)
class Criteria:
    """What an image must be like; the default lets every image pass.

    Attributes
    ----------
    true_label, predicted_label : int or None
        Class number, or None for any.
    outcome : {"right", "wrong"} or None
        Whether the model is right about it, or None for either.
    min_confidence, max_confidence : float
        Bounds of the largest probability, both included, 0 .. 1.

    Raises
    ------
    ValueError
        If ``outcome`` is none of the three or the bounds are not 0 <= min <= max <= 1.
    """

    true_label: int | None = None
    predicted_label: int | None = None
    outcome: Literal["right", "wrong"] | None = None
    min_confidence: float = 0.0
    max_confidence: float = 1.0

    def __post_init__(self) -> None:
        """Refuse criteria that mean nothing, rather than find no image."""
        if self.outcome not in {"right", "wrong", None}:
            raise ValueError(
                f'outcome: expected "right", "wrong" or None. Received {self.outcome!r}.'
            )
        if not 0.0 <= self.min_confidence <= self.max_confidence <= 1.0:
            raise ValueError(
                "min_confidence, max_confidence: expected 0 <= min <= max <= 1. "
                f"Received {self.min_confidence} and {self.max_confidence}."
            )


def select(y_true: Labels, y_proba: Probabilities, criteria: Criteria) -> Ints:
    """Return the images that meet all criteria.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
        True labels.
    y_proba : ndarray of shape (n, k), floating
        One model's class probabilities.
    criteria : Criteria

    Returns
    -------
    ndarray of shape (count,), int64
        Indices, ascending; may be empty.

    Raises
    ------
    ValueError
        If the arrays do not match.
    """
    true, proba = check_scored(y_true, y_proba)
    # In the stored precision, so that 0.9 includes a stored 0.9; a float32 row may top 1 by a hair.
    top = np.minimum(y_proba.max(axis=1), 1.0)
    sure = (top >= criteria.min_confidence) & (top <= criteria.max_confidence)
    meeting = select_answers(true, proba.argmax(axis=1), criteria)
    return np.asarray(meeting[sure[meeting]])


def select_answers(y_true: Labels, y_pred: Labels, criteria: Criteria) -> Ints:
    """Return the images that meet all criteria but those of confidence.

    Parameters
    ----------
    y_true, y_pred : ndarray of shape (n,), integer
        True labels and one model's answers.
    criteria : Criteria

    Returns
    -------
    ndarray of shape (count,), int64
        Indices, ascending; may be empty.

    Raises
    ------
    ValueError
        If the arrays do not match.
    """
    true, predicted = check_label_pair(y_true, y_pred)
    keep = np.ones(len(true), dtype=np.bool_)
    if criteria.true_label is not None:
        keep &= true == criteria.true_label
    if criteria.predicted_label is not None:
        keep &= predicted == criteria.predicted_label
    if criteria.outcome is not None:
        keep &= (true == predicted) == (criteria.outcome == "right")
    return np.flatnonzero(keep).astype(np.int64)


def cell_indices(y_true: Labels, y_pred: Labels, true_label: int, predicted_label: int) -> Ints:
    """Return the images behind one cell of a confusion matrix.

    Parameters
    ----------
    y_true, y_pred : ndarray of shape (n,), integer
        Labels of the same images.
    true_label, predicted_label : int
        Row and column of the cell.

    Returns
    -------
    ndarray of shape (count,), int64
        Indices, ascending; as many as the cell counts.

    Raises
    ------
    ValueError
        If the arrays do not match.
    """
    true, predicted = check_label_pair(y_true, y_pred)
    return np.flatnonzero((true == true_label) & (predicted == predicted_label)).astype(np.int64)


def margin(y_proba: Probabilities) -> Floats:
    """Return by how much the most probable label leads the second.

    Parameters
    ----------
    y_proba : ndarray of shape (n, k), floating

    Returns
    -------
    ndarray of shape (n,), float64
        0 .. 1; 0 is undecided.

    Raises
    ------
    ValueError
        If ``y_proba`` is not such a table.
    """
    two_largest = np.partition(check_probabilities(y_proba), -2, axis=1)[:, -2:]
    return np.asarray(two_largest[:, 1] - two_largest[:, 0])


def _entropy(proba: Floats) -> Floats:
    """Return the entropy along the last axis, in nats, with 0 log 0 = 0."""
    logarithm = np.log(proba, out=np.zeros_like(proba), where=proba > 0.0)
    return np.asarray(-(proba * logarithm).sum(axis=-1))


def entropy(y_proba: Probabilities) -> Floats:
    """Return Shannon's entropy of each image's probabilities.

    Parameters
    ----------
    y_proba : ndarray of shape (n, k), floating

    Returns
    -------
    ndarray of shape (n,), float64
        Nats, 0 .. ln k; 0 is certain, ln k (2.303 for ten classes) is no idea.

    Raises
    ------
    ValueError
        If ``y_proba`` is not such a table.

    References
    ----------
    C. E. Shannon (1948), "A mathematical theory of communication", Bell System Technical Journal
    27, 379-423.
    """
    return _entropy(check_probabilities(y_proba))


def disagreement(y_probas: Probabilities) -> Floats:
    """Return how differently several models judge each image.

    Parameters
    ----------
    y_probas : ndarray of shape (m, n, k), floating
        One table of probabilities per model, m >= 2.

    Returns
    -------
    ndarray of shape (n,), float64
        Jensen-Shannon divergence of the m models, in nats, 0 .. ln min(m, k): the entropy of their
        mean less the mean of their entropies. 0 when all give the same probabilities.

    Raises
    ------
    ValueError
        If ``y_probas`` is not such a stack.

    References
    ----------
    J. Lin (1991), "Divergence measures based on the Shannon entropy", IEEE Transactions on
    Information Theory 37, 145-151: the generalised divergence with equal weights.
    """
    stack = np.asarray(y_probas)
    if stack.ndim != _STACK or stack.shape[0] < 2 or stack.size == 0:  # noqa: PLR2004  two models
        raise ValueError(
            f"y_probas: expected shape (n_models >= 2, n, n_classes). Received {stack.shape}."
        )
    probas = stack.astype(np.float64)
    divergence = _entropy(probas.mean(axis=0)) - _entropy(probas).mean(axis=0)
    return np.asarray(np.maximum(divergence, 0.0))


def sort_indices(indices: Ints, scores: Floats, *, descending: bool) -> Ints:
    """Put images in the order of their scores.

    Parameters
    ----------
    indices : ndarray of shape (count,), integer
        Which images.
    scores : ndarray of shape (n,), floating
        A score for every image of the test set, not only for those chosen.
    descending : bool
        Largest score first.

    Returns
    -------
    ndarray of shape (count,), int64
        The same indices; equal scores by ascending index, whichever the direction.

    Raises
    ------
    ValueError
        If an index has no score.
    """
    chosen = np.asarray(indices, dtype=np.int64)
    if chosen.size and (chosen.min() < 0 or chosen.max() >= len(scores)):
        raise ValueError(
            f"scores: expected one for every image, {int(chosen.max()) + 1} or more. "
            f"Received {len(scores)}, and indices from {int(chosen.min())}."
        )
    keys = np.asarray(scores, dtype=np.float64)[chosen]
    return np.asarray(chosen[np.lexsort((chosen, -keys if descending else keys))])
