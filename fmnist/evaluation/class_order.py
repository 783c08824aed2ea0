"""Whether answers stand for other classes, or for other images, than they are taken for."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from fmnist.evaluation.contracts import Ints, Labels

CHANCE: Final = 0.3  # networks of other data reach 0.05 to 0.25 here, poor ones of these 0.5
CHANCE_IN_ORDER: Final = 0.45  # the same after the classes were put in the best order
GAIN: Final = 0.1  # of accuracy, before another order of the classes is worth a question


@dataclass(frozen=True, slots=True)
class SuspectOrder:
    """Answers that are probably not what they are taken for.

    Attributes
    ----------
    accuracy : float
        As they stand, 0 to 1.
    order : tuple of int, or None
        The label that each predicted label probably stands for; None where no order helps, so that
        the images probably stand in another order.
    lifted : float
        The accuracy in that order, or in the best one.
    """

    accuracy: float
    order: tuple[int, ...] | None
    lifted: float


def suspect_order(matrix: Ints) -> SuspectOrder | None:
    """Tell whether classes or images stand in another order; None where nothing speaks for it.

    Parameters
    ----------
    matrix : ndarray of shape (k, k), integer
        Images of true class i predicted as class j.

    Notes
    -----
    Where every row is largest on the diagonal, no other order has more right: SciPy, which takes
    half a second to import, is asked only otherwise.
    """
    total, n_classes = int(matrix.sum()), len(matrix)
    accuracy = float(np.trace(matrix)) / total
    if (matrix.argmax(axis=1) == np.arange(n_classes)).all():
        return None
    order = best_order_of(matrix)
    lifted = float(matrix.T[np.arange(n_classes), list(order)].sum()) / total
    if lifted >= max(accuracy + GAIN, CHANCE_IN_ORDER):
        return SuspectOrder(accuracy, order, lifted)
    return SuspectOrder(accuracy, None, lifted) if accuracy < CHANCE else None


def best_order(y_pred: Labels, labels: Labels, *, n_classes: int = 10) -> tuple[int, ...]:
    """Return the official label of each predicted one that makes most answers right.

    Parameters
    ----------
    y_pred, labels : ndarray of shape (n,), integer
    """
    table = np.zeros((n_classes, n_classes), dtype=np.int64)
    np.add.at(table, (labels, y_pred), 1)
    return best_order_of(table)


def best_order_of(matrix: Ints) -> tuple[int, ...]:
    """Return the same from a confusion matrix of shape (k, k).

    The assignment problem over the table of predicted and true labels (H. W. Kuhn 1955, "The
    Hungarian method for the assignment problem", Naval Research Logistics Quarterly 2), by SciPy.
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - only where it is asked for

    _, assigned = linear_sum_assignment(-matrix.T)
    return tuple(assigned.tolist())
