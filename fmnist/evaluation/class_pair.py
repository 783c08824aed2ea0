"""Two classes that are mistaken for each other, such as Shirt and T-shirt/top.

``first`` and ``second`` are their labels. "first as second": true label first, predicted second.
What a threshold between the two would change: `fmnist.evaluation.pair_threshold`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.contracts import (
    Floats,
    Ints,
    Labels,
    Probabilities,
    check_label_pair,
    check_probabilities,
)
from fmnist.evaluation.selection import cell_indices

# Only guards log(0): float32 probabilities carry full precision down to here, 87 nats below 1.
_SMALLEST = float(np.finfo(np.float32).tiny)
_IMAGE_STACK = 3  # dimensions of images by rows by columns


@dataclass(frozen=True, slots=True)
class PairErrors:
    """The images of two classes that are taken for the other one.

    Attributes
    ----------
    first_as_second, second_as_first : ndarray of int64
        Indices of the images, ascending.
    n_first, n_second : int
        All images of each class: what the errors are a share of.
    """

    first_as_second: Ints
    second_as_first: Ints
    n_first: int
    n_second: int


@dataclass(frozen=True, slots=True)
class OutcomeGroups:
    """The images of two classes by what they are taken for.

    Attributes
    ----------
    first_as_first, first_as_second, second_as_first, second_as_second : ndarray of int64
        Indices, ascending. Images taken for a third class are in none of them.
    """

    first_as_first: Ints
    first_as_second: Ints
    second_as_first: Ints
    second_as_second: Ints


def _check_pair(first: int, second: int) -> None:
    if first == second:
        raise ValueError(f"first, second: expected two different labels. Received {first} twice.")


def pair_errors(y_true: Labels, y_pred: Labels, first: int, second: int) -> PairErrors:
    """Find the images of two classes that are taken for the other one.

    Parameters
    ----------
    y_true, y_pred : ndarray of shape (n,), integer
        Labels of the same images.
    first, second : int
        Two different labels.

    Returns
    -------
    PairErrors

    Raises
    ------
    ValueError
        If the arrays do not match or the labels are equal.
    """
    _check_pair(first, second)
    true, predicted = check_label_pair(y_true, y_pred)
    return PairErrors(
        cell_indices(true, predicted, first, second),
        cell_indices(true, predicted, second, first),
        int(np.count_nonzero(true == first)),
        int(np.count_nonzero(true == second)),
    )


def outcome_groups(y_true: Labels, y_pred: Labels, first: int, second: int) -> OutcomeGroups:
    """Part the images of two classes by what they are taken for.

    Parameters
    ----------
    y_true, y_pred : ndarray of shape (n,), integer
        Labels of the same images.
    first, second : int
        Two different labels.

    Returns
    -------
    OutcomeGroups

    Raises
    ------
    ValueError
        If the arrays do not match or the labels are equal.
    """
    _check_pair(first, second)
    cells = ((first, first), (first, second), (second, first), (second, second))
    return OutcomeGroups(*(cell_indices(y_true, y_pred, i, j) for i, j in cells))


def log_margin(y_proba: Probabilities, first: int, second: int) -> Floats:
    """Return how far each image leans to the first class rather than the second.

    Parameters
    ----------
    y_proba : ndarray of shape (n, k), floating
        Class probabilities.
    first, second : int
        Two different labels, 0 .. k - 1.

    Returns
    -------
    ndarray of shape (n,), float64
        log p(first) - log p(second) in nats, -87.3 .. 87.3; positive leans to first. Probabilities
        are raised to the smallest normal float32, 1.2e-38, so that 0 does not become infinite.

    Raises
    ------
    ValueError
        If a label has no column, both are the same or ``y_proba`` is no such table.
    """
    _check_pair(first, second)
    proba = check_probabilities(y_proba)
    if not (0 <= first < proba.shape[1] and 0 <= second < proba.shape[1]):
        raise ValueError(
            f"first, second: expected labels 0 to {proba.shape[1] - 1}. "
            f"Received {first} and {second}."
        )
    logarithm = np.log(np.maximum(proba[:, [first, second]], _SMALLEST))
    return np.asarray(logarithm[:, 0] - logarithm[:, 1])


def mean_images(images: npt.NDArray[np.uint8], groups: Sequence[Ints]) -> Floats:
    """Return the mean image of each group.

    Parameters
    ----------
    images : ndarray of shape (n, height, width), uint8
        Grey values 0 .. 255.
    groups : sequence of g ndarrays, integer
        Indices of the images of each group.

    Returns
    -------
    ndarray of shape (g, height, width), float64
        Grey values 0 .. 255; NaN throughout for a group without images.

    Raises
    ------
    ValueError
        If ``images`` is not a stack of images.
    """
    stack = np.asarray(images)
    if stack.ndim != _IMAGE_STACK:
        raise ValueError(f"images: expected shape (n, height, width). Received {stack.shape}.")
    means = np.full((len(groups), *stack.shape[1:]), np.nan)
    for row, group in enumerate(groups):
        if len(group):
            means[row] = stack[group].mean(axis=0, dtype=np.float64)
    return means
