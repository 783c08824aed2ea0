"""Searching settings: two workers share one study, and the best trial becomes the recipe."""

import sys
from pathlib import Path

import forks
import pytest
from searching import SPACE

from fmnist.artifacts import search as artifact
from fmnist.data.dataset import Split
from fmnist.data.splits import split_validation
from fmnist.errors import RecipeError
from fmnist.models import cnn_tuned
from fmnist.training import search

pytestmark = pytest.mark.slow

TRIALS = 6


def test_two_workers_share_one_study(images: Split, tmp_path: Path) -> None:
    optuna = pytest.importorskip("optuna")
    place = str(tmp_path / "study.log")
    workers = [forks.call("searching", "take_part", place, TRIALS, seed) for seed in (1, 2)]
    for worker in workers:
        worker.join(180)
    assert [worker.exitcode for worker in workers] == [0, 0]

    storage = search._storage(place)
    opened = optuna.load_study(study_name="tiny", storage=storage)
    by_worker = {trial.user_attrs["worker"] for trial in opened.trials}
    assert by_worker == {worker.pid for worker in workers}
    found = search.search(
        "tiny", SPACE, split_validation(images), study=place, trials=TRIALS, seed=3
    )
    assert len(found.trials) >= TRIALS, "the study was full: nothing was added"
    assert len({trial.trial for trial in found.trials}) == len(found.trials)
    assert all(0 < trial.validation_accuracy < 1 for trial in found.trials)
    folder = search.save("tiny", found, tmp_path / "saved")
    assert artifact.read(folder) == found


def test_pruned_trials_are_kept_with_the_epochs_they_had(images: Split, tmp_path: Path) -> None:
    pytest.importorskip("optuna")
    found = search.search(
        "tiny",
        SPACE,
        split_validation(images),
        study=str(tmp_path / "study.log"),
        trials=8,
        seed=0,
    )

    pruned = [trial for trial in found.trials if trial.state == "pruned"]
    assert len(found.trials) == 8
    assert pruned
    assert all(trial.epochs < found.most_epochs for trial in pruned)
    assert sum(found.importances.values()) == pytest.approx(1)
    assert set(found.importances) == set(SPACE.settings)


def test_without_optuna_it_says_what_to_install(images: Split, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "optuna", None)

    with pytest.raises(RecipeError, match=r"pip install -r requirements-dev\.txt"):
        search.search(
            "tiny",
            cnn_tuned.RECIPE.search,
            split_validation(images),
            study="none.log",
            trials=1,
            seed=0,
        )


def test_the_recipe_is_the_best_kept_trial() -> None:
    found = search.saved("cnn_tuned")
    settings = artifact.best_trial(found).settings if found else cnn_tuned.BASELINE

    assert cnn_tuned.chosen() == settings
    assert cnn_tuned.RECIPE.config.learning_rate == settings["learning_rate"]
    names = [layer.name for layer in cnn_tuned.RECIPE.build().layers]
    assert sum(name.startswith("pool_") for name in names) == settings["blocks"]
    convolutions = settings["blocks"] * settings["convolutions"]
    assert sum(name.startswith("convolution_") for name in names) == convolutions


def test_every_choice_can_be_built() -> None:
    space = cnn_tuned.RECIPE.search
    last = {
        name: values[-1] if isinstance(values, tuple) else values.high
        for name, values in space.settings.items()
    }
    assert set(last) == set(cnn_tuned.BASELINE)

    for settings in (cnn_tuned.BASELINE, last):
        recipe = space.make(settings, 1)
        assert recipe.config.batch_size == settings["batch_size"]
        assert recipe.build().output_shape == (None, 10)
