"""From recipe and seeds to a released artifact."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import numpy.typing as npt
import pandas as pd

from fmnist.artifacts import examples, predictions, seed_weights, store
from fmnist.artifacts.ablation import pack as pack_ablation
from fmnist.artifacts.dynamics import pack as pack_dynamics
from fmnist.artifacts.record import (
    REQUIRED_FILES,
    DataFingerprint,
    ModelRecord,
    SeedRun,
    Validation,
)
from fmnist.artifacts.search import pack as pack_search
from fmnist.data.dataset import Split
from fmnist.data.fingerprints import fingerprint
from fmnist.data.splits import (
    VALIDATION_PER_CLASS,
    VALIDATION_SEED,
    TrainValidation,
    split_validation,
)
from fmnist.errors import ArtifactError, RecipeError
from fmnist.inference.engine import answers_by_members
from fmnist.training import ablation, search
from fmnist.training.checkpoints import TrainingState
from fmnist.training.config import Ensemble, Recipe, TrainingConfig
from fmnist.training.distillation import ANSWERS, taught_by
from fmnist.training.ensembles import assess, describe
from fmnist.training.environment import environment
from fmnist.training.exporting import pack_graph
from fmnist.training.layers import layer_table
from fmnist.training.loading import load_keras
from fmnist.training.loop import HISTORY_COLUMNS, train_seed
from fmnist.training.prediction import predict_proba, time_inference
from fmnist.training.remembering import remembered

CHECKPOINTS: Final = Path(".training")
RELEASED_WITH: Final = "tensorflow"  # Keras writes a graph from the backend that it runs on


@dataclass(frozen=True)
class FinishedRun:
    """One seed's model with its predictions for the test images."""

    seed: int
    model: keras.Model
    state: TrainingState
    y_proba: npt.NDArray[np.float32]
    facts: SeedRun


def train(
    key: str,
    recipe: Recipe,
    *,
    train_split: Split,
    test_split: Split,
    seeds: Sequence[int] = (0,),
    epochs: int | None = None,
    resume: bool = False,
    root: Path = store.ARTIFACTS,
    checkpoints: Path = CHECKPOINTS,
) -> store.TrainedModel:
    """Train a recipe with every seed and release the one that is best on validation images.

    Parameters
    ----------
    key
        The recipe's file name and the artifact's folder name.
    recipe
        What to build and how to train it.
    train_split, test_split
        The official 60,000 and 10,000 images (or another data set that the recipe names).
    seeds
        One complete training for each.
    epochs
        Instead of the recipe's own number.
    resume
        Continue unfinished trainings, keep finished ones.
    root, checkpoints
        Folders of the artifacts and of unfinished trainings.

    Raises
    ------
    RecipeError
        Keras does not run on TensorFlow; the trainings are finished and can be taken up with it.
    """
    if epochs is not None:
        recipe = replace(recipe, config=replace(recipe.training, epochs=epochs))
    data = split_validation(train_split)
    runs = []
    for seed in seeds:
        folder = checkpoints / key / f"seed-{seed}"
        if isinstance(recipe.config, Ensemble):
            model, state = assess(recipe.config, data)
        else:
            model, state = train_seed(
                recipe,
                data,
                seed=seed,
                folder=folder,
                resume=resume,
                answers=checkpoints / ANSWERS.name,
            )
        runs.append(_finish(model, state, test_split, seed=seed))
    _check_backend(f"{_command(key, seeds, epochs)} --resume", checkpoints / key)
    best = max(runs, key=lambda run: run.facts.validation_accuracy)
    record = _record(
        key,
        recipe,
        runs,
        best,
        data=data,
        train_split=train_split,
        test_split=test_split,
        command=_command(key, seeds, epochs),
    )
    files = {
        store.MODEL_FILE: _released(best.model, key, root) or pack_model(best.model),
        store.HISTORY_FILE: pack_history(best.state),
        store.PREDICTIONS_FILE: predictions.pack(best.y_proba),
    }
    if not answers_by_members(record):
        files[store.GRAPH_FILE] = pack_graph(best.model)
    if recipe.dataset != "fashion-mnist":  # its labels and some images travel with it
        files[store.PREDICTIONS_FILE] = predictions.pack(best.y_proba, test_split.labels)
        files[examples.FILE] = examples.pack(test_split.images, test_split.labels)
    if recipe.keep_seeds:
        others = {run.seed: run.model.get_weights() for run in runs if run is not best}
        files |= seed_weights.pack(others)
    if best.state.dynamics is not None:
        files |= pack_dynamics(remembered(best.state.dynamics, best.model, train_split))
    if found := search.saved(key):
        files |= pack_search(found)
    if variations := ablation.saved(key):
        files |= pack_ablation(variations)
    return store.write(record, files, root)


def _check_backend(command: str, folder: Path) -> None:
    """Refuse to release on another backend than TensorFlow what was trained there."""
    backend = keras.backend.backend()
    if backend != RELEASED_WITH:
        raise RecipeError(
            f"It is trained, the checkpoints are in {folder}/. A release is made with Keras on "
            f"{RELEASED_WITH}, here it runs on {backend}: now run "
            f"KERAS_BACKEND={RELEASED_WITH} {command}."
        )


def time_again(model: store.TrainedModel, test_split: Split) -> store.TrainedModel:
    """Measure the inference time once more and keep it in the record.

    A time that was measured while other work ran on the machine says nothing.
    """
    loaded = load_keras(model.folder / store.MODEL_FILE)
    timed = model.record.model_copy(update={"inference": time_inference(loaded, test_split.images)})
    files = {name: (model.folder / name).read_bytes() for name in model.record.files}
    return store.write(timed, files, model.folder.parent)


def pack_model(model: keras.Model) -> bytes:
    """Return the content of ``model.keras``, without optimiser."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / store.MODEL_FILE
        model.save(path)
        return path.read_bytes()


def pack_history(state: TrainingState) -> bytes:
    """Return the content of ``history.csv``."""
    frame = pd.DataFrame(state.history, columns=list(HISTORY_COLUMNS))
    return frame.to_csv(index=False, float_format="%.6g").encode()


def _released(model: keras.Model, key: str, root: Path) -> bytes | None:
    """Return the released file if it holds this very model, else None.

    A model's file tells when it was saved. Where nothing else would change it is kept, so that
    students' and ensembles' records go on naming it by its hash.
    """
    try:
        path = store.load(key, root).folder / store.MODEL_FILE
        released = load_keras(path)
    except ArtifactError:
        return None
    same = _structure(released) == _structure(model) and all(
        map(np.array_equal, released.get_weights(), model.get_weights())
    )
    return path.read_bytes() if same else None


def _structure(model: keras.Model) -> dict[str, Any]:
    """Return a model's layers and how they are connected, but not its name, which Keras numbers."""
    structure: dict[str, Any] = json.loads(model.to_json())
    return {**structure["config"], "name": None}


def _finish(model: keras.Model, state: TrainingState, test: Split, *, seed: int) -> FinishedRun:
    y_proba = predict_proba(model, test.images)
    facts = SeedRun(
        seed=seed,
        epochs=state.epoch,
        selected_epoch=state.selected_epoch,
        validation_accuracy=state.history[state.selected_epoch - 1]["val_accuracy"],
        test_accuracy=float((y_proba.argmax(axis=1) == test.labels).mean()),
        seconds=state.seconds,
    )
    return FinishedRun(seed, model, state, y_proba, facts)


def _record(
    key: str,
    recipe: Recipe,
    runs: Sequence[FinishedRun],
    best: FinishedRun,
    *,
    data: TrainValidation,
    train_split: Split,
    test_split: Split,
    command: str,
) -> ModelRecord:
    layers = layer_table(best.model)
    return ModelRecord(
        schema_version=1,
        key=key,
        display_name=recipe.display_name,
        family=recipe.family,
        comparison=recipe.comparison,
        description=recipe.description,
        source=recipe.source,
        claimed_accuracy=recipe.claimed_accuracy,
        layers=layers,
        parameters=sum(layer.parameters for layer in layers),
        multiply_accumulates=sum(layer.multiply_accumulates for layer in layers),
        training=_settings(recipe.config),
        seed=best.seed,
        runs=tuple(run.facts for run in runs),
        data=DataFingerprint(
            dataset=recipe.dataset,
            train_images=fingerprint(train_split.images),
            train_labels=fingerprint(train_split.labels),
            test_images=fingerprint(test_split.images),
            test_labels=fingerprint(test_split.labels),
        ),
        validation=Validation(
            size=len(data.validation),
            drawn=f"{VALIDATION_PER_CLASS} of each class, seed {VALIDATION_SEED}",
            indices_sha256=data.indices_sha256,
            accuracy=best.facts.validation_accuracy,
            epoch=best.facts.selected_epoch,
        ),
        environment=best.state.environment or environment(),
        training_seconds=best.facts.seconds,
        inference=time_inference(best.model, test_split.images),
        command=command,
        files=dict.fromkeys(REQUIRED_FILES, "0" * 64),  # the store fills in the hashes
    )


def _settings(config: TrainingConfig | Ensemble) -> dict[str, Any]:
    """Return what the record says of how the model came about, other models by their hashes."""
    if isinstance(config, Ensemble):
        return describe(config)
    return asdict(config) | taught_by(config)


def _command(key: str, seeds: Sequence[int], epochs: int | None) -> str:
    options = "".join(f" --seed {seed}" for seed in seeds)
    return f"python -m fmnist train {key}{options}" + (f" --epochs {epochs}" if epochs else "")
