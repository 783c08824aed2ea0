"""How strongly a model prefers one class to another."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Images = npt.NDArray[np.uint8] | npt.NDArray[np.float32]
Predict = Callable[[npt.NDArray[np.float32]], npt.NDArray[np.floating[Any]]]
"""Raw pixels 0 to 255, shape (n, 28, 28), to probabilities, shape (n, 10)."""

Floats = npt.NDArray[np.float64]


def margins(y_proba: npt.NDArray[np.floating[Any]], first: int, second: int) -> Floats:
    """Return log p(first) - log p(second) in nats, for probabilities of shape (..., classes).

    A probability of zero counts as the smallest normal float32, so that every margin is finite.
    """
    if first == second:
        raise ValueError(f"first, second: expected two different classes. Received {first} twice.")
    pair = np.asarray(y_proba, dtype=np.float64)[..., [first, second]]
    logs = np.log(np.maximum(pair, np.finfo(np.float32).tiny))
    return np.asarray(logs[..., 0] - logs[..., 1], dtype=np.float64)
