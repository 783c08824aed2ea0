"""From a Keras model to ``model.onnx``, whose outputs are ``probabilities`` and ``features``.

The features are what the last dense layer reads. Of an ensemble they are those of its members, one
after the other.
"""

import tempfile
from pathlib import Path

import keras
import numpy as np

from fmnist.artifacts import store
from fmnist.data.classes import IMAGE_SIDE
from fmnist.errors import ArtifactError
from fmnist.inference.engine import answers_by_members, open_file
from fmnist.inference.graph import FEATURES, PROBABILITIES
from fmnist.training.loading import load_keras

TOLERANCE = 1e-4


def pack_graph(model: keras.Model) -> bytes:
    """Return the content of ``model.onnx``.

    Raises
    ------
    ArtifactError
        The graph answers otherwise than the model.
    """
    both = with_features(model)
    probe = np.random.default_rng(0).integers(0, 256, (3, IMAGE_SIDE, IMAGE_SIDE))
    pixels = probe.astype(np.float32)
    expected = both(pixels)  # a loaded model that was never called cannot be exported
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / store.GRAPH_FILE
        both.export(str(path), format="onnx", verbose=False)
        content = path.read_bytes()
    answer = open_file(content).answer(pixels)
    wanted = keras.ops.convert_to_numpy(expected[PROBABILITIES])
    difference = float(np.abs(answer.y_proba - wanted).max())
    if not difference <= TOLERANCE:
        raise ArtifactError(
            "The exported graph does not answer as the model does: expected differences up to "
            f"{TOLERANCE}, received {difference:.3g}."
        )
    return content


def with_features(model: keras.Model) -> keras.Model:
    """Return a model that also gives away its last hidden layer."""
    members = [layer for layer in model.layers if isinstance(layer, keras.Model)]
    if not members:
        dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
        hidden = keras.layers.Flatten(name="hidden")(dense[-1].input)
        return keras.Model(model.input, {PROBABILITIES: model.output, FEATURES: hidden})
    answers = [
        with_features(member)(node.input_tensors[0])
        for member in members
        for node in member._inbound_nodes  # noqa: SLF001 - Keras has no public way to a graph's edges
    ]
    y_proba = keras.layers.Average(name="mean")([each[PROBABILITIES] for each in answers])
    features = keras.layers.Concatenate(name="hidden")([each[FEATURES] for each in answers])
    return keras.Model(model.input, {PROBABILITIES: y_proba, FEATURES: features})


def export(model: store.TrainedModel) -> store.TrainedModel:
    """Write ``model.onnx`` of a released model; nothing else of it changes.

    An ensemble that its members' graphs answer for needs none and stays as it is.

    Raises
    ------
    ArtifactError
        The folder holds no ``model.keras``, or the graph answers otherwise.
    """
    if answers_by_members(model.record):
        return model
    path = model.folder / store.MODEL_FILE
    if not path.is_file():
        raise ArtifactError(
            f"{model.key}/ holds no {store.MODEL_FILE} to export. Train the model again, or import "
            "the file that it came in."
        )
    loaded = load_keras(path)
    return store.add_files(model, {store.GRAPH_FILE: pack_graph(loaded)})
