"""Where two models confuse classes differently, and which cells are more than chance.

D[i, j] = images of true class i that A predicts as j, minus those that B does.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from fmnist.evaluation.classification import confusion_matrix
from fmnist.evaluation.contracts import Flags, Floats, Ints, Labels, check_label_pair
from fmnist.evaluation.families import holm
from fmnist.evaluation.paired import mcnemar, paired_table

N_CLASSES: Final = 10


@dataclass(frozen=True, slots=True)
class CellDifferences:
    """The difference of two confusion matrices, tested cell by cell on the same images.

    Attributes
    ----------
    counts : ndarray of int64, shape (k, k)
        A minus B; rows are true labels, columns predicted.
    adjusted_p : ndarray of float64, shape (k, k)
        Mid-p McNemar, Holm-adjusted within two families: the k (k - 1) confusions, and the k
        recalls on the diagonal. Classes without images have p = 1.
    """

    counts: Ints
    adjusted_p: Floats

    def significant(self, *, alpha: float = 0.05) -> Flags:
        """Return which cells survive, bool of shape (k, k)."""
        return np.asarray(self.adjusted_p < alpha)


def cell_differences(
    y_true: Labels, y_pred_a: Labels, y_pred_b: Labels, *, n_classes: int = N_CLASSES
) -> CellDifferences:
    """Compare two models cell by cell.

    Parameters
    ----------
    y_true, y_pred_a, y_pred_b : ndarray of shape (n,), integer
        The same images in the same order.
    n_classes : int, default 10
        The labels run from 0 to this minus one.

    Returns
    -------
    CellDifferences

    Raises
    ------
    ValueError
        The arrays do not fit each other or hold other labels.
    """
    true, first = check_label_pair(y_true, y_pred_a, n_classes=n_classes)
    _, second = check_label_pair(y_true, y_pred_b, n_classes=n_classes)
    p_values = np.ones((n_classes, n_classes))
    for label in np.unique(true):
        of_class = true == label
        for predicted in range(n_classes):
            table = paired_table(first[of_class] == predicted, second[of_class] == predicted)
            p_values[label, predicted] = mcnemar(table).mid_p
    diagonal = np.eye(n_classes, dtype=np.bool_)
    adjusted = np.ones_like(p_values)
    for family in (diagonal, ~diagonal):
        adjusted[family] = holm(p_values[family])
    counts = confusion_matrix(true, first, n_classes=n_classes)
    return CellDifferences(counts - confusion_matrix(true, second, n_classes=n_classes), adjusted)
