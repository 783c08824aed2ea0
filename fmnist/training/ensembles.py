"""Several released models that answer as one: the mean of their probabilities.

With `mirrored`, each of them also sees the mirror image of what it is shown (test-time
augmentation). Nothing is trained; the members and their hashes stand in the record.
"""

from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras import layers

from fmnist.artifacts import store
from fmnist.data.classes import IMAGE_SIDE
from fmnist.data.dataset import Split
from fmnist.data.splits import TrainValidation
from fmnist.training.checkpoints import TrainingState
from fmnist.training.config import Ensemble
from fmnist.training.prediction import predict_proba

SMALLEST_PROBABILITY = 1e-7  # Keras' own clip


def average_of(ensemble: Ensemble) -> keras.Model:
    """Build one model of the released members, which keep their names.

    Raises
    ------
    ArtifactError
        A member is not among the artifacts, or is damaged.
    """
    pixels = keras.Input((IMAGE_SIDE, IMAGE_SIDE), name="pixels")
    views = [pixels]
    if ensemble.mirrored:
        views.append(keras.ops.flip(pixels, axis=2))
    members = [_member(key) for key in ensemble.members]
    answers = [member(view) for member in members for view in views]
    return keras.Model(pixels, layers.Average(name="mean")(answers))


def describe(ensemble: Ensemble) -> dict[str, Any]:
    """Return what a record says of it: the SHA-256 of each member's model file by key."""
    hashes = {key: store.load(key).record.files[store.MODEL_FILE] for key in ensemble.members}
    return {"members": hashes, "mirrored": ensemble.mirrored}


def assess(ensemble: Ensemble, data: TrainValidation) -> tuple[keras.Model, TrainingState]:
    """Build an ensemble and judge it where a training would be: one row of history, no epochs.

    Returns
    -------
    model : keras.Model
    state : TrainingState
        Its seconds are those of the members' trainings together.
    """
    model = average_of(ensemble)
    accuracy, loss = judge(model, data.train)
    val_accuracy, val_loss = judge(model, data.validation)
    seconds = sum(store.load(key).record.training_seconds for key in ensemble.members)
    row = {
        "epoch": 1,
        "accuracy": accuracy,
        "loss": loss,
        "val_accuracy": val_accuracy,
        "val_loss": val_loss,
        "learning_rate": 0.0,
        "seconds": seconds,
    }
    return model, TrainingState(epoch=1, seconds=seconds, history=[row], selected_epoch=1)


def judge(model: keras.Model, split: Split) -> tuple[float, float]:
    """Return a model's accuracy and its mean cross-entropy in nats."""
    y_proba = predict_proba(model, split.images)
    of_label: npt.NDArray[np.float32] = y_proba[np.arange(len(split)), split.labels]
    accuracy = float((y_proba.argmax(axis=1) == split.labels).mean())
    return accuracy, float(-np.log(np.maximum(of_label, SMALLEST_PROBABILITY)).mean())


def _member(key: str) -> keras.Model:
    loaded = keras.models.load_model(store.load(key).folder / store.MODEL_FILE, compile=False)
    return keras.Model(loaded.input, loaded.output, name=key)
