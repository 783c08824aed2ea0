"""The state of an unfinished training on disk, one folder per finished epoch.

A folder is completed beside the others and then renamed, so a process that is killed at any moment
leaves the last complete epoch.
"""

import json
import re
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import keras
import numpy as np

from fmnist.artifacts.record import Environment
from fmnist.artifacts.seed_weights import Weights
from fmnist.errors import RecipeError
from fmnist.training.dynamics import Dynamics

EPOCH_FOLDER = re.compile(r"epoch-(\d{4})")


@dataclass
class TrainingState:
    """What a training has reached.

    Attributes
    ----------
    epoch : int
        Finished epochs.
    seconds : float
        Time spent in training steps and validation.
    history : list of dict
        One row per epoch.
    best : list of ndarray or None
        The weights of the selected epoch.
    selected_epoch : int
        Counted from 1; 0 before the first epoch.
    average : list of ndarray or None
        The moving average of the weights, if the recipe asks for one.
    dynamics : Dynamics or None
        What was thought of each training image; None before the first epoch, and where nothing is
        trained.
    environment : Environment or None
        What the epochs ran on, of a training that moved to another machine the last one; None where
        nothing is trained.
    """

    epoch: int = 0
    seconds: float = 0.0
    history: list[dict[str, float]] = field(default_factory=list)
    best: Weights | None = None
    selected_epoch: int = 0
    average: Weights | None = None
    dynamics: Dynamics | None = None
    environment: Environment | None = None


def save(folder: Path, model: keras.Model, state: TrainingState, settings: dict[str, Any]) -> None:
    """Write the state after an epoch and remove older ones."""
    folder.mkdir(parents=True, exist_ok=True)
    building = folder / "building"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    model.save(building / "model.keras")
    for name, weights in (("best", state.best), ("average", state.average)):
        if weights is not None:
            np.savez(building / f"{name}.npz", *weights)
    if state.dynamics is not None:
        np.savez(building / "dynamics.npz", **asdict(state.dynamics))
    facts = {
        "settings": settings,
        "seconds": state.seconds,
        "selected_epoch": state.selected_epoch,
        "history": state.history,
        "environment": state.environment.model_dump() if state.environment else None,
    }
    (building / "state.json").write_text(json.dumps(facts), encoding="utf-8")
    older = [path for _, path in _epochs(folder)]
    building.rename(folder / f"epoch-{state.epoch:04d}")
    for path in older:
        shutil.rmtree(path)


def latest(folder: Path, settings: dict[str, Any]) -> tuple[keras.Model, TrainingState] | None:
    """Load the last finished epoch, or None if there is none.

    Raises
    ------
    RecipeError
        The checkpoint was made with other settings.
    """
    epochs = _epochs(folder)
    if not epochs:
        return None
    epoch, path = epochs[-1]
    facts = json.loads((path / "state.json").read_text(encoding="utf-8"))
    differing = [name for name in settings if facts["settings"].get(name) != settings[name]]
    if differing:
        name = differing[0]
        raise RecipeError(
            f"The checkpoint in {folder} was made with {name}={facts['settings'].get(name)!r}, the "
            f"recipe now says {settings[name]!r}. Train without --resume to start over."
        )
    state = TrainingState(
        epoch=epoch,
        seconds=facts["seconds"],
        history=facts["history"],
        best=_load_weights(path / "best.npz"),
        selected_epoch=facts["selected_epoch"],
        average=_load_weights(path / "average.npz"),
        dynamics=_load_dynamics(path / "dynamics.npz"),
        environment=_load_environment(facts.get("environment")),
    )
    return keras.models.load_model(path / "model.keras"), state


def _epochs(folder: Path) -> list[tuple[int, Path]]:
    matches = ((EPOCH_FOLDER.fullmatch(path.name), path) for path in folder.glob("epoch-*"))
    return sorted((int(match[1]), path) for match, path in matches if match)


def _load_weights(path: Path) -> Weights | None:
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as archive:
        return [archive[name] for name in archive.files]


def _load_dynamics(path: Path) -> Dynamics | None:
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as archive:
        return Dynamics(**{name: archive[name] for name in archive.files})


def _load_environment(facts: dict[str, str] | None) -> Environment | None:
    return Environment(**facts) if facts else None
