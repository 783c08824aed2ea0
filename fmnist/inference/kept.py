"""What a model is asked once, when it is released or imported, so that pages need not ask it.

A map of the test images (``features.npz``, about a minute) and the answers to corrupted test images
(``corruptions.npz``, half a minute to four).
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from fmnist.artifacts import corrupted, features
from fmnist.artifacts.corrupted import CorruptedAnswers
from fmnist.artifacts.features import Basis, ImageMap
from fmnist.explanation.corruptions import CORRUPTIONS, VERSION
from fmnist.explanation.feature_map import METHOD, feature_map, log_probabilities
from fmnist.explanation.robustness import answers_to_corruptions
from fmnist.inference.engine import Engine

Bytes = npt.NDArray[np.uint8]


def map_images(engine: Engine, images: Bytes, *, predictions_sha256: str) -> ImageMap:
    """Lay the test images out by a model's last hidden layer.

    Parameters
    ----------
    engine
        The model. Where it gives no hidden layer away, the logarithms of its probabilities stand
        for one, and the map says so.
    images : ndarray of uint8, shape (10000, 28, 28)
        The test images in their official order.
    predictions_sha256
        Of the model's stored predictions, by its record.
    """
    answer = engine.answer(images)
    if answer.features is not None:
        return _laid_out(answer.features, "hidden layer", predictions_sha256)
    told = log_probabilities(answer.y_proba)
    return _laid_out(told, "log probabilities", predictions_sha256)


def map_pixels(images: Bytes) -> ImageMap:
    """Lay the test images out by their 784 pixels, for contrast."""
    return _laid_out(images.reshape(len(images), -1).astype(np.float32), "pixels", "")


def answer_corruptions(
    engine: Engine, images: Bytes, answers: CorruptedAnswers
) -> Iterator[CorruptedAnswers]:
    """Ask about every corruption that is not answered yet; yield what is known after each.

    Parameters
    ----------
    engine, images
        As for `map_images`.
    answers
        What is known: `fmnist.artifacts.corrupted.none_yet`, or what an interruption left.
    """
    if answers.version != VERSION or not set(answers.keys) <= set(CORRUPTIONS):
        answers = corrupted.none_yet(answers.predictions_sha256, VERSION)
    for key, y_pred, confidences in answers_to_corruptions(
        engine.predict, images, skip=answers.keys
    ):
        answers = answers.with_one_more(key, y_pred, confidences)
        yield answers


def kept_files(engine: Engine, images: Bytes, *, predictions_sha256: str) -> dict[str, bytes]:
    """Return both files' content by their names."""
    answers = corrupted.none_yet(predictions_sha256, VERSION)
    for known in answer_corruptions(engine, images, answers):
        answers = known
    found = map_images(engine, images, predictions_sha256=predictions_sha256)
    return {features.FILE: features.pack(found), corrupted.FILE: corrupted.pack(answers)}


def _laid_out(numbers: npt.NDArray[np.float32], basis: Basis, sha256: str) -> ImageMap:
    found = feature_map(numbers)
    neighbours = found.neighbours.astype(np.uint16)
    return ImageMap(found.coordinates, neighbours, basis, numbers.shape[1], METHOD, sha256)
