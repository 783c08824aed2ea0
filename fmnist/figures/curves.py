"""What a learning-curve figure draws; free of Plotly, so that loading it costs nothing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Range = tuple[float, float]


@dataclass(frozen=True)
class Curves:
    """One training's history, each value one epoch.

    Attributes
    ----------
    epoch : sequence of int
        Counted from 1.
    accuracy, val_accuracy : sequence of float
        0 to 1; training accuracy with dropout and augmentation on.
    loss, val_loss : sequence of float
    selected_epoch : int
        Whose weights are shipped.
    """

    epoch: Sequence[int]
    accuracy: Sequence[float]
    val_accuracy: Sequence[float]
    loss: Sequence[float]
    val_loss: Sequence[float]
    selected_epoch: int


def shared_ranges(curves: Sequence[Curves]) -> tuple[Range, Range]:
    """Return the axis ranges of accuracy and of loss that fit all models, with a little air.

    The first tenth of each training, in which every network leaves chance, may enter the axes from
    outside: held in full, it would flatten the part that tells models apart.
    """
    return (
        _range([value for one in curves for value in _later(one.accuracy, one.val_accuracy)]),
        _range([value for one in curves for value in _later(one.loss, one.val_loss)]),
    )


def _later(*lines: Sequence[float]) -> list[float]:
    """Return the values of lines without the first tenth of the epochs."""
    return [value for line in lines for value in line[len(line) // 10 :]]


def _range(values: Sequence[float]) -> Range:
    known = [value for value in values if not math.isnan(value)] or [0.0]
    low, high = min(known), max(known)
    air = 0.05 * (high - low) or 0.01
    return low - air, high + air
