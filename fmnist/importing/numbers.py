"""What ten numbers of an image are: probabilities, per cent, logits, logarithms, or one chosen."""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import N_CLASSES
from fmnist.errors import ImportingError

EXACT: Final = 1e-3  # what the store asks of a row's sum
ROUNDED: Final = 0.06  # ten probabilities of two digits are off by at most 0.05 in sum
PER_CENT: Final = 100
LOGITS: Final = "Its numbers are logits: softmax was applied."
ONE_HOT: Final = (
    "Each row is 1 for one class and 0 for all others: these are labels, and no confidence is read "
    "from them."
)
ROUNDED_SHARES: Final = "Its probabilities are rounded: each row was divided by its sum."
SEPARATE: Final = (
    "Its rows do not sum to 1: they were read as ten separate scores, each divided by its row's "
    "sum."
)


@dataclass(frozen=True, eq=False)
class Stated:
    """What a file states of every test image.

    Attributes
    ----------
    y_pred : ndarray of uint8, shape (10000,)
    y_proba : ndarray of float32, shape (10000, 10), or None
        None where only labels are stated.
    notes : list of str
        How the numbers were read, a sentence each.
    """

    y_pred: npt.NDArray[np.uint8]
    y_proba: npt.NDArray[np.float32] | None
    notes: list[str] = field(default_factory=list)


def as_probabilities(scores: npt.NDArray[np.float64], name: str) -> Stated:
    """Return probabilities of ten numbers for each image, or labels where one number is chosen.

    Parameters
    ----------
    scores
        Shape (10000, 10).
    name
        The file, for error messages.

    Raises
    ------
    ImportingError
        They hold NaN, or are no kind of ten numbers that is known.
    """
    _check_finite(scores, name)
    y_pred = scores.argmax(axis=1).astype(np.uint8)
    if _one_hot(scores):
        return Stated(y_pred, None, [ONE_HOT])
    note, y_proba = _read(scores)
    return Stated(y_pred, y_proba, [note] if note else [])


def _read(scores: npt.NDArray[np.float64]) -> tuple[str, npt.NDArray[np.float32]]:
    """Return how the numbers were read, and the probabilities."""
    sums = scores.sum(axis=1)
    if scores.min() < 0:
        if scores.max() <= EXACT and np.abs(np.exp(scores).sum(axis=1) - 1).max() <= ROUNDED:
            return "Its numbers are logarithms of probabilities.", _softmax(scores)
        return LOGITS, _softmax(scores)
    off = float(np.abs(sums - 1).max())
    if off <= EXACT:
        return "", scores.astype(np.float32)
    if np.abs(sums - PER_CENT).max() <= PER_CENT * ROUNDED:
        return "Its numbers are percentages.", _shares(scores)
    if scores.max() > 1 + EXACT:
        return LOGITS, _softmax(scores)
    return (ROUNDED_SHARES if off <= ROUNDED else SEPARATE), _shares(scores)


def _check_finite(scores: npt.NDArray[np.float64], name: str) -> None:
    wrong = np.isnan(scores).any(axis=1) | (scores == np.inf).any(axis=1)
    wrong |= np.isneginf(scores).all(axis=1)
    if wrong.any():
        first = int(np.flatnonzero(wrong)[0])
        raise ImportingError(
            f"{name}: NaN, infinity or empty cells in {int(wrong.sum()):,} of "
            f"{len(wrong):,} rows, first in row {first + 1}: expected {N_CLASSES} numbers "
            "for each image."
        )


def _one_hot(scores: npt.NDArray[np.float64]) -> bool:
    top = scores.max(axis=1)
    return bool(((scores == 0).sum(axis=1) == N_CLASSES - 1).all() and (top == top[0]).all())


def _shares(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    total = scores.sum(axis=1, keepdims=True)
    even = np.where(total > 0, scores, 1) / np.where(total > 0, total, N_CLASSES)  # 0.1 each
    return np.asarray(even, dtype=np.float32)


def _softmax(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    shifted: npt.NDArray[Any] = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), dtype=np.float32)
