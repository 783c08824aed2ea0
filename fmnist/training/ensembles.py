"""Several released models that answer as one: the mean of their probabilities.

With `mirrored`, each of them also sees the mirror image of what it is shown (test-time
augmentation). Nothing is trained; the members and their hashes stand in the record.
"""

from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras import layers

from fmnist.artifacts import seed_weights, store
from fmnist.artifacts.advice import advise
from fmnist.artifacts.record import Environment, ModelRecord, SeedRun
from fmnist.artifacts.seed_weights import SEEDS_FILE
from fmnist.data.classes import IMAGE_SIDE
from fmnist.data.dataset import Split
from fmnist.data.splits import TrainValidation
from fmnist.errors import ArtifactError
from fmnist.training.checkpoints import TrainingState
from fmnist.training.config import Ensemble
from fmnist.training.loading import load_keras
from fmnist.training.prediction import predict_proba

SMALLEST_PROBABILITY = 1e-7  # Keras' own clip
Floats = npt.NDArray[np.float32]
Asked = dict[str, tuple[Floats, Floats]]


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
    members = [one for key in ensemble.members for one in _members(key, ensemble)]
    answers = [member(view) for member in members for view in views]
    return keras.Model(pixels, layers.Average(name="mean")(answers))


def answers_of(ensemble: Ensemble, images: npt.NDArray[np.uint8], asked: Asked) -> Floats:
    """Return what `average_of` would answer, float32 of shape (n, 10).

    Parameters
    ----------
    ensemble
        Who answers.
    images
        uint8 of shape (n, 28, 28).
    asked
        What each member answered to these images and to their mirror images; whoever is missing is
        asked, so that several ensembles of the same members ask each of them once.

    Raises
    ------
    ArtifactError
        A member is not among the artifacts, or is damaged.
    """
    answers = []
    for member in (one for key in ensemble.members for one in _members(key, ensemble)):
        if member.name not in asked:
            shown = (images, images[:, :, ::-1])
            asked[member.name] = predict_proba(member, shown[0]), predict_proba(member, shown[1])
        straight, mirrored = asked[member.name]
        answers.append((straight + mirrored) / 2 if ensemble.mirrored else straight)
    mean: Floats = np.mean(answers, axis=0, dtype=np.float32)
    return mean


def describe(ensemble: Ensemble) -> dict[str, Any]:
    """Return what a record says of it: the SHA-256 of each member's model file by key.

    Where every seed answers, also which seeds of each member these are, and the SHA-256 of the
    files that hold the others' weights.
    """
    records = {key: store.load(key).record for key in ensemble.members}
    told: dict[str, Any] = {
        "members": {key: record.files[store.MODEL_FILE] for key, record in records.items()},
        "mirrored": ensemble.mirrored,
    }
    if ensemble.every_seed:
        told["seeds"] = {
            key: [run.seed for run in _answering(record, ensemble)]
            for key, record in records.items()
        }
        told["seed_files"] = {
            key: record.files[SEEDS_FILE]
            for key, record in records.items()
            if SEEDS_FILE in record.files
        }
    return told


def assess(ensemble: Ensemble, data: TrainValidation) -> tuple[keras.Model, TrainingState]:
    """Build an ensemble and judge it where a training would be: one row of history, no epochs.

    Returns
    -------
    model : keras.Model
    state : TrainingState
        Its seconds are those of the members' trainings together, its environment is theirs.
    """
    model = average_of(ensemble)
    accuracy, loss = judge(model, data.train)
    val_accuracy, val_loss = judge(model, data.validation)
    records = [store.load(key).record for key in ensemble.members]
    seconds = sum(run.seconds for record in records for run in _answering(record, ensemble))
    row = {
        "epoch": 1,
        "accuracy": accuracy,
        "loss": loss,
        "val_accuracy": val_accuracy,
        "val_loss": val_loss,
        "learning_rate": 0.0,
        "seconds": seconds,
    }
    state = TrainingState(epoch=1, seconds=seconds, history=[row], selected_epoch=1)
    state.environment = _where_trained(records)
    return model, state


def judge(model: keras.Model, split: Split) -> tuple[float, float]:
    """Return a model's accuracy and its mean cross-entropy in nats."""
    y_proba = predict_proba(model, split.images)
    of_label: Floats = y_proba[np.arange(len(split)), split.labels]
    accuracy = float((y_proba.argmax(axis=1) == split.labels).mean())
    return accuracy, float(-np.log(np.maximum(of_label, SMALLEST_PROBABILITY)).mean())


def _members(key: str, ensemble: Ensemble) -> list[keras.Model]:
    folder = store.load(key).folder
    shipped = load_keras(folder / store.MODEL_FILE)
    found = [keras.Model(shipped.input, shipped.output, name=key)]
    if ensemble.every_seed:
        for seed, weights in seed_weights.read(folder).items():
            other = keras.models.clone_model(shipped)
            try:
                other.set_weights(weights)
            except ValueError as error:
                raise ArtifactError(
                    f"{SEEDS_FILE} in {key}/ holds weights of another model.",
                    advice=advise(folder),
                ) from error
            found.append(keras.Model(other.input, other.output, name=f"{key}_seed_{seed}"))
    return found


def _where_trained(records: list[ModelRecord]) -> Environment | None:
    """Return the members' environment; of several the first's, with the hardware of all."""
    told = [record.environment for record in records if record.environment]
    if not told:
        return None
    hardware = " and ".join(dict.fromkeys(each.hardware for each in told))
    return told[0].model_copy(update={"hardware": hardware})


def _answering(record: ModelRecord, ensemble: Ensemble) -> list[SeedRun]:
    """Return the trainings whose weights answer."""
    if ensemble.every_seed and SEEDS_FILE in record.files:
        return list(record.runs)
    return [run for run in record.runs if run.seed == record.seed]
