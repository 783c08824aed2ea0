"""Read a confusion matrix: which classes are mistaken for which, and in what order to show them.

Rows are true labels, columns are predicted labels.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fmnist.evaluation.classification import check_matrix, normalize_confusion_matrix
from fmnist.evaluation.contracts import Ints


@dataclass(frozen=True, slots=True)
class Confusion:
    """One off-diagonal cell, over several models.

    Attributes
    ----------
    true_label, predicted_label : int
        "true_label taken for predicted_label".
    count : int
        Images in the cell, summed over the models.
    per_model : tuple of int
        The same count for each model, in the order of the matrices.
    """

    true_label: int
    predicted_label: int
    count: int
    per_model: tuple[int, ...]


def group_classes(matrix: Ints, groups: Sequence[Sequence[int]]) -> Ints:
    """Collapse a confusion matrix into super-classes, such as tops, shoes and bags.

    Parameters
    ----------
    matrix : ndarray of shape (k, k), integer
        Counts; rows are true labels.
    groups : sequence of g sequences of int
        The labels of each super-class; every label 0 .. k - 1 exactly once.

    Returns
    -------
    ndarray of shape (g, g), int64
        Counts of images whose true label is in group i (row) and predicted label in group j.

    Raises
    ------
    ValueError
        If ``groups`` leaves out or repeats a label.
    """
    counts = check_matrix(matrix)
    listed = sorted(label for group in groups for label in group)
    if listed != list(range(len(counts))):
        raise ValueError(
            f"groups: expected every label 0 to {len(counts) - 1} exactly once. Received {listed}."
        )
    member = np.zeros((len(groups), len(counts)))
    for row, group in enumerate(groups):
        member[row, list(group)] = 1.0
    return (member @ counts @ member.T).astype(np.int64)


def commonest_confusions(matrices: Ints, *, top: int = 5) -> tuple[Confusion, ...]:
    """Return the mistakes that the models make most often, taken together.

    Parameters
    ----------
    matrices : ndarray of shape (m, k, k), integer
        One confusion matrix per model.
    top : int, default 5
        At most this many rows; cells that no model ever fills are left out.

    Returns
    -------
    tuple of Confusion
        Largest sum first; equal sums by true label, then by predicted label.

    Raises
    ------
    ValueError
        If ``matrices`` is not a stack of square matrices or ``top < 1``.
    """
    stack = np.asarray(matrices)
    if stack.shape != stack.shape[:1] + stack.shape[1:2] * 2 or stack.size == 0:
        raise ValueError(
            f"matrices: expected shape (n_models, n_classes, n_classes). Received {stack.shape}."
        )
    if top < 1:
        raise ValueError(f"top: expected at least 1. Received {top}.")
    mistakes = stack.sum(axis=0)
    np.fill_diagonal(mistakes, 0)
    # A stable sort of the row-major cells breaks ties by true label, then by predicted label.
    order = np.argsort(-mistakes, axis=None, kind="stable")[:top]
    cells = zip(*np.unravel_index(order, mistakes.shape), strict=True)
    return tuple(
        Confusion(int(i), int(j), int(mistakes[i, j]), tuple(int(c) for c in stack[:, i, j]))
        for i, j in cells
        if mistakes[i, j] > 0
    )


def confusion_order(matrix: Ints) -> Ints:
    """Order the classes so that those often confused stand next to each other.

    Parameters
    ----------
    matrix : ndarray of shape (k, k), integer
        Counts; may be the sum over several models.

    Returns
    -------
    ndarray of shape (k,), int64
        A permutation of the labels, turned so that its first label is smaller than its last; the
        official order when nothing is confused.

    Notes
    -----
    Average-linkage clustering on one minus the symmetrised confusion shares.

    References
    ----------
    Z. Bar-Joseph, D. K. Gifford, T. S. Jaakkola (2001), "Fast optimal leaf ordering for
    hierarchical clustering", Bioinformatics 17, S22-S29.
    """
    shares = normalize_confusion_matrix(matrix, normalize="true")
    confused = (shares + shares.T)[np.triu_indices(len(shares), 1)] / 2.0
    if not confused.any():
        return np.arange(len(shares), dtype=np.int64)
    from scipy.cluster import hierarchy  # noqa: PLC0415  0.5 s, and not on the first view

    tree = hierarchy.linkage(1.0 - confused, "average", optimal_ordering=True)
    order = np.asarray(hierarchy.leaves_list(tree), dtype=np.int64)
    return order if order[0] <= order[-1] else order[::-1].copy()
