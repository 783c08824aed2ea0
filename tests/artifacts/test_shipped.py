"""The artifacts that ship: registry, folders and recipes are one and the same list."""

import pytest

from fmnist.artifacts import corrupted, features, store, units
from fmnist.artifacts.seed_weights import SEEDS_FILE
from fmnist.artifacts.store import GRAPH_FILE, MODEL_FILE
from fmnist.explanation.corruptions import CORRUPTIONS, VERSION
from fmnist.inference.engine import answers_by_members
from fmnist.training.recipes import recipe_keys

REGISTRY = store.scan()


def test_every_shipped_folder_is_intact() -> None:
    assert [f"{broken.key}: {broken.reason}" for broken in REGISTRY.broken] == []


def test_the_three_families_are_there() -> None:
    assert {model.record.family for model in REGISTRY.models} == {"ann", "rnn", "cnn"}


def test_every_artifact_has_a_recipe() -> None:
    assert {model.key for model in REGISTRY.models} <= set(recipe_keys())


@pytest.mark.parametrize("model", REGISTRY.models, ids=lambda model: model.key)
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


@pytest.mark.parametrize("model", REGISTRY.models, ids=lambda model: model.key)
def test_a_released_model_has_all_that_it_is_asked_once(model: store.TrainedModel) -> None:
    """Its graph, and what excites its units; its map and its answers to corrupted images."""
    commands = {"export": GRAPH_FILE, "units": units.FILE}
    if answers_by_members(model.record):
        commands = {}  # it answers by its members' graphs, and has no layers of its own
    if model.record.data.dataset == "fashion-mnist":
        commands |= {"features": features.FILE, "corrupt": corrupted.FILE}
    else:
        commands.pop("units")
    held = model.record.files

    missing = [command for command, file in commands.items() if file not in held]
    assert missing == [], f"run: {[f'python -m fmnist {each} {model.key}' for each in missing]}"

    predictions_sha256 = held[store.PREDICTIONS_FILE]
    if features.FILE in held:
        features.read(
            model.folder / features.FILE, of=model.key, predictions_sha256=predictions_sha256
        )
    if corrupted.FILE in held:
        answers = corrupted.read(
            model.folder / corrupted.FILE, of=model.key, predictions_sha256=predictions_sha256
        )
        assert (answers.version, answers.keys) == (VERSION, tuple(CORRUPTIONS))
    if units.FILE in held:
        units.read(model.folder / units.FILE, of=model.key, graph_sha256=held[GRAPH_FILE])


def test_what_excites_units_takes_little_room() -> None:
    assert sum(path.stat().st_size for path in store.ARTIFACTS.glob(f"*/{units.FILE}")) <= 4 * 2**20


@pytest.mark.parametrize("model", REGISTRY.models, ids=lambda model: model.key)
def test_an_artifact_is_small_enough_to_clone(model: store.TrainedModel) -> None:
    size = sum(path.stat().st_size for path in model.folder.iterdir())

    assert size <= 25 * 2**20


def test_all_artifacts_together_are_small_enough_to_clone() -> None:
    assert sum(path.stat().st_size for path in store.ARTIFACTS.rglob("*")) <= 120 * 2**20


@pytest.mark.parametrize("model", REGISTRY.models, ids=lambda model: model.key)
def test_the_models_that_a_record_names_are_those_that_ship(model: store.TrainedModel) -> None:
    shipped = {each.key: each.record for each in REGISTRY.models}
    told = model.record.training

    named = {key: (MODEL_FILE, digest) for key, digest in told.get("members", {}).items()}
    if told.get("teacher"):
        named[told["teacher"]] = (MODEL_FILE, told["teacher_sha256"])
    kept = {key: (SEEDS_FILE, digest) for key, digest in told.get("seed_files", {}).items()}

    for key, (file, digest) in [*named.items(), *kept.items()]:
        assert shipped[key].files[file] == digest, f"{key} was released again since"
    for key, seeds in told.get("seeds", {}).items():
        runs = [run.seed for run in shipped[key].runs]
        assert seeds == (runs if key in kept else [shipped[key].seed])
