"""What is kept of a training's dynamics when its model is released."""

from typing import Any, Final

import keras
import numpy as np
import numpy.typing as npt

from fmnist.artifacts.dynamics import TrainingDynamics
from fmnist.data.dataset import Split
from fmnist.data.splits import validation_indices
from fmnist.training.dynamics import Dynamics
from fmnist.training.prediction import predict_proba

MOST_HARD: Final = 60
MOST_WAVERING: Final = 60


def remembered(dynamics: Dynamics, model: keras.Model, split: Split) -> TrainingDynamics:
    """Return the numbers of all training images, with the pictures of the most telling ones.

    Parameters
    ----------
    dynamics
        Of the images that trained, in the order of `split` without the validation images.
    model
        The released one, which answers for the pictures.
    split
        The training images with those that validate.
    """
    trained = np.setdiff1d(np.arange(len(split)), validation_indices(split.labels))
    hard = trained[np.argsort(dynamics.confidence, kind="stable")[:MOST_HARD]]
    wavering = trained[np.argsort(-dynamics.deviation, kind="stable")[:MOST_WAVERING]]
    numbers = np.union1d(hard, wavering).astype(np.int64)

    def at_their_places(values: npt.NDArray[np.generic], fill: np.generic) -> npt.NDArray[Any]:
        column = np.full(len(split), fill)
        column[trained] = values
        return column

    nothing = np.float16(np.nan)
    return TrainingDynamics(
        confidence=at_their_places(dynamics.confidence, nothing),
        deviation=at_their_places(dynamics.deviation, nothing),
        forgettings=at_their_places(dynamics.forgettings, np.uint16(0)),
        numbers=numbers,
        images=split.images[numbers],
        labels=split.labels[numbers],
        answers=predict_proba(model, split.images[numbers]).argmax(axis=1).astype(np.uint8),
    )
