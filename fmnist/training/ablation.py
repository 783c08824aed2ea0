"""A recipe again with one change at a time, judged on validation images only.

What is trained is trained again; an ensemble is only put together otherwise.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np

from fmnist.artifacts.ablation import Variation, pack, read
from fmnist.data.dataset import Split
from fmnist.data.splits import TrainValidation
from fmnist.errors import RecipeError
from fmnist.training.checkpoints import TrainingState
from fmnist.training.config import Ensemble, Recipe, TrainingConfig
from fmnist.training.ensembles import average_of, describe, judge
from fmnist.training.loop import train_seed
from fmnist.training.prediction import predict_proba

UNCHANGED: Final = "the recipe"
KEPT: Final = Path(__file__).resolve().parents[1] / "models" / "ablations"


def ablate(
    key: str,
    recipe: Recipe,
    data: TrainValidation,
    *,
    epochs: int,
    seed: int = 0,
    folder: Path = KEPT,
) -> Iterator[Variation]:
    """Train the recipe and each of its variations; keep and yield them one by one.

    What was kept with the same settings before is not trained again, so a study that was stopped
    goes on; what belongs to other settings is dropped.

    Parameters
    ----------
    key
        The recipe's key, which names the folder.
    recipe
        Its ``variations`` say what is changed.
    data
        Images that train and images that judge.
    epochs
        Of every training, fewer than the recipe's own: what counts is the comparison.
    seed
        Of every training.
    folder
        Where studies are kept.

    Raises
    ------
    RecipeError
        The recipe names no variation.
    """
    if not recipe.variations:
        raise RecipeError(
            f"The recipe {key} names no variations to compare with. Give it some: RECIPE = "
            'Recipe(..., variations={"without flip": {"flip": False}}).'
        )
    home = folder / key
    before = {variation.settings: variation for variation in read(home)}
    done: list[Variation] = []
    for name, changes in {UNCHANGED: {}, **recipe.variations}.items():
        changed = replace(recipe, config=_change(recipe.config, changes, epochs))
        whole = _describe(changed.config) | {"seed": seed, "validation": data.indices_sha256}
        settings = json.dumps(whole)
        found = before.get(settings)
        if found is None:
            found = _evaluate(name, changed, data, seed=seed, settings=settings)
        done.append(found.model_copy(update={"name": name}))
        home.mkdir(parents=True, exist_ok=True)
        for file, content in pack(tuple(done)).items():
            (home / file).write_bytes(content)
        yield done[-1]


def kept(key: str) -> tuple[Variation, ...]:
    """Return the study that was kept for a recipe; empty if there was none.

    Raises
    ------
    ArtifactError
        Its file is damaged.
    """
    return read(KEPT / key)


def _change(
    config: TrainingConfig | Ensemble, changes: Mapping[str, Any], epochs: int
) -> TrainingConfig | Ensemble:
    if isinstance(config, Ensemble):
        return replace(config, **changes)
    return replace(config, **changes, epochs=epochs)


def _describe(config: TrainingConfig | Ensemble) -> dict[str, Any]:
    return describe(config) if isinstance(config, Ensemble) else asdict(config)


def _evaluate(
    name: str, recipe: Recipe, data: TrainValidation, *, seed: int, settings: str
) -> Variation:
    if isinstance(recipe.config, Ensemble):
        model, state = average_of(recipe.config), TrainingState()
        accuracy, _ = judge(model, data.validation)
    else:
        model, state = _train(recipe, data, seed=seed)
        accuracy = state.history[state.selected_epoch - 1]["val_accuracy"]
    return Variation(
        name=name,
        validation_accuracy=accuracy,
        mirrored_accuracy=_mirrored_accuracy(model, data.validation),
        validation_images=len(data.validation),
        epochs=state.epoch,
        selected_epoch=state.selected_epoch,
        seconds=round(state.seconds, 1),
        settings=settings,
    )


def _train(
    recipe: Recipe, data: TrainValidation, *, seed: int
) -> tuple[keras.Model, TrainingState]:
    with tempfile.TemporaryDirectory() as folder:
        return train_seed(recipe, data, seed=seed, folder=Path(folder), resume=False)


def _mirrored_accuracy(model: keras.Model, split: Split) -> float:
    y_proba = predict_proba(model, split.images) + predict_proba(model, split.images[:, :, ::-1])
    return float(np.mean(y_proba.argmax(axis=1) == split.labels))
