"""A model that can be worked out by hand."""

import numpy as np
import pytest

WEIGHTS = np.random.default_rng(11).normal(scale=0.004, size=(784, 10))


@pytest.fixture
def linear():
    """Softmax of one linear layer: log p(a) - log p(b) is a difference of two dot products."""

    def predict(pixels):
        sums = pixels.reshape(len(pixels), -1).astype(np.float64) @ WEIGHTS
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    predict.margin_weights = lambda first, second: (WEIGHTS[:, first] - WEIGHTS[:, second]).reshape(
        28, 28
    )
    return predict


@pytest.fixture
def image() -> np.ndarray:
    return np.random.default_rng(12).integers(0, 256, size=(28, 28)).astype(np.uint8)
