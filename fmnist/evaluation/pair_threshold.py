"""Two classes on one axis: what moving the threshold between them would gain.

The axis is `fmnist.evaluation.class_pair.log_margin`, in nats, of the images of the two classes
only; the model as it is has its threshold at 0.
"""

from dataclasses import dataclass

import numpy as np

from fmnist.evaluation.contracts import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class ThresholdErrors:
    """Mistakes of "first where margin >= threshold, else second".

    Attributes
    ----------
    first_as_second, second_as_first : int
        Counts of images.
    n_first, n_second : int
        All images of each class.
    """

    first_as_second: int
    second_as_first: int
    n_first: int
    n_second: int


@dataclass(frozen=True, slots=True)
class PairRoc:
    """What every threshold on the margin would give; first is the positive class.

    Attributes
    ----------
    false_positive_rate : ndarray of shape (points,), float64
        Share of second taken for first, rising from 0 to 1.
    true_positive_rate : ndarray of shape (points,), float64
        Share of first taken for first, rising from 0 to 1.
    thresholds : ndarray of shape (points,), float64
        Falling; the first is infinite: nothing is taken for first.
    auc : float
        Chance that a random image of first has the larger margin than one of second.
    """

    false_positive_rate: Floats
    true_positive_rate: Floats
    thresholds: Floats
    auc: float


@dataclass(frozen=True, slots=True)
class HalfSplit:
    """A threshold chosen on one half of the images, judged on the other.

    Attributes
    ----------
    threshold : float
        In nats, as the margin.
    fitted : ThresholdErrors
        On the half it was chosen on: flattering, show only beside the next.
    held_out : ThresholdErrors
        On the other half: the honest number.
    held_out_at_zero : ThresholdErrors
        On that same other half with threshold 0, which is the model as it is.
    """

    threshold: float
    fitted: ThresholdErrors
    held_out: ThresholdErrors
    held_out_at_zero: ThresholdErrors


def _check_margin(margin: Floats, is_first: Flags) -> tuple[Floats, Flags]:
    values, flags = np.asarray(margin, dtype=np.float64), np.asarray(is_first)
    if values.ndim != 1 or flags.shape != values.shape or flags.dtype != np.bool_:
        raise ValueError(
            "margin, is_first: expected a number and a boolean per image. "
            f"Received {values.dtype} {values.shape} and {flags.dtype} {flags.shape}."
        )
    if flags.all() or not flags.any():
        raise ValueError(
            "is_first: expected images of both classes. "
            f"Received {int(flags.sum())} of first and {int((~flags).sum())} of second."
        )
    return values, flags


def threshold_errors(margin: Floats, is_first: Flags, threshold: float) -> ThresholdErrors:
    """Count the mistakes of one threshold on the margin.

    Parameters
    ----------
    margin : ndarray of shape (n,), floating
        From `log_margin`, in nats, for images of the two classes only.
    is_first : ndarray of shape (n,), bool
        True where the true label is first.
    threshold : float
        Nats; an image is taken for first where its margin is at least this.

    Returns
    -------
    ThresholdErrors

    Raises
    ------
    ValueError
        If the arrays do not match or one class has no image.
    """
    values, flags = _check_margin(margin, is_first)
    taken_for_first = values >= threshold
    return ThresholdErrors(
        int(np.count_nonzero(flags & ~taken_for_first)),
        int(np.count_nonzero(~flags & taken_for_first)),
        int(np.count_nonzero(flags)),
        int(np.count_nonzero(~flags)),
    )


def _cumulate(values: Floats, flags: Flags) -> tuple[Ints, Ints, Floats]:
    """Count images of first and of second with a margin of at least each distinct value."""
    order = np.argsort(-values, kind="stable")
    ordered = values[order]
    last_of_value = np.append(np.flatnonzero(np.diff(ordered)), ordered.size - 1)
    of_first = np.cumsum(flags[order])[last_of_value]
    return of_first, last_of_value + 1 - of_first, ordered[last_of_value]


def pair_roc(margin: Floats, is_first: Flags) -> PairRoc:
    """Trace both error rates over every threshold on the margin.

    Parameters
    ----------
    margin : ndarray of shape (n,), floating
        From `log_margin`, in nats, for images of the two classes only.
    is_first : ndarray of shape (n,), bool
        True where the true label is first.

    Returns
    -------
    PairRoc
        One point per distinct margin and one before them; area by trapezoids.

    Raises
    ------
    ValueError
        If the arrays do not match or one class has no image.
    """
    values, flags = _check_margin(margin, is_first)
    of_first, of_second, distinct = _cumulate(values, flags)
    true_positive_rate = np.concatenate([[0.0], of_first / of_first[-1]])
    false_positive_rate = np.concatenate([[0.0], of_second / of_second[-1]])
    auc = float(np.trapezoid(true_positive_rate, false_positive_rate))
    thresholds = np.concatenate([[np.inf], distinct])
    return PairRoc(false_positive_rate, true_positive_rate, thresholds, auc)


def _best_threshold(values: Floats, flags: Flags) -> float:
    """Return the threshold with the fewest errors, of equal ones the nearest to 0."""
    of_first, of_second, distinct = _cumulate(values, flags)
    errors = of_first[-1] - of_first[:-1] + of_second[:-1]
    between = (distinct[:-1] + distinct[1:]) / 2.0
    # The model as it is stays a candidate: 0 wins unless moving away from it truly pays.
    candidates = np.append(between, 0.0)
    at_zero = np.count_nonzero(flags != (values >= 0.0))
    best = np.lexsort((np.abs(candidates), np.append(errors, at_zero)))[0]
    return float(candidates[best])


def half_split_threshold(margin: Floats, is_first: Flags, *, seed: int) -> HalfSplit:
    """Choose the best threshold on one half of the images and judge it on the other.

    Parameters
    ----------
    margin : ndarray of shape (n,), floating
        From `log_margin`, in nats, for images of the two classes only.
    is_first : ndarray of shape (n,), bool
        True where the true label is first; at least two images of each class.
    seed : int
        Fixes which images fall in which half; each class is halved on its own.

    Returns
    -------
    HalfSplit
        The threshold has the fewest errors, both kinds counted alike, and lies midway between two
        margins; of equal ones it is the nearest to 0, and 0 itself is among them.

    Raises
    ------
    ValueError
        If the arrays do not match or a class has fewer than two images.
    """
    values, flags = _check_margin(margin, is_first)
    fewest = int(min(np.count_nonzero(flags), np.count_nonzero(~flags)))
    if fewest <= 1:
        raise ValueError(f"is_first: expected two images of each class. Received {fewest} of one.")
    rng = np.random.default_rng(seed)
    fitting = np.zeros(flags.size, dtype=np.bool_)
    for members in (np.flatnonzero(flags), np.flatnonzero(~flags)):
        fitting[rng.permutation(members)[: members.size // 2]] = True
    threshold = _best_threshold(values[fitting], flags[fitting])
    held_out, held_out_flags = values[~fitting], flags[~fitting]
    return HalfSplit(
        threshold,
        threshold_errors(values[fitting], flags[fitting], threshold),
        threshold_errors(held_out, held_out_flags, threshold),
        threshold_errors(held_out, held_out_flags, 0.0),
    )
