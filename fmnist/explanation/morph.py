"""From one image to another in small steps: what a model answers on the way."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.explanation.margins import Floats, Images, margins

STEPS: Final = 21


@dataclass(frozen=True)
class Flip:
    """A model changes its answer.

    Attributes
    ----------
    share : float
        How much of the second image is in the mixture, 0 to 1, where both answers are equally
        likely; between two steps the difference of the log probabilities is taken as straight.
    before, after : int
        The answers.
    """

    share: float
    before: int
    after: int


def mixtures(start: Images, end: Images, steps: int = STEPS) -> npt.NDArray[np.float32]:
    """Mix two images pixel by pixel, from the first (share 0) to the second (share 1).

    Parameters
    ----------
    start, end
        Raw pixels, shape (28, 28).
    steps
        How many images, both ends among them; at least 2.

    Returns
    -------
    ndarray of float32, shape (steps, 28, 28)
    """
    shares = np.linspace(0, 1, steps, dtype=np.float32)[:, None, None]
    first, last = start.astype(np.float32), end.astype(np.float32)
    mixed = (1 - shares) * first + shares * last
    return np.asarray(np.clip(mixed, 0, 255), dtype=np.float32)  # rounding may pass 255


def flips(y_proba: npt.NDArray[np.floating[Any]]) -> tuple[Flip, ...]:
    """Find where a model changes its answer on a way.

    Parameters
    ----------
    y_proba
        Shape (steps, classes), steps at equal distances.
    """
    answers = y_proba.argmax(axis=1)
    found = []
    for step in np.flatnonzero(np.diff(answers)).tolist():
        before, after = int(answers[step]), int(answers[step + 1])
        ahead, behind = margins(y_proba[step : step + 2], before, after)
        within = float(ahead / (ahead - behind)) if ahead > behind else 0.5
        found.append(Flip((step + within) / (len(y_proba) - 1), before, after))
    return tuple(found)


def shares(steps: int = STEPS) -> Floats:
    """Return how much of the second image each step has, shape (steps,)."""
    return np.linspace(0, 1, steps)
