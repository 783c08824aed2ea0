"""Precision, recall and F1 of each class, with intervals, and which models differ in a class."""

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.families import holm
from fmnist.evaluation.intervals import Interval, wilson_interval
from fmnist.evaluation.paired import mcnemar, paired_table

Score = Literal["recall", "precision", "f1"]


@dataclass(frozen=True)
class ClassScore:
    """One score of one class, 0 to 1; None where no image decides it.

    Attributes
    ----------
    value : float or None
    interval : Interval or None
    n : int
        Images that decide it: of the true label (recall), of the predicted label (precision), or of
        either (F1).
    """

    value: float | None
    interval: Interval | None
    n: int


def class_scores(matrix: npt.NDArray[np.int64], score: Score) -> tuple[ClassScore, ...]:
    """Return one score of every class with its 95 % interval.

    Recall and precision are shares of images and have Wilson's interval. F1 is not: with the
    Jaccard index J, the share of right answers among images whose true or predicted label is the
    class, F1 = 2 J / (1 + J), which only rises with J; its interval is that of J, carried over.

    Parameters
    ----------
    matrix : ndarray of int64, shape (k, k)
        Rows are true labels, columns predicted.
    score : {"recall", "precision", "f1"}

    Returns
    -------
    tuple of ClassScore, length k

    References
    ----------
    C. J. van Rijsbergen (1979), "Information Retrieval", 2nd edition, chapter 7 (F1).
    P. Jaccard (1912), "The distribution of the flora in the alpine zone", New Phytologist 11.
    """
    right, true, predicted = np.diag(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    n = {"recall": true, "precision": predicted, "f1": true + predicted - right}[score]
    return tuple(_score(int(hits), int(all_), score) for hits, all_ in zip(right, n, strict=True))


def _score(hits: int, n: int, score: Score) -> ClassScore:
    if n == 0:
        return ClassScore(None, None, 0)
    share, interval = hits / n, wilson_interval(hits, n)
    if score == "f1":
        interval = Interval(_f1(interval.low), _f1(interval.high))
        share = _f1(share)
    return ClassScore(share, interval, n)


def _f1(jaccard: float) -> float:
    return 2 * jaccard / (1 + jaccard)


@dataclass(frozen=True)
class ClassVerdict:
    """Which models are told apart by their recall of one class.

    Attributes
    ----------
    pairs : tuple of (int, int, float)
        The better model, the other one, and their adjusted p-value, where it is below 5 %.
    """

    pairs: tuple[tuple[int, int, float], ...]


def class_verdicts(
    correct: npt.NDArray[np.bool_], y_true: npt.NDArray[np.uint8], *, n_classes: int = 10
) -> tuple[ClassVerdict, ...]:
    """Compare every pair of models on the images of every class.

    McNemar's mid-p for each pair and class, adjusted by Holm over all of them together.

    Parameters
    ----------
    correct : ndarray of bool, shape (m, n)
        True where model i is right about image j.
    y_true : ndarray of uint8, shape (n,)

    Returns
    -------
    tuple of ClassVerdict, one for each class
        Without any pair where there is one model only.
    """
    found = [
        (label, i, j, paired_table(correct[i, y_true == label], correct[j, y_true == label]))
        for label in range(n_classes)
        if (y_true == label).any()
        for i, j in combinations(range(len(correct)), 2)
    ]
    adjusted = holm(np.array([mcnemar(table).mid_p for *_, table in found]))
    told: list[list[tuple[int, int, float]]] = [[] for _ in range(n_classes)]
    for (label, i, j, table), p in zip(found, adjusted.tolist(), strict=True):
        if p < 0.05:  # noqa: PLR2004 - the level of the whole family
            better, other = (i, j) if table.only_a > table.only_b else (j, i)
            told[label].append((better, other, p))
    return tuple(ClassVerdict(tuple(pairs)) for pairs in told)
