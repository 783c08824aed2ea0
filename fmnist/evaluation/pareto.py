"""Which models nothing beats when both accuracy and cost count."""

import numpy as np
import numpy.typing as npt


def pareto_front(costs: npt.ArrayLike, accuracies: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Return the models that no other one beats, the cheapest first.

    One model beats another if it is no more costly and no less accurate, and better in one of both.

    Parameters
    ----------
    costs : array_like of float, shape (n_models,)
        The less, the better.
    accuracies : array_like of float, shape (n_models,)
        The more, the better.

    Returns
    -------
    ndarray of int64
        Their places; equal models stand both on the front.

    Raises
    ------
    ValueError
        The two differ in length, or a number is not finite.
    """
    cost, accuracy = np.asarray(costs, np.float64), np.asarray(accuracies, np.float64)
    if cost.shape != accuracy.shape or cost.ndim != 1:
        raise ValueError(
            "costs and accuracies: expected two sequences of one length. "
            f"Received shapes {cost.shape} and {accuracy.shape}."
        )
    if not (np.isfinite(cost).all() and np.isfinite(accuracy).all()):
        raise ValueError("costs and accuracies: expected finite numbers.")
    no_worse = (cost[:, None] <= cost) & (accuracy[:, None] >= accuracy)
    better = (cost[:, None] < cost) | (accuracy[:, None] > accuracy)
    front = np.flatnonzero(~(no_worse & better).any(axis=0))
    return front[np.lexsort((accuracy[front], cost[front]))]
