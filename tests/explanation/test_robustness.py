"""Asking about every corruption, against a loop; and what ships against the models themselves."""

import numpy as np
import pytest

from fmnist.artifacts import corrupted, store
from fmnist.data.dataset import load_test_split
from fmnist.explanation.corruptions import CORRUPTIONS, VERSION, corrupt
from fmnist.explanation.robustness import answers_to_corruptions
from fmnist.inference.engine import open_engine

ASKED = [model for model in store.scan().models if corrupted.FILE in model.record.files]


def by_brightness(pixels: np.ndarray) -> np.ndarray:
    """Stand for a model: it sees nothing but the mean grey value."""
    near = -np.abs(pixels.mean(axis=(1, 2))[:, None] - np.arange(10) * 20)
    powers = np.exp(near / 10)
    return (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)


def test_the_answers_are_those_of_a_plain_loop() -> None:
    images = load_test_split().images[:9]

    found = {key: rest for key, *rest in answers_to_corruptions(by_brightness, images)}

    assert list(found) == list(CORRUPTIONS)
    for key, (y_pred, confidences) in found.items():
        for severity in range(1, 6):
            for position in range(9):
                seen = corrupt(images, CORRUPTIONS[key], severity)[position]
                answer = by_brightness(seen[None])[0]
                assert y_pred[severity - 1, position] == answer.argmax()
                assert confidences[severity - 1, position] == round(255 * float(answer.max()))


def test_what_is_answered_already_is_not_asked_again() -> None:
    images = load_test_split().images[:3]

    found = answers_to_corruptions(by_brightness, images, skip=set(CORRUPTIONS) - {"blur"})

    assert [key for key, *_ in found] == ["blur"]


@pytest.mark.parametrize("model", ASKED, ids=lambda model: model.key)
def test_shipped_answers_are_what_the_model_says_today(model: store.TrainedModel) -> None:
    sha256 = model.record.files[store.PREDICTIONS_FILE]
    answers = corrupted.read(model.folder / corrupted.FILE, of=model.key, predictions_sha256=sha256)
    assert answers.keys == tuple(CORRUPTIONS)
    assert answers.version == VERSION
    images, few = load_test_split().images, np.arange(4321, 4401)
    engine = open_engine(model, threads=2)

    for key, severity in (("shift", 4), ("cover", 2), ("noise", 3)):
        seen = corrupt(images[few], CORRUPTIONS[key], severity, few)
        y_proba = engine.predict(seen)
        kept = tuple(CORRUPTIONS).index(key), severity - 1, few
        confidences = np.sort(y_proba, axis=1)
        clear = confidences[:, -1] - confidences[:, -2] > 1e-4  # a tie may fall either way
        np.testing.assert_array_equal(answers.y_pred[kept][clear], y_proba.argmax(axis=1)[clear])
        np.testing.assert_allclose(answers.confidences[kept] / 255, confidences[:, -1], atol=3e-3)
