"""The exponential moving average of a model's weights (Polyak averaging).

Keras' own ``use_ema`` puts the average in the place of the weights when ``fit`` ends; here training
goes on with the weights after each epoch, so the average is kept beside them.
"""

import keras
import numpy as np

from fmnist.artifacts.seed_weights import Weights

EVERY = 4  # steps between two updates: copying weights costs time, and neighbours hardly differ


class WeightAverage:
    """The average so far, kept up to date while a model trains.

    Parameters
    ----------
    decay
        Per step; early on a smaller one, (1 + t) / (10 + t), so that the start is forgotten.
    weights
        The average so far, or None at the start.
    step
        Steps taken before this epoch.
    """

    def __init__(self, decay: float, weights: Weights | None, *, step: int) -> None:
        self.weights = weights
        self._decay = decay
        self._step = step

    def update(self, model: keras.Model) -> None:
        """Count one step; blend the model's weights in, every few steps."""
        self._step += 1
        if self.weights is not None and self._step % EVERY:
            return
        current = model.get_weights()
        if self.weights is None:
            self.weights = current
            return
        decay = min(self._decay, (1 + self._step) / (10 + self._step)) ** EVERY
        self.weights = [
            decay * old + (1 - decay) * new if np.issubdtype(new.dtype, np.floating) else new
            for old, new in zip(self.weights, current, strict=True)
        ]
