"""Three readers of one image: which model stands for each family, and its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.record import ModelRecord
from fmnist.artifacts.weights import Weights
from fmnist.evaluation import reading
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.pictures import Picture

PER_ROW: Final = 4


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
    evaluated : EvaluatedModel
        A shipped model whose first layer can be looked at.
    family : str
        "ann", "rnn" or "cnn".
    words : Words
        What stands beside its picture.
    """

    evaluated: EvaluatedModel
    family: str
    words: Words

    @property
    def caption(self) -> str:
        """The caption, with the model's name."""
        return self.words.caption.format(name=self.evaluated.name)


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


def readers(evaluated_models: Sequence[EvaluatedModel]) -> tuple[Reader, ...]:
    """Choose of each family the smallest model whose first layer is of the family's plain kind."""
    chosen = []
    for family, words in WORDS.items():
        members = [
            evaluated
            for evaluated in sorted(evaluated_models, key=lambda one: one.record.parameters)
            if evaluated.record.family == family and readable(evaluated.record)
        ]
        if members:
            chosen.append(Reader(members[0], family, words))
    return tuple(chosen)


def readable(record: ModelRecord) -> bool:
    """Tell whether a model's first layer is its family's plain kind, activated at once."""
    types = [layer.type for layer in record.layers]
    first = next((place for place, layer in enumerate(record.layers) if layer.parameters), 0)
    pooled_first = types[first + 1 : first + 3] == ["MaxPooling2D", "BatchNormalization"]
    return types[first] == LAYERS[record.family] and not pooled_first


def telling_image(chosen: Sequence[Reader], label: int) -> int:
    """Return the first image of a class about which the readers disagree most."""
    answers = np.stack([reader.evaluated.y_pred for reader in chosen])
    kinds = np.array([len(set(column)) for column in answers.T.tolist()])
    of_class = cache.test_split().labels == label
    return int(np.argmax(np.where(of_class, kinds, 0)))


def row_beliefs(reader: Reader, index: int) -> npt.NDArray[np.float32]:
    """Return an LSTM's probabilities after each row, shape (28, 10)."""
    weights = cache.weights(reader.evaluated)
    layer = [weights[f"lstm/cell/{part}"] for part in range(3)]
    states = reading.lstm_states(_pixels(reader, index), *layer)
    return reading.softmax(reading.dense(states, weights["dense/0"], weights["dense/1"]))


def picture_rows(reader: Reader, index: int) -> list[list[Picture]]:
    """Return the ANN's templates, or the CNN's strongest first maps of an image, four in a row."""
    weights = cache.weights(reader.evaluated)
    pixels = _pixels(reader, index)
    draw = _templates if reader.family == "ann" else _maps
    shown = draw(reader.evaluated.record, weights, pixels)
    return [shown[:PER_ROW], shown[PER_ROW:]]


def _templates(
    record: ModelRecord, weights: Weights, pixels: npt.NDArray[np.float64]
) -> list[Picture]:
    kernel, bias = first_layer(record, weights, "Dense")
    responses = reading.dense(pixels.reshape(-1), kernel, bias)
    order = np.argsort(-np.abs(kernel).mean(axis=0))[: 2 * PER_ROW].tolist()
    limit = np.quantile(np.abs(kernel[:, order]), 0.98)
    return [
        Picture(
            title=f"Neuron {unit + 1}",
            note=f"{responses[unit]:+.1f}",
            name=f"Template of neuron {unit + 1}, which answers this image {responses[unit]:+.1f}",
            pixels=np.clip(255 * kernel[:, unit] / limit, -255, 255).reshape(28, 28),
            signed=True,
        )
        for unit in order
    ]


def _maps(record: ModelRecord, weights: Weights, pixels: npt.NDArray[np.float64]) -> list[Picture]:
    maps = first_maps(record, weights, pixels)
    strongest = np.argsort(-maps.mean(axis=(1, 2)))[: 2 * PER_ROW].tolist()
    return [
        Picture(
            title=f"Patch {place + 1}",
            note="",
            name=f"Where patch {place + 1} responds in this image",
            pixels=255 * maps[place] / (maps[place].max() or 1.0),
        )
        for place in strongest
    ]


def first_maps(
    record: ModelRecord, weights: Weights, pixels: npt.NDArray[np.float64]
) -> npt.NDArray[np.float32]:
    """Return what a CNN's first convolution makes of an image, behind its activation."""
    kernel, bias = first_layer(record, weights, "Conv2D")
    size = next(layer for layer in record.layers if layer.type == "Conv2D").output_shape[0]
    if size == len(pixels):
        pixels = reading.pad_same(pixels, len(kernel))
    return reading.convolve(pixels, kernel, bias)


def first_layer(
    record: ModelRecord, weights: Weights, kind: Literal["Dense", "Conv2D"]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return kernel and bias of a model's first layer of a kind.

    A layer may have no bias, and a normalisation may stand between it and its activation: then it
    is part of what the layer makes of an image.
    """
    name = kind.lower()
    kernel = weights[f"{name}/0"]
    bias = weights.get(f"{name}/1", np.zeros(kernel.shape[-1], dtype=np.float32))
    types = [layer.type for layer in record.layers]
    behind = types.index(kind) + 1
    if types[behind : behind + 2] != ["BatchNormalization", "Activation"]:
        return kernel, bias
    parts = [weights[f"batch_normalization/{part}"] for part in range(4)]
    return reading.fold_normalisation(kernel, bias, parts)


def _pixels(reader: Reader, index: int) -> npt.NDArray[np.float64]:
    """Return an image as the model's first layer with weights receives it."""
    image = cache.test_split().images[index].astype(np.float64)
    scaled = any(layer.type == "Rescaling" for layer in reader.evaluated.record.layers)
    return image / 255 if scaled else image
