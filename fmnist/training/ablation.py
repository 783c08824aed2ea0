"""A recipe again with one change at a time, judged on validation images only.

What is trained is trained again; an ensemble is only put together otherwise.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import numpy.typing as npt

from fmnist.artifacts.ablation import Variation, pack, read
from fmnist.artifacts.writing import write_whole
from fmnist.data.dataset import Split
from fmnist.data.splits import TrainValidation
from fmnist.errors import RecipeError
from fmnist.training.checkpoints import TrainingState
from fmnist.training.config import Ensemble, Recipe, TrainingConfig
from fmnist.training.ensembles import Asked, answers_of, describe
from fmnist.training.loop import train_seed
from fmnist.training.prediction import predict_proba

UNCHANGED: Final = "the recipe"
FOLDER: Final = Path(__file__).resolve().parents[1] / "models" / "ablations"


def ablate(
    key: str,
    recipe: Recipe,
    data: TrainValidation,
    *,
    epochs: int,
    seed: int = 0,
    folder: Path = FOLDER,
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
        Of every training that does not name its own, fewer than the recipe's: what counts is the
        comparison.
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
    before = {_completed(variation.settings): variation for variation in read(home)}
    done: list[Variation] = []
    asked: Asked = {}
    planned = []
    for name, changes in _from_the_recipe(recipe):
        changed = replace(recipe, config=_change(recipe.config, changes, epochs))
        whole = _describe(changed.config) | {"seed": seed, "validation": data.indices_sha256}
        planned.append((name, changed, json.dumps(whole)))
    for place, (name, changed, settings) in enumerate(planned, start=1):
        found = before.get(settings)
        if found is None:
            found = _evaluate(name, changed, data, seed=seed, settings=settings, asked=asked)
        builds_on = done[-1].name if recipe.ladder and done else ""
        called = {"name": name, "builds_on": builds_on, "settings": settings}
        done.append(found.model_copy(update=called))
        to_come = (before[told] for *_, told in planned[place:] if told in before)
        home.mkdir(parents=True, exist_ok=True)
        for file, content in pack((*done, *to_come)).items():
            write_whole(home / file, content)
        yield done[-1]


def saved(key: str) -> tuple[Variation, ...]:
    """Return the study that was saved for a recipe; empty if there was none.

    Raises
    ------
    ArtifactError
        Its file is damaged.
    """
    return read(FOLDER / key)


def _from_the_recipe(recipe: Recipe) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each variation's name and all that it changes; the recipe comes first."""
    changed: dict[str, Any] = {}
    yield UNCHANGED, changed
    for name, changes in recipe.variations.items():
        changed = {**changed, **changes} if recipe.ladder else dict(changes)
        yield name, changed


def _completed(settings: str) -> str:
    """Return kept settings with what came to the configuration since, so that they stay equal."""
    told = json.loads(settings)
    if "batch_size" not in told:  # an ensemble
        return settings
    since = {each.name: each.default for each in fields(TrainingConfig)}
    ours = {name: told.pop(name, default) for name, default in since.items()}
    return json.dumps(ours | told)


def _change(
    config: TrainingConfig | Ensemble, changes: Mapping[str, Any], epochs: int
) -> TrainingConfig | Ensemble:
    if isinstance(config, Ensemble):
        return replace(config, **changes)
    return replace(config, **{"epochs": epochs, **changes})


def _describe(config: TrainingConfig | Ensemble) -> dict[str, Any]:
    return describe(config) if isinstance(config, Ensemble) else asdict(config)


def _evaluate(
    name: str, recipe: Recipe, data: TrainValidation, *, seed: int, settings: str, asked: Asked
) -> Variation:
    judged, state = data.validation, TrainingState()
    if isinstance(recipe.config, Ensemble):
        y_proba = answers_of(recipe.config, judged.images, asked)
        of_both = answers_of(replace(recipe.config, mirrored=True), judged.images, asked)
    else:
        model, state = _train(recipe, data, seed=seed)
        y_proba = predict_proba(model, judged.images)
        of_both = y_proba + predict_proba(model, judged.images[:, :, ::-1])
    return Variation(
        name=name,
        validation_accuracy=_accuracy(y_proba, judged),
        mirrored_accuracy=_accuracy(of_both, judged),
        validation_images=len(judged),
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


def _accuracy(y_proba: npt.NDArray[np.float32], split: Split) -> float:
    return float(np.mean(y_proba.argmax(axis=1) == split.labels))
