"""Layers that compute in sixteen bits and keep their weights in thirty-two.

Micikevicius et al. 2018, "Mixed precision training" (arXiv:1710.03740). A bfloat16 has the range of
a float32, so the loss needs no scaling (Kalamkar et al. 2019, arXiv:1905.12322).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import keras

from fmnist.training.config import Precision


@contextmanager
def computing_in(precision: Precision | None) -> Iterator[None]:
    """Build models in a block with another precision, if any; those built later have Keras' own."""
    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy(precision or usual)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(usual)
