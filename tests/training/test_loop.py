"""What an epoch's row says, and how its images are shown."""

from pathlib import Path

import keras
import numpy as np
import pytest

from fmnist.data.dataset import Split
from fmnist.training import loop
from fmnist.training.config import Recipe
from fmnist.training.environment import environment
from fmnist.training.release import split_validation

N = 7
TARGETS = np.eye(10, dtype=np.float32)[np.arange(N)]


def test_a_smaller_last_batch_counts_for_as_many_images_as_it_has() -> None:
    images = np.arange(N, dtype=np.uint8)
    sizes = []

    def measure(batch: np.ndarray, targets: np.ndarray) -> dict[str, float]:
        assert batch.dtype == np.float32
        assert (targets.argmax(axis=1) == batch).all(), "images keep their targets"
        sizes.append(len(batch))
        return {"brightness": batch.mean()}

    assert loop._mean_of_batches(measure, images, TARGETS, 3) == {"brightness": 3.0}
    assert sizes == [3, 3, 1]


def test_as_many_right_answers_in_other_batches_are_the_same_accuracy() -> None:
    right = np.array([1, 1, 0, 0, 0, 1, 0], dtype=np.uint8)

    def measure(batch: np.ndarray, _: np.ndarray) -> dict[str, float]:
        return {"accuracy": batch.mean()}

    accuracies = {
        loop._mean_of_batches(measure, np.roll(right, by), TARGETS, 3)["accuracy"]
        for by in range(N)
    }
    assert accuracies == {round(3 / 7, 6)}


@pytest.mark.slow
def test_training_never_waits_for_an_input_pipeline(
    recipe: Recipe, images: Split, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(*_: object, **__: object) -> None:
        pytest.fail("its input pipeline may wait a minute when it ends")

    for name in ("fit", "evaluate", "predict"):
        monkeypatch.setattr(keras.Model, name, wait)

    _, state = loop.train_seed(
        recipe, split_validation(images), seed=0, folder=tmp_path, resume=False
    )

    assert [row["epoch"] for row in state.history] == [1, 2, 3]


@pytest.mark.slow
def test_a_finished_training_is_taken_up_with_where_it_ran_and_its_teacher_not_asked(
    recipe: Recipe, images: Split, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = split_validation(images)
    trained, before = loop.train_seed(recipe, data, seed=0, folder=tmp_path, resume=False)
    monkeypatch.setattr(loop, "lesson", lambda *_: pytest.fail("asked again"))
    monkeypatch.setattr(loop, "environment", lambda: pytest.fail("it ran elsewhere"))

    taken_up, state = loop.train_seed(recipe, data, seed=0, folder=tmp_path, resume=True)

    assert state.epoch == recipe.training.epochs
    assert state.environment == before.environment == environment()
    for after, trained_to in zip(taken_up.get_weights(), trained.get_weights(), strict=True):
        np.testing.assert_array_equal(after, trained_to)
