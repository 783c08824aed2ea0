"""The loss between student and teacher at a temperature, against logits and against scipy."""

import keras
import numpy as np
import pytest
from scipy.special import log_softmax, softmax

from fmnist.training.temperature import SoftenedCrossentropy, label_accuracy, soften

LOGITS = np.random.default_rng(1).normal(0, 2, (6, 10))
TEACHER = np.random.default_rng(2).normal(0, 2, (6, 10))
LABELS = np.eye(10, dtype=np.float32)[[3, 1, 4, 1, 5, 9]]


def test_softening_divides_logits_by_the_temperature() -> None:
    for temperature in (1, 2, 4):
        softened = soften(softmax(TEACHER, axis=1), temperature)
        np.testing.assert_allclose(softened, softmax(TEACHER / temperature, axis=1), rtol=1e-5)
    np.testing.assert_allclose(soften(np.array([0.8, 0.2]), 2), [2 / 3, 1 / 3], rtol=1e-6)


@pytest.mark.parametrize("temperature", [1.0, 4.0])
def test_the_loss_weighs_label_and_teacher(temperature: float) -> None:
    softened = softmax(TEACHER / temperature, axis=1).astype(np.float32)
    loss = SoftenedCrossentropy(0.7, temperature, reduction=None)

    measured = np.asarray(
        loss(np.concatenate([LABELS, softened], axis=1), softmax(LOGITS, axis=1).astype("f4"))
    )

    from_label = -(LABELS * log_softmax(LOGITS, axis=1)).sum(axis=1)
    from_teacher = -(softened * log_softmax(LOGITS / temperature, axis=1)).sum(axis=1)
    expected = 0.3 * from_label + 0.7 * temperature**2 * from_teacher
    np.testing.assert_allclose(measured, expected, rtol=1e-4)


def test_a_probability_of_zero_is_no_infinite_loss() -> None:
    certain = np.eye(10, dtype=np.float32)[:1]
    loss = SoftenedCrossentropy(0.5, 4.0)

    assert np.isfinite(float(loss(np.tile(certain, 2), certain[:, ::-1].copy())))


def test_the_loss_is_built_again_from_what_a_checkpoint_says() -> None:
    loss = SoftenedCrossentropy(0.7, 4.0)

    again = keras.losses.deserialize(keras.losses.serialize(loss))

    assert (again.share, again.temperature) == (0.7, 4.0)


def test_agreement_is_with_the_label_whatever_stands_beside_it() -> None:
    answers = softmax(LOGITS, axis=1)
    right = LOGITS.argmax(axis=1) == LABELS.argmax(axis=1)

    for targets in (LABELS, np.concatenate([LABELS, LABELS[::-1]], axis=1)):
        np.testing.assert_array_equal(np.asarray(label_accuracy(targets, answers)), right)
