"""What a training thought of each image, against a count by hand and against a second pass."""

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from fmnist.data.dataset import Split
from fmnist.training import loop
from fmnist.training.config import Recipe
from fmnist.training.dynamics import Dynamics, LastAnswers
from fmnist.training.release import split_validation

LABELS = np.array([0, 1, 2], dtype=np.uint8)


def test_confidence_deviation_and_forgettings_by_hand() -> None:
    # Three images over four epochs: always right; right, wrong, right, wrong; never right.
    beliefs = np.array([[0.9, 0.9, 0.9, 0.9], [0.8, 0.2, 0.6, 0.0], [0.1, 0.1, 0.3, 0.3]])

    dynamics = Dynamics.of_none(3)
    for epoch in range(4):
        answers = np.zeros((3, 10), np.float32)
        answers[:, 9] = 1 - beliefs[:, epoch]
        answers[np.arange(3), LABELS] = beliefs[:, epoch]
        dynamics = dynamics.after(answers, LABELS)

    assert dynamics.epochs == 4
    np.testing.assert_allclose(dynamics.confidence, [0.9, 0.4, 0.2], atol=1e-6)
    np.testing.assert_allclose(dynamics.deviation, [0, np.sqrt(0.1), 0.1], atol=1e-4)
    assert dynamics.forgettings.tolist() == [0, 2, 0]


def test_a_step_hands_out_the_answers_of_its_batch() -> None:
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss="mse", metrics=[LastAnswers(5)])
    batch = np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32)

    for size in (5, 3):  # a smaller last batch
        logs = model.train_on_batch(batch[:size], np.zeros((size, 10)), return_dict=True)
        np.testing.assert_allclose(
            logs["answers"][:size], np.asarray(model(batch[:size])), rtol=1e-5
        )


@pytest.mark.slow
def test_an_epoch_remembers_each_image_in_its_own_place(
    recipe: Recipe, images: Split, tmp_path: Path
) -> None:
    # With a learning rate of nothing and no random layer, a second pass must say the same.
    recipe = replace(
        recipe,
        config=replace(
            recipe.training,
            epochs=2,
            batch_size=300,
            learning_rate=0.0,
            weight_decay=0.0,
            flip=False,
            shift=0,
        ),
        build=lambda: keras.Sequential(
            [
                keras.Input((28, 28)),
                keras.layers.Rescaling(1 / 255),
                keras.layers.Flatten(),
                keras.layers.Dense(10, activation="softmax"),
            ]
        ),
    )
    data = split_validation(images)

    model, state = loop.train_seed(recipe, data, seed=0, folder=tmp_path, resume=False)

    answers = np.asarray(model(data.train.images.astype(np.float32)))
    belief = answers[np.arange(len(data.train)), data.train.labels]
    np.testing.assert_allclose(state.dynamics.confidence, belief, atol=1e-4)
    np.testing.assert_allclose(state.dynamics.deviation, 0, atol=1e-3)
    assert state.dynamics.right.mean() == pytest.approx(state.history[-1]["accuracy"], abs=1e-3)
    assert state.dynamics.forgettings.sum() == 0
