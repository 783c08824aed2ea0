"""From a recipe to an artifact, interrupted and not, and back to its predictions."""

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from fmnist.artifacts import dynamics, store
from fmnist.data.dataset import Split
from fmnist.data.splits import validation_indices
from fmnist.errors import ArtifactError, RecipeError
from fmnist.training import loop, proof, release
from fmnist.training.checkpoints import TrainingState
from fmnist.training.config import Recipe

pytestmark = pytest.mark.slow


class InterruptedTrainingError(Exception):
    """Stands for a kill."""


def tiny_trainer(images: Split, recipe: Recipe, folder: Path):
    """Return a function that trains the tiny recipe below a folder."""

    def run(name: str = "a", recipe: Recipe = recipe, **options: object) -> store.TrainedModel:
        return release.train(
            "tiny",
            recipe,
            train_split=images,
            test_split=images,
            root=folder / name / "artifacts",
            checkpoints=folder / name / "checkpoints",
            **options,
        )

    return run


@pytest.fixture(scope="module", autouse=True)
def other_images() -> Iterator[None]:
    """Let the store take records of stand-in training images, which are not the official ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "check_data", lambda _record: None)
        yield


@pytest.fixture
def train(images: Split, recipe: Recipe, tmp_path: Path):
    """Return a function that trains the tiny recipe below tmp_path."""
    return tiny_trainer(images, recipe, tmp_path)


@pytest.fixture(scope="module")
def trained(images: Split, recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the tiny recipe was trained once, for all tests that only read."""
    folder = tmp_path_factory.mktemp("trained")
    tiny_trainer(images, recipe, folder)()
    return folder / "a"


@pytest.fixture(scope="module")
def tiny(trained: Path, other_images: None) -> store.TrainedModel:  # noqa: ARG001 - it must be on
    """Return the model that was trained there."""
    return store.load("tiny", trained / "artifacts")


def test_a_training_learns_and_records_itself(train, images: Split) -> None:
    model = train(seeds=(3, 4))

    record = model.record
    accuracies = {run.seed: run.test_accuracy for run in record.runs}
    assert set(accuracies) == {3, 4}
    best = max(record.runs, key=lambda run: run.validation_accuracy)
    assert record.seed == best.seed
    measured = (model.y_proba.argmax(axis=1) == images.labels).mean()
    assert measured == pytest.approx(best.test_accuracy)
    assert measured > 0.4, "chance is 0.1"
    assert record.parameters == 4 * 784 + 7850
    assert record.multiply_accumulates == 7840
    assert record.command == "python -m fmnist train tiny --seed 3 --seed 4"
    assert record.validation.size == 5000
    assert list(store.read_history(model)) == list(loop.HISTORY_COLUMNS)
    learned = dynamics.read(model.folder)
    assert learned.trained.sum() == len(images) - record.validation.size
    expected = np.setdiff1d(np.arange(len(images)), validation_indices(images.labels))
    np.testing.assert_array_equal(np.flatnonzero(learned.trained), expected)
    hardest = expected[np.argsort(learned.confidence[expected], kind="stable")[:20]]
    assert set(hardest) <= set(learned.numbers), "the hardest have a picture"
    np.testing.assert_array_equal(learned.images, images.images[learned.numbers])
    np.testing.assert_array_equal(learned.labels, images.labels[learned.numbers])
    np.testing.assert_array_equal(learned.answers, model.y_pred[learned.numbers])


def test_a_resumed_training_ends_where_an_uninterrupted_one_does(
    train, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = train("whole", seeds=(7,))

    save = loop.checkpoints.save

    def save_then_die(folder: Path, model, state, settings) -> None:
        save(folder, model, state, settings)
        if state.epoch == 2:
            raise InterruptedTrainingError

    monkeypatch.setattr(loop.checkpoints, "save", save_then_die)
    with pytest.raises(InterruptedTrainingError):
        train("cut", seeds=(7,))
    monkeypatch.setattr(loop.checkpoints, "save", save)
    resumed = train("cut", seeds=(7,), resume=True)

    after, before = store.read_history(resumed), store.read_history(whole)
    for name in set(loop.HISTORY_COLUMNS) - {"seconds"}:
        np.testing.assert_allclose(after[name], before[name], rtol=1e-3)
    np.testing.assert_allclose(resumed.y_proba, whole.y_proba, atol=2e-3)
    after, before = dynamics.read(resumed.folder), dynamics.read(whole.folder)
    np.testing.assert_allclose(after.confidence, before.confidence, atol=2e-3)
    assert np.abs(after.forgettings.astype(int) - before.forgettings).sum() <= 10


def test_the_same_seed_gives_the_same_model_and_another_seed_another(train, tiny) -> None:
    again, other = train("b"), train("c", seeds=(1,))

    np.testing.assert_allclose(tiny.y_proba, again.y_proba, atol=2e-3)
    assert np.abs(tiny.y_proba - other.y_proba).max() > 0.01


def test_a_checkpoint_of_other_settings_is_refused(
    train, trained: Path, recipe: Recipe, tmp_path: Path
) -> None:
    shutil.copytree(trained, tmp_path / "a")
    changed = replace(recipe, config=replace(recipe.config, learning_rate=1e-2))

    with pytest.raises(RecipeError, match=r"learning_rate=0\.003, the recipe now says 0\.01"):
        train(recipe=changed, resume=True)


def validated(model: store.TrainedModel, images: Split) -> float:
    """Return the accuracy that the shipped file has on the validation images."""
    loaded = keras.models.load_model(model.folder / "model.keras", compile=False)
    assert {layer.compute_dtype for layer in loaded.layers} == {"float32"}
    validation = release.split_validation(images).validation
    predicted = loaded.predict(validation.images.astype("float32"), verbose=0).argmax(axis=1)
    return float((predicted == validation.labels).mean())


def test_the_shipped_weights_are_those_of_the_selected_epoch(tiny, images: Split) -> None:
    assert validated(tiny, images) == pytest.approx(tiny.record.validation.accuracy)
    history = store.read_history(tiny)
    assert history["val_accuracy"].argmax() + 1 == tiny.record.validation.epoch


def test_sixteen_bits_train_but_thirty_two_are_judged_and_shipped(
    train, images: Split, recipe: Recipe, tmp_path: Path
) -> None:
    mixed = replace(recipe, config=replace(recipe.config, precision="mixed_bfloat16"))

    model = train(recipe=mixed)

    assert validated(model, images) == pytest.approx(model.record.validation.accuracy)
    assert model.record.validation.accuracy > 0.4, "chance is 0.1"
    assert model.record.training["precision"] == "mixed_bfloat16"
    (checkpoint,) = (tmp_path / "a").glob("checkpoints/tiny/seed-0/epoch-*/model.keras")
    trained = keras.models.load_model(checkpoint)
    assert trained.get_layer("probabilities").compute_dtype == "bfloat16"
    assert {weight.dtype for weight in trained.weights} == {"float32"}
    assert keras.config.dtype_policy().name == "float32", "what is built later has Keras' own"


def test_evaluation_reproduces_the_predictions_or_says_so(tiny, images: Split) -> None:
    assert proof.evaluate(tiny, images) < 1e-5

    rolled = replace(tiny.predictions, y_proba=np.roll(tiny.y_proba, 1, axis=0))
    other = replace(tiny, predictions=rolled)
    with pytest.raises(ArtifactError, match=r"tiny: model.keras does not reproduce"):
        proof.evaluate(other, images)


def test_the_model_takes_raw_pixels_and_returns_probabilities(tiny) -> None:
    np.testing.assert_allclose(tiny.y_proba.sum(axis=1), 1, atol=1e-5)
    record = json.loads((tiny.folder / "record.json").read_text())
    assert record["layers"][0]["output_shape"] == [28, 28]


def test_timing_again_changes_the_times_alone(trained: Path, images: Split, tmp_path: Path) -> None:
    shutil.copytree(trained, tmp_path / "a")
    model = store.load("tiny", tmp_path / "a" / "artifacts")

    timed = release.time_again(model, images)

    assert [time.batch_size for time in timed.record.inference] == [1, 256]
    assert timed.record.model_copy(update={"inference": ()}) == model.record.model_copy(
        update={"inference": ()}
    )
    np.testing.assert_array_equal(timed.y_proba, model.y_proba)


def test_a_model_that_comes_out_as_before_keeps_its_file(train) -> None:
    def file_hash(**options: object) -> str:
        return train("kept", **options).record.files[store.MODEL_FILE]

    first = file_hash()
    time.sleep(1.1)  # Keras writes the second of saving

    assert file_hash(resume=True) == first
    assert file_hash(seeds=(5,), resume=True) != first


def test_another_structure_with_the_same_weights_is_another_model(
    train, trained: Path, tiny, recipe: Recipe, tmp_path: Path
) -> None:
    shutil.copytree(trained, tmp_path / "a")

    def build_longer() -> keras.Model:
        model = recipe.build()
        return keras.Model(model.input, keras.layers.Rescaling(1.0, name="same")(model.output))

    after = train(recipe=replace(recipe, build=build_longer), resume=True)

    np.testing.assert_array_equal(after.y_proba, tiny.y_proba)
    assert after.record.layers[-1].type == "Rescaling"
    assert after.record.files[store.MODEL_FILE] != tiny.record.files[store.MODEL_FILE]


def test_trained_on_another_backend_it_waits_to_be_released_on_tensorflow(
    train, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "train_seed", lambda *_, **__: (None, TrainingState(epoch=3)))
    monkeypatch.setattr(release, "_finish", lambda *_, **__: None)
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")

    with pytest.raises(
        RecipeError,
        match="is trained.*KERAS_BACKEND=tensorflow python -m fmnist train tiny --seed 0 --resume",
    ):
        train()

    assert not (tmp_path / "a" / "artifacts").exists()
