"""What a model is asked once, when it is released or imported, so that pages need not ask it.

A map of the test images (``features.npz``, about a minute), the answers to corrupted test images
(``corruptions.npz``, half a minute to four), and the images that excite each unit of a network most
(``units.npz``, seconds).
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from fmnist.artifacts import corrupted, features, units
from fmnist.artifacts.corrupted import CorruptedAnswers
from fmnist.artifacts.features import Basis, ImageMap
from fmnist.artifacts.record import ModelRecord
from fmnist.artifacts.store import GRAPH_FILE
from fmnist.artifacts.units import ExcitingImages
from fmnist.explanation.corruptions import CORRUPTIONS, VERSION
from fmnist.explanation.excitement import SHOWN, excitement
from fmnist.explanation.feature_map import METHOD, feature_map, log_probabilities
from fmnist.explanation.robustness import answers_to_corruptions
from fmnist.inference.engine import Engine, answers_by_members
from fmnist.inference.layers import LayerReader

Bytes = npt.NDArray[np.uint8]


def missing_files(record: ModelRecord) -> tuple[str, ...]:
    """Return the commands that write what a model could be asked and was not, in their order.

    One that came as predictions alone cannot be asked; one that answers by its members' graphs has
    no units of its own; one of other data is not asked about these images.
    """
    files = {"export": GRAPH_FILE}
    if record.data.dataset == "fashion-mnist":
        files |= {"units": units.FILE, "features": features.FILE, "corrupt": corrupted.FILE}
    if record.origin != "trained" and GRAPH_FILE not in record.files:
        return ()
    unneeded = {"export", "units"} if answers_by_members(record) else set()
    return tuple(
        command
        for command, file in files.items()
        if file not in record.files and command not in unneeded
    )


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


def exciting_images(reader: LayerReader, images: Bytes, *, graph_sha256: str) -> ExcitingImages:
    """Find the test images that excite each unit of each layer most.

    Parameters
    ----------
    reader
        The model's layers.
    images
        As for `map_images`.
    graph_sha256
        Of the model's graph, by its record.
    """
    found = excitement(reader.strengths, images) if reader.layers else ()
    nothing = np.empty((0, SHOWN))
    return ExcitingImages(
        tuple(layer.tensor for layer in reader.layers),
        tuple(layer.n_units for layer in reader.layers),
        np.concatenate([nothing, *(each.indices for each in found)]).astype(np.uint16),
        np.concatenate([nothing, *(each.responses for each in found)]).astype(np.float32),
        graph_sha256,
    )


def _laid_out(numbers: npt.NDArray[np.float32], basis: Basis, sha256: str) -> ImageMap:
    found = feature_map(numbers)
    neighbours = found.neighbours.astype(np.uint16)
    return ImageMap(found.coordinates, neighbours, basis, numbers.shape[1], METHOD, sha256)
