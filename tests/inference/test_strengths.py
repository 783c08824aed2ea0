"""What excites units, found in one pass: against each layer's responses, and against Keras."""

import numpy as np
import pytest
from graphs import linear
from onnx import TensorProto, helper, numpy_helper

from fmnist.artifacts import store, units
from fmnist.artifacts.contract import InputContract
from fmnist.data.dataset import load_test_split
from fmnist.explanation.excitement import strength
from fmnist.inference.derived_files import exciting_images
from fmnist.inference.layers import LayerReader, open_layers

IMAGES = load_test_split().images
RNG = np.random.default_rng(6)


@pytest.mark.parametrize("key", ["ann_10_10", "cnn_small", "cnn_three_conv", "rnn_best"])
def test_one_pass_finds_what_each_layer_says_alone(key: str) -> None:
    reader = open_layers(store.load(key))

    found = reader.strengths(IMAGES[:260])

    assert [each.shape for each in found] == [(260, layer.n_units) for layer in reader.layers]
    for each, layer in zip(found, reader.layers, strict=True):
        alone = strength(reader.responses(IMAGES[:260], layer), layer.kind)
        np.testing.assert_allclose(each, alone, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("version", [13, 17, 18, 21])
def test_graphs_of_older_and_newer_operations_are_reduced_alike(version: int) -> None:
    kernel = RNG.normal(size=(5, 1, 3, 3)).astype(np.float32)
    nodes = [
        helper.make_node("Conv", ["pixels", "kernel"], ["sums"]),
        helper.make_node("Transpose", ["sums"], ["turned"], perm=[0, 2, 3, 1]),
        helper.make_node("Relu", ["turned"], ["maps"]),
        helper.make_node("Flatten", ["maps"], ["flat"]),
        helper.make_node("MatMul", ["flat", "weights"], ["hidden"]),
        helper.make_node("Tanh", ["hidden"], ["answer"]),
    ]
    weights = RNG.normal(size=(5 * 26 * 26, 7), scale=0.01).astype(np.float32)
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, [4, 1, 28, 28])],
        [helper.make_tensor_value_info("answer", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(kernel, "kernel"), numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", version)], ir_version=9)
    contract = InputContract(shape=(1, 28, 28), batch=4, scale=1 / 255)

    maps, hidden = LayerReader(model.SerializeToString(), contract).strengths(IMAGES[:6])

    windows = np.lib.stride_tricks.sliding_window_view(IMAGES[:6] / 255, (3, 3), axis=(1, 2))
    sums = np.maximum(np.einsum("nyxij,fij->nyxf", windows, kernel[:, 0]), 0)
    np.testing.assert_allclose(maps, sums.max(axis=(1, 2)), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(hidden, np.tanh(sums.reshape(6, -1) @ weights), rtol=1e-3, atol=1e-4)


def test_a_linear_model_has_no_units_to_excite() -> None:
    reader = LayerReader(linear().SerializeToString(), InputContract())

    found = exciting_images(reader, IMAGES, graph_sha256="a" * 64)

    assert (found.tensors, found.n_units, len(found.indices)) == ((), (), 0)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["cnn_equal", "ann_10_10"])
def test_the_released_images_are_those_that_keras_finds(key: str) -> None:
    import keras  # noqa: PLC0415 - 6 s

    model = store.load(key)
    network = keras.saving.load_model(model.folder / store.MODEL_FILE)
    reader = open_layers(model)
    kept = units.read(
        model.folder / units.FILE, of=key, graph_sha256=model.record.files[store.GRAPH_FILE]
    )
    names = [layer.name.replace(" ", "_") for layer in reader.layers]
    inner = keras.Model(network.inputs, [network.get_layer(name).output for name in names])
    answers = inner.predict(IMAGES.astype(np.float32), batch_size=500, verbose=0)

    for layer, answer in zip(reader.layers, answers, strict=True):
        expected = answer.max(axis=(1, 2)) if answer.ndim == 4 else answer
        indices, responses = kept.of_layer(layer.tensor)
        nine = -np.sort(-expected, axis=0)[:9].T
        np.testing.assert_allclose(responses, nine, rtol=1e-3, atol=1e-4)
        of_kept = np.take_along_axis(expected.T, indices.astype(int), axis=1)
        np.testing.assert_allclose(of_kept, nine, rtol=1e-3, atol=1e-4)
        assert (indices[:, 0] == expected.argmax(axis=0)).mean() > 0.9  # but for equals
