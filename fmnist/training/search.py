"""Searching settings with Optuna: trials are pruned, kept, and shared by several workers.

A study lives in a journal file or in a database; every worker that is pointed at the same one, in
another process or on another machine, takes part in the same search. That is Optuna's own way of
distributing work; nothing here schedules anything.
"""

import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from fmnist.artifacts.search import Search, Setting, Trial, pack, read
from fmnist.data.splits import TrainValidation
from fmnist.errors import RecipeError
from fmnist.training.config import Range, SearchSpace
from fmnist.training.loop import train_seed

if TYPE_CHECKING:
    import optuna

FEWEST_FOR_IMPORTANCE: Final = 4
FOLDER: Final = Path(__file__).resolve().parents[1] / "models" / "searches"


def search(
    key: str,
    space: SearchSpace,
    data: TrainValidation,
    *,
    study: str,
    trials: int,
    seed: int,
) -> Search:
    """Take part in a study until it has enough trials, and return all of it.

    Parameters
    ----------
    key
        The recipe's key, which is the study's name.
    space
        What may be chosen, and what to train for a choice.
    data
        Images that train and images that judge; the test images play no part.
    study
        Path of a journal file, or the URL of a database, such as ``postgresql://...``.
    trials
        Of the whole study, all workers together.
    seed
        Of this worker's proposals; workers need different ones. Every trial trains with seed 0.

    Raises
    ------
    RecipeError
        Optuna is not installed.
    """
    tuner = _optuna()
    opened = tuner.create_study(
        study_name=key,
        storage=_storage(study),
        direction="maximize",
        load_if_exists=True,
        sampler=tuner.samplers.TPESampler(seed=seed, multivariate=True),
        pruner=tuner.pruners.MedianPruner(n_startup_trials=4, n_warmup_steps=1),
    )
    ended = (tuner.trial.TrialState.COMPLETE, tuner.trial.TrialState.PRUNED)
    enough = tuner.study.MaxTrialsCallback(trials, states=ended)
    if len(opened.get_trials(deepcopy=False, states=ended)) < trials:
        opened.optimize(lambda trial: _train(trial, space, data), callbacks=[enough])
    return _summary(opened, space)


def save(key: str, found: Search, folder: Path = FOLDER) -> Path:
    """Write a search where its recipe reads it, and return the folder."""
    home = folder / key
    home.mkdir(parents=True, exist_ok=True)
    for name, content in pack(found).items():
        building = home / f".{name}"
        building.write_bytes(content)
        building.replace(home / name)
    return home


def saved(key: str) -> Search | None:
    """Return the search that was saved for a recipe, if there was one.

    Raises
    ------
    ArtifactError
        Its files are damaged.
    """
    return read(FOLDER / key)


def _optuna() -> Any:  # noqa: ANN401 - a module that need not be there
    try:
        import optuna  # noqa: PLC0415 - only searches need it
    except ImportError as error:
        raise RecipeError(
            "A search needs Optuna: pip install -r requirements-dev.txt, then try again."
        ) from error
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna


def _storage(study: str) -> "optuna.storages.BaseStorage | str":
    """Return where a study lives: a database if it is a URL, else a journal file."""
    if "://" in study:
        return study
    from optuna.storages import JournalStorage  # noqa: PLC0415
    from optuna.storages.journal import JournalFileBackend  # noqa: PLC0415

    Path(study).parent.mkdir(parents=True, exist_ok=True)
    return JournalStorage(JournalFileBackend(study))


def _train(trial: "optuna.Trial", space: SearchSpace, data: TrainValidation) -> float:
    """Train one proposal and return its best validation accuracy."""
    settings = {name: _suggest(trial, name, choices) for name, choices in space.settings.items()}
    trial.set_user_attr("worker", os.getpid())
    best, start = 0.0, time.perf_counter()

    def report(row: Mapping[str, float]) -> None:
        nonlocal best
        best = max(best, row["val_accuracy"])
        trial.report(best, step=int(row["epoch"]))
        trial.set_user_attr("seconds", time.perf_counter() - start)
        if trial.should_prune():
            raise _optuna().TrialPruned

    with tempfile.TemporaryDirectory() as folder:
        recipe = space.make(settings, space.epochs)
        train_seed(recipe, data, seed=0, folder=Path(folder), resume=False, on_epoch=report)
    return best


def _suggest(trial: "optuna.Trial", name: str, choices: tuple[Setting, ...] | Range) -> Setting:
    if isinstance(choices, Range):
        return trial.suggest_float(name, choices.low, choices.high, log=choices.log)
    return cast("Setting", trial.suggest_categorical(name, choices))


def _summary(study: "optuna.Study", space: SearchSpace) -> Search:
    tuner = _optuna()
    state = tuner.trial.TrialState
    states = {state.COMPLETE: "complete", state.PRUNED: "pruned"}
    ended = [trial for trial in study.trials if trial.state in states and trial.intermediate_values]
    complete = [trial for trial in ended if trial.state is state.COMPLETE]
    importances = {}
    if len(complete) >= FEWEST_FOR_IMPORTANCE:
        evaluator = tuner.importance.FanovaImportanceEvaluator(seed=0)
        importances = tuner.importance.get_param_importances(study, evaluator=evaluator)
    return Search(
        tuner=f"Optuna {tuner.__version__}: tree-structured Parzen estimator, median pruning",
        most_epochs=space.epochs,
        importances=importances,
        evaluator="functional ANOVA (Hutter, Hoos and Leyton-Brown 2014) over completed trials",
        trials=tuple(
            Trial(
                trial=trial.number,
                state=states[trial.state],
                validation_accuracy=max(trial.intermediate_values.values()),
                epochs=max(trial.intermediate_values),
                seconds=round(trial.user_attrs["seconds"], 1),
                settings=trial.params,
            )
            for trial in ended
        ),
    )
