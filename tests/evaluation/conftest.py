"""Seeded random predictions, for comparison with other people's implementations."""

import numpy as np
import numpy.typing as npt
import pytest

type_of_scores = tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]

N_IMAGES = 2000


@pytest.fixture(scope="session")
def scores() -> type_of_scores:
    """Return y_true (uint8, as the official file has it) and a middling model's y_proba."""
    rng = np.random.default_rng(20170825)
    y_true = rng.choice(10, size=N_IMAGES, p=np.arange(1, 11) / 55).astype(np.uint8)
    logits = rng.normal(size=(N_IMAGES, 10)) * 1.5
    logits[np.arange(N_IMAGES), y_true] += 2.5
    odds = np.exp(logits)
    return y_true, (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="session")
def correct() -> npt.NDArray[np.bool_]:
    """Return right and wrong answers of four models that find the same images hard."""
    rng = np.random.default_rng(1998)
    ease = rng.normal(1.5, 1.0, size=N_IMAGES)
    skill = np.array([[0.0], [0.05], [0.3], [0.6]])
    return rng.normal(size=(4, N_IMAGES)) < ease + skill
