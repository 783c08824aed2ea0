"""Which models make one mistake, on which images: each, all of them, only one of them."""

from dataclasses import dataclass

import numpy as np

from fmnist.evaluation.contracts import Ints, Labels


@dataclass(frozen=True, slots=True)
class SharedMistakes:
    """The images of one true class that models take for one other class.

    Attributes
    ----------
    by_model : tuple of ndarray of int64
        For each model its images; lengths equal the cell of its confusion matrix.
    by_all : ndarray of int64
        Images on which every model makes this mistake.
    by_only : tuple of ndarray of int64
        For each model the images on which no other model makes it.
    """

    by_model: tuple[Ints, ...]
    by_all: Ints
    by_only: tuple[Ints, ...]


def shared_mistakes(
    y_true: Labels, y_preds: Labels, *, true_label: int, predicted_label: int
) -> SharedMistakes:
    """Find who takes `true_label` for `predicted_label`, and on which images.

    Parameters
    ----------
    y_true : ndarray of shape (n,), integer
    y_preds : ndarray of shape (m, n), integer
        One row per model.
    true_label, predicted_label : int
        The confusion.

    Returns
    -------
    SharedMistakes
        All indices ascend.
    """
    makes = (np.asarray(y_true) == true_label) & (np.asarray(y_preds) == predicted_label)
    together = makes.sum(axis=0)
    return SharedMistakes(
        by_model=tuple(np.flatnonzero(row) for row in makes),
        by_all=np.flatnonzero(together == len(makes)),
        by_only=tuple(np.flatnonzero(row & (together == 1)) for row in makes),
    )
