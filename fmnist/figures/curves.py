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
    """Return the axis ranges of accuracy and of loss that fit all models, with a little air."""
    return (
        _range([value for one in curves for value in (*one.accuracy, *one.val_accuracy)]),
        _range([value for one in curves for value in (*one.loss, *one.val_loss)]),
    )


def _range(values: Sequence[float]) -> Range:
    known = [value for value in values if not math.isnan(value)] or [0.0]
    low, high = min(known), max(known)
    air = 0.05 * (high - low) or 0.01
    return low - air, high + air
