"""What mistakes cost: expected costs with their uncertainty, and when to ask a person instead.

A cost matrix is read as a confusion matrix: ``costs[i, j]`` is the cost of taking an image of class
i for class j, in any unit; the diagonal is what right answers cost, mostly nothing. Results are per
1,000 garments whose classes are as frequent as in the images. The bootstrap draws images within
their true class; what an image costs takes few values, so each class is one multinomial draw, which
is the same resampling.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fmnist.evaluation.bootstrap import percentile_interval
from fmnist.evaluation.contracts import Flags, Floats, Ints, Labels, Probabilities, check_label_pair
from fmnist.evaluation.intervals import Interval

PER = 1000
N_RESAMPLES = 2000
SEED = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost per 1,000 garments.

    Attributes
    ----------
    value : float
        In the unit of the cost matrix; negative only of a difference.
    interval : Interval
        Bootstrap percentile interval at 95 %.
    """

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Asking:
    """A person is asked below a confidence that was chosen on one half of the images.

    Attributes
    ----------
    threshold : float
        The model answers where its confidence is at least this; 0 asks never, infinity always.
    coverage : float
        Share of the other half's images that the model answers, 0 to 1.
    cost : Cost
        In the other half, with what asking costs.
    saving : Cost
        In the other half: the cost of answering every image, less `cost`; paired by image.
    """

    threshold: float
    coverage: float
    cost: Cost
    saving: Cost


def check_costs(costs: Floats, n_classes: int) -> Floats:
    """Return a cost matrix as float64.

    Raises
    ------
    ValueError
        If its shape is not (n_classes, n_classes), or a cost is negative or not finite.
    """
    array = np.asarray(costs, dtype=np.float64)
    if array.shape != (n_classes, n_classes):
        raise ValueError(
            f"costs: expected one per true and predicted class, ({n_classes}, {n_classes}). "
            f"Received shape {array.shape}."
        )
    if not np.isfinite(array).all() or (array < 0).any():
        raise ValueError(
            f"costs: expected finite numbers of at least 0. Received {array.min()} to "
            f"{array.max()}."
        )
    return array


def matrix_cost(matrix: Ints, costs: Floats, *, seed: int = SEED) -> Cost:
    """Return the expected cost of a model from its confusion matrix.

    Parameters
    ----------
    matrix : ndarray of shape (k, k), int64
        Rows are true labels; at least one image.
    costs : ndarray of shape (k, k), float64
    seed : int, default 0
        Of the bootstrap.

    Returns
    -------
    Cost

    Raises
    ------
    ValueError
        If the matrix is empty or the costs do not fit it.
    """
    checked = check_costs(costs, len(matrix))
    if matrix.sum() < 1:
        raise ValueError("matrix: expected at least one image. Received an empty matrix.")
    return _cost(zip(checked, matrix, strict=True), seed)


def image_costs(y_true: Labels, y_pred: Labels, costs: Floats) -> Floats:
    """Return what each image costs, shape (n,), in the unit of the costs."""
    true, predicted = check_label_pair(y_true, y_pred, n_classes=len(costs))
    found: Floats = check_costs(costs, len(costs))[true, predicted]
    return found


def mean_cost(amounts: Floats, y_true: Labels, *, seed: int = SEED) -> Cost:
    """Return the mean of what images cost; of a paired difference, hand in the differences.

    Parameters
    ----------
    amounts : ndarray of shape (n,), float64
        What each image costs, or how much more than otherwise.
    y_true : ndarray of shape (n,), integer
        True labels, within which images are drawn again.
    seed : int, default 0

    Returns
    -------
    Cost
    """
    groups = (
        np.unique(amounts[y_true == label], return_counts=True) for label in np.unique(y_true)
    )
    return _cost(groups, seed)


def _cost(groups: Iterator[tuple[Floats, Ints]], seed: int) -> Cost:
    """Sum over classes what their images cost, as they are and drawn again."""
    rng = np.random.default_rng(seed)
    total, n = 0.0, 0
    drawn = np.zeros(N_RESAMPLES)
    for amounts, counts in groups:
        size = int(counts.sum())
        if size == 0:
            continue
        values, where = np.unique(amounts, return_inverse=True)
        merged = np.bincount(where, weights=counts)
        total, n = total + float(values @ merged), n + size
        drawn += rng.multinomial(size, merged / size, N_RESAMPLES) @ values
    interval = percentile_interval(PER * drawn / n, confidence=0.95)
    return Cost(PER * total / n, interval)


def choosing_half(y_true: Labels, *, seed: int = SEED) -> Flags:
    """Return which images a threshold is chosen on: half of each class, drawn at random."""
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(y_true), dtype=np.bool_)
    for label in np.unique(y_true):
        members = rng.permutation(np.flatnonzero(y_true == label))
        chosen[members[: members.size // 2]] = True
    return chosen


def best_threshold(confidence: Floats, amounts: Floats, ask: float) -> float:
    """Return the confidence below which asking costs least, all told.

    Parameters
    ----------
    confidence : ndarray of shape (n,), float64
    amounts : ndarray of shape (n,), float64
        What each image costs if the model answers.
    ask : float
        What asking about one image costs.

    Returns
    -------
    float
        Midway between two confidences; of equally cheap ones the one that asks least often. 0
        where nobody is asked, infinity where a person decides all.
    """
    order = np.argsort(confidence, kind="stable")
    ordered, answered = confidence[order], amounts[order]
    asked = np.arange(len(order) + 1)
    total = ask * asked + np.concatenate([np.cumsum(answered[::-1])[::-1], [0.0]])
    apart = np.concatenate([[True], ordered[1:] > ordered[:-1], [True]])
    # Sums of the same costs in another order differ by rounding; that must not ask anybody.
    cheapest = int(np.argmax(apart & (total <= total[apart].min() + 1e-9)))
    if cheapest == 0:
        return 0.0
    if cheapest == len(order):
        return float("inf")
    return float(ordered[cheapest - 1] + ordered[cheapest]) / 2.0


def asking(
    confidence: Probabilities, amounts: Floats, y_true: Labels, ask: float, *, seed: int = SEED
) -> Asking:
    """Choose when to ask a person on one half of the images and report it on the other.

    Parameters
    ----------
    confidence : ndarray of shape (n,), floating
        Probability of the predicted class, 0 to 1.
    amounts : ndarray of shape (n,), float64
        What each image costs if the model answers.
    y_true : ndarray of shape (n,), integer
        At least two images of each class that occurs.
    ask : float
        What asking about one image costs; a person's answer is taken to be right.
    seed : int, default 0
        Of the halves (see `choosing_half`) and of the bootstrap.

    Returns
    -------
    Asking
    """
    if not np.isfinite(ask) or ask < 0:
        raise ValueError(f"ask: expected a finite cost of at least 0. Received {ask}.")
    sure = np.asarray(confidence, dtype=np.float64)
    chosen = choosing_half(y_true, seed=seed)
    threshold = best_threshold(sure[chosen], amounts[chosen], ask)
    answers = sure[~chosen] >= threshold
    alone, labels = amounts[~chosen], y_true[~chosen]
    shared = np.where(answers, alone, ask)
    return Asking(
        threshold,
        float(answers.mean()),
        mean_cost(shared, labels, seed=seed),
        mean_cost(alone - shared, labels, seed=seed),
    )
