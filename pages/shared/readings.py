"""Three readers of one image: which model stands for each family, and its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.weights import Weights
from fmnist.evaluation import reading
from fmnist.figures import pictures
from pages.shared import cache
from pages.shared.cache import Contender

MOST_KERNELS: Final = 8


@dataclass(frozen=True)
class Words:
    """What stands beside one family's picture; the caption names the model."""

    title: str
    explanation: str
    caption: str


@dataclass(frozen=True)
class Reader:
    """One family's example.

    Attributes
    ----------
    contender : Contender
        A shipped model whose first layer can be looked at.
    family : str
        "ann", "rnn" or "cnn".
    words : Words
        What stands beside its picture.
    """

    contender: Contender
    family: str
    words: Words

    @property
    def caption(self) -> str:
        """The caption, with the model's name."""
        return self.words.caption.format(name=self.contender.name)


WORDS: Final = {
    "ann": Words(
        "ANN: everything at once",
        "All 784 pixels go into every neuron at once. Each neuron of the first layer is a "
        "template: it adds up the pixels where the template is blue and subtracts those where it "
        "is orange.",
        "Templates of {name}'s first layer. An image that matches the blue parts makes the neuron "
        "respond; moved to another place, the same garment meets other weights.",
    ),
    "rnn": Words(
        "RNN: row after row",
        "The image is read as 28 rows, from top to bottom, one after the other, into a memory that "
        "is carried along. After each row the network could already answer.",
        "What {name} would answer after each row, were the image to end there. The last point is "
        "its real answer.",
    ),
    "cnn": Words(
        "CNN: small patches, everywhere the same",
        "Small patches of 3 by 3 pixels slide over the whole image and look for the same edge or "
        "texture everywhere. Later layers combine what was found, and where.",
        "Where the patches of {name}'s first layer respond: brighter means stronger, each picture "
        "on its own scale. Edges, folds and outlines light up, wherever they are.",
    ),
}
LAYERS: Final = {"ann": "Dense", "rnn": "LSTM", "cnn": "Conv2D"}


def readers(contenders: Sequence[Contender]) -> tuple[Reader, ...]:
    """Choose of each family the smallest model whose first layer is of the family's plain kind."""
    chosen = []
    for family, words in WORDS.items():
        members = [
            contender
            for contender in sorted(contenders, key=lambda one: one.record.parameters)
            if contender.record.family == family and _first_layer(contender) == LAYERS[family]
        ]
        if members:
            chosen.append(Reader(members[0], family, words))
    return tuple(chosen)


def _first_layer(contender: Contender) -> str:
    layers = contender.record.layers
    return next((layer.type for layer in layers if layer.parameters), "")


def telling_image(chosen: Sequence[Reader], label: int) -> int:
    """Return the first image of a class about which the readers disagree most."""
    answers = np.stack([reader.contender.y_pred for reader in chosen])
    kinds = np.array([len(set(column)) for column in answers.T.tolist()])
    of_class = cache.test_split().labels == label
    return int(np.argmax(np.where(of_class, kinds, 0)))


def row_beliefs(reader: Reader, index: int) -> npt.NDArray[np.float32]:
    """Return an LSTM's probabilities after each row, shape (28, 10)."""
    weights = cache.weights(reader.contender)
    layer = [weights[f"lstm/cell/{part}"] for part in range(3)]
    states = reading.lstm_states(_pixels(reader, index), *layer)
    return reading.softmax(reading.dense(states, weights["dense/0"], weights["dense/1"]))


def picture(reader: Reader, index: int) -> npt.NDArray[np.uint8]:
    """Return a montage: the ANN's templates, or the CNN's strongest first maps of an image."""
    weights = cache.weights(reader.contender)
    if reader.family == "ann":
        return _templates(weights)
    maps = reading.convolve(_pixels(reader, index), weights["conv2d/0"], weights["conv2d/1"])
    strongest = np.argsort(-maps.mean(axis=(1, 2)))[:MOST_KERNELS]
    shown = [pictures.grey(maps[place], limit=float(maps[place].max())) for place in strongest]
    return pictures.montage(shown, columns=4, zoom=4)


def _templates(weights: Weights) -> npt.NDArray[np.uint8]:
    kernel = weights["dense/0"]
    order = np.argsort(-np.abs(kernel).mean(axis=0))[:MOST_KERNELS]
    templates = kernel.T[order].reshape(-1, 28, 28)
    limit = float(np.quantile(np.abs(templates), 0.98))
    shown = [pictures.diverging(template, limit=limit) for template in templates]
    return pictures.montage(shown, columns=4, zoom=4)


def _pixels(reader: Reader, index: int) -> npt.NDArray[np.float64]:
    """Return an image as the model's first layer with weights receives it."""
    image = cache.test_split().images[index].astype(np.float64)
    scaled = any(layer.type == "Rescaling" for layer in reader.contender.record.layers)
    return image / 255 if scaled else image
