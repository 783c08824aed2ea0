"""An ablation study trains what is new, keeps what it has, and never sees the test images."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import store
from fmnist.artifacts.ablation import ABLATION_FILE, Variation, read
from fmnist.data.dataset import Split
from fmnist.data.splits import split_validation, validation_indices
from fmnist.errors import RecipeError
from fmnist.training import ablation
from fmnist.training.config import Ensemble, Recipe

pytestmark = pytest.mark.slow
VARIATIONS = {"without flip": {"flip": False}, "too slow": {"learning_rate": 1e-6}}


Study = Callable[..., list[Variation]]


def study_in(folder: Path, images: Split, recipe: Recipe) -> Study:
    """Return a function that studies some variations of the tiny recipe for two epochs."""

    def run(variations, *, ladder=False):
        changed = replace(recipe, variations=variations, ladder=ladder)
        data = split_validation(images)
        return list(ablation.ablate("tiny", changed, data, epochs=2, folder=folder))

    return run


@pytest.fixture
def study(images: Split, recipe: Recipe, tmp_path: Path) -> Study:
    """Return the function for a folder in which nothing was studied yet."""
    return study_in(tmp_path, images, recipe)


@pytest.fixture(scope="module")
def studied(images: Split, recipe: Recipe, tmp_path_factory) -> tuple[Path, list[Variation]]:
    """Return a folder in which `VARIATIONS` were studied once, and what was found."""
    folder = tmp_path_factory.mktemp("studied")
    return folder, study_in(folder, images, recipe)(VARIATIONS)


@pytest.fixture
def first(studied: tuple[Path, list[Variation]], tmp_path: Path) -> list[Variation]:
    """Return what was found, in a folder of the test's own."""
    folder, found = studied
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return found


def test_each_change_is_trained_and_kept(first: list[Variation], tmp_path: Path) -> None:
    assert [each.name for each in first] == [ablation.UNCHANGED, *VARIATIONS]
    assert read(tmp_path / "tiny") == tuple(first)
    base, _, slow = first
    assert base.epochs == 2
    assert base.validation_images == 5000
    assert slow.validation_accuracy < base.validation_accuracy - 0.1
    assert base.mirrored_accuracy == pytest.approx(base.validation_accuracy, abs=0.1)


def test_what_was_trained_before_is_not_trained_again(study: Study, first, monkeypatch) -> None:
    trained = []
    monkeypatch.setattr(
        ablation, "_evaluate", lambda name, *_, **__: trained.append(name) or first[0]
    )

    again = study({"called otherwise": VARIATIONS["without flip"], "new": {"shift": 0}})

    assert trained == ["new"]
    assert again[1].validation_accuracy == first[1].validation_accuracy
    assert again[1].name == "called otherwise"


@pytest.mark.usefixtures("first")  # has the first two trainings
def test_a_rung_keeps_the_changes_of_those_before_it(study, tmp_path: Path) -> None:
    rungs = {"without flip": {"flip": False}, "longer": {"epochs": 3}, "wider": {"batch_size": 500}}

    found = study(rungs, ladder=True)

    settings = [json.loads(each.settings) for each in found]
    assert [(told["flip"], told["epochs"], told["batch_size"]) for told in settings] == [
        (True, 2, 250),
        (False, 2, 250),
        (False, 3, 250),
        (False, 3, 500),
    ]
    assert [each.builds_on for each in found] == ["", ablation.UNCHANGED, "without flip", "longer"]
    assert [each.epochs for each in found] == [2, 2, 3, 3]
    assert read(tmp_path / "tiny") == tuple(found)


def test_what_was_kept_before_a_setting_was_invented_is_not_trained_again(
    study: Study, first: list[Variation], tmp_path: Path, monkeypatch
) -> None:
    path = tmp_path / "tiny" / ABLATION_FILE
    old = path.read_text(encoding="utf-8").replace(' ""teacher_temperature"": 1.0,', "")
    assert "temperature" not in old
    path.write_text(old, encoding="utf-8")
    monkeypatch.setattr(ablation, "_evaluate", lambda *_, **__: pytest.fail("trained again"))

    assert study(VARIATIONS) == first


def test_a_study_that_is_stopped_keeps_what_it_would_have_come_to(
    study: Study, first: list[Variation], tmp_path: Path, monkeypatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ablation, "_evaluate", stop)
    with pytest.raises(KeyboardInterrupt):
        study({"new": {"shift": 0}, **VARIATIONS})

    assert read(tmp_path / "tiny") == tuple(first)


def test_a_recipe_without_variations_says_how_to_give_it_some(images: Split, recipe) -> None:
    with pytest.raises(RecipeError, match="variations="):
        next(ablation.ablate("tiny", recipe, split_validation(images), epochs=1))


def test_an_ensemble_is_put_together_otherwise_and_nothing_is_trained(
    images: Split, recipe: Recipe, tmp_path: Path
) -> None:
    config = Ensemble(members=("ann_10_10", "cnn_equal"))
    alone = {"members": ("ann_10_10",)}
    together = replace(recipe, config=config, variations={"ANN alone": alone})
    data = split_validation(images)

    found = list(ablation.ablate("tiny", together, data, epochs=2, folder=tmp_path))

    chosen = validation_indices(images.labels)
    of_ann = store.load("ann_10_10").y_proba[chosen].argmax(axis=1)
    assert [each.epochs for each in found] == [0, 0]
    assert found[1].validation_accuracy == np.mean(of_ann == images.labels[chosen])
    assert found[0].validation_accuracy > found[1].validation_accuracy
    assert read(tmp_path / "tiny") == tuple(found)
