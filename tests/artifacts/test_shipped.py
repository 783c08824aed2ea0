"""The artifacts that ship: registry, folders and recipes are one and the same list."""

import pytest

from fmnist.artifacts import store
from fmnist.training.recipes import recipe_keys

SHELF = store.scan()


def test_every_shipped_folder_is_intact() -> None:
    assert [f"{broken.key}: {broken.reason}" for broken in SHELF.broken] == []


def test_the_three_families_are_there() -> None:
    assert {model.record.family for model in SHELF.models} == {"ann", "rnn", "cnn"}


def test_every_artifact_has_a_recipe() -> None:
    assert {model.key for model in SHELF.models} <= set(recipe_keys())


@pytest.mark.parametrize("model", SHELF.models, ids=lambda model: model.key)
def test_a_record_agrees_with_its_files(model: store.TrainedModel) -> None:
    history = store.read_history(model)
    record = model.record

    assert len(history["epoch"]) == next(
        run.epochs for run in record.runs if run.seed == record.seed
    )
    best = history["val_accuracy"].max()
    assert history["val_accuracy"][record.validation.epoch - 1] == pytest.approx(best, abs=1e-6)
    assert record.validation.accuracy == pytest.approx(best, abs=1e-5)
    assert record.seed == max(record.runs, key=lambda run: run.validation_accuracy).seed
    assert record.command.startswith(f"python -m fmnist train {model.key} ")


@pytest.mark.parametrize("model", SHELF.models, ids=lambda model: model.key)
def test_an_artifact_is_small_enough_to_clone(model: store.TrainedModel) -> None:
    size = sum(path.stat().st_size for path in model.folder.iterdir())

    assert size <= 12 * 2**20
