"""What ten numbers of an image are, how good they are, and which order of the classes fits them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.contract import OutputKind
from fmnist.data.classes import CLASS_NAMES

SMALLEST: Final = 1e-7  # a probability's floor in the log loss, as in float32
ROWS_SUM: Final = 1e-4
ROUNDED_ROWS_SUM: Final = 0.05
Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.uint8]


def kind_of(raw: Floats) -> OutputKind:
    """Tell what ten columns of numbers are: probabilities, their logarithms, scores or logits."""
    lowest, highest = float(raw.min()), float(raw.max())
    if lowest >= -ROWS_SUM and highest <= 1 + ROUNDED_ROWS_SUM:
        off = float(np.abs(raw.sum(axis=1) - 1).max())
        return "probabilities" if off <= ROWS_SUM and lowest >= 0 else "scores"
    if highest <= ROWS_SUM and np.abs(np.exp(raw).sum(axis=1) - 1).max() <= ROUNDED_ROWS_SUM:
        return "log_probabilities"
    return "logits"


def log_loss(raw: Floats, kind: OutputKind, labels: Labels) -> float:
    """Return the mean negative logarithm of the true class's probability, in nats."""
    if kind in {"logits", "log_probabilities"}:
        shifted = raw.astype(np.float64) - raw.max(axis=1, keepdims=True)
        total = np.log(np.exp(shifted).sum(axis=1))
        of_label = shifted[np.arange(len(labels)), labels] - total
    else:
        total = raw.sum(axis=1, dtype=np.float64)
        share = raw[np.arange(len(labels)), labels] / np.where(total > 0, total, 1)
        of_label = np.log(np.maximum(share, SMALLEST))
    return float(-np.maximum(of_label, np.log(SMALLEST)).mean())


def order_sentence(order: Sequence[int]) -> str:
    """Say which class each column stands for."""
    moved = [
        f"column {column} is {CLASS_NAMES[label]}"
        for column, label in enumerate(order)
        if column != label
    ]
    return ", ".join(moved)
