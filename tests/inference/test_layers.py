"""A look inside: layers of our graphs against NumPy and Keras, and of other people's graphs."""

import by_hand as reading
import numpy as np
import onnx
import pytest
from graphs import linear
from onnx import TensorProto, helper, numpy_helper

from fmnist.artifacts import store
from fmnist.artifacts.contract import InputContract
from fmnist.data.dataset import load_test_split
from fmnist.errors import InferenceError
from fmnist.inference.layers import LayerReader, open_layers

IMAGES = load_test_split().images
RNG = np.random.default_rng(4)


def graph_of(nodes, weights, *, shape=(28, 28), batch="n") -> bytes:
    """Return a model from "pixels" to "answer"."""
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, [batch, *shape])],
        [helper.make_tensor_value_info("answer", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return model.SerializeToString()


def test_the_units_of_an_ann_as_numpy_computes_them() -> None:
    model = store.load("ann_10_10")
    weights = reading.read_weights(model.folder)
    values = IMAGES[:5].reshape(5, -1) / 255
    reader = open_layers(model)

    for layer, name in zip(reader.layers, ("dense", "dense_1"), strict=True):
        values = np.maximum(reading.dense(values, weights[f"{name}/0"], weights[f"{name}/1"]), 0)
        assert (layer.kind, layer.shape, layer.n_units) == ("units", (10,), 10)
        np.testing.assert_allclose(reader.responses(IMAGES[:5], layer), values, atol=1e-5)
    kernel = weights["dense/0"] * np.float32(1)
    ours = reader.templates().reshape(10, -1)
    np.testing.assert_allclose(ours / ours.max(), kernel.T / kernel.max(), atol=1e-5)


def test_the_first_maps_of_a_cnn_as_numpy_computes_them() -> None:
    model = store.load("cnn_three_conv")
    weights = reading.read_weights(model.folder)
    reader = open_layers(model)
    first = reader.layers[0]

    maps = reader.responses(IMAGES[3:4], first)[0]

    image = IMAGES[3].astype(np.float64)
    scaled = any(layer.type == "Rescaling" for layer in model.record.layers)
    image = image / 255 if scaled else image
    framed = np.pad(image, 1)  # its convolutions keep the size
    expected = reading.convolve(framed, weights["conv2d/0"], weights["conv2d/1"])
    assert (first.kind, first.shape) == ("maps", expected.shape)
    np.testing.assert_allclose(maps, expected, rtol=1e-4, atol=1e-3)


def test_the_states_of_an_lstm_as_numpy_computes_them_and_its_beliefs() -> None:
    model = store.load("rnn_lstm")
    weights = reading.read_weights(model.folder)
    reader = open_layers(model)
    (layer,) = reader.layers
    expected = reading.lstm_states(
        IMAGES[17] / 255, *(weights[f"lstm/cell/{part}"] for part in range(3))
    )

    beliefs = reader.beliefs(IMAGES[17], layer)

    assert (layer.kind, layer.shape, layer.n_units) == ("states", (28, 128), 128)
    np.testing.assert_allclose(reader.responses(IMAGES[17:18], layer)[0], expected, atol=1e-5)
    sums = reading.dense(expected, weights["dense/0"], weights["dense/1"])
    np.testing.assert_allclose(beliefs, reading.softmax(sums), atol=1e-5)
    np.testing.assert_allclose(beliefs[-1], model.y_proba[17], atol=1e-4)


def test_an_lstm_has_seen_the_rows_up_to_its_step_and_no_more() -> None:
    reader = open_layers(store.load("rnn_lstm"))

    seen = reader.seen(IMAGES[0], reader.layers[0])

    assert seen.shape == (28, 28, 28)
    for step in (0, 13, 27):
        assert not seen[step, step + 1 :].any()
        assert seen[step, step].any()


def test_layers_that_read_columns_or_backwards_are_told_by_what_they_have_seen() -> None:
    reader = open_layers(store.load("rnn_best"))
    named = {layer.name: reader.seen(IMAGES[0], layer) for layer in reader.layers}

    columns = next(seen for name, seen in named.items() if name.startswith("columns, forward"))
    backward = next(seen for name, seen in named.items() if name.startswith("rows, backward"))

    assert columns[0].any(axis=1).all()  # all rows at once
    assert not columns[0][:, 8:].any()
    assert not backward[0][:20].any()
    assert all(reader.beliefs(IMAGES[0], layer) is None for layer in reader.layers)


@pytest.mark.parametrize("key", ["ann_best", "cnn_best", "rnn_best", "cnn_tuned"])
def test_images_in_a_batch_are_answered_as_one_by_one(key) -> None:
    reader = open_layers(store.load(key))

    for layer in reader.layers[::2]:
        together = reader.responses(IMAGES[:3], layer)
        assert together.shape == (3, *layer.shape)
        alone = [reader.responses(IMAGES[at : at + 1], layer)[0] for at in range(3)]
        np.testing.assert_allclose(together, alone, rtol=1e-3, atol=1e-3)


def test_every_shipped_graph_shows_its_layers() -> None:
    for model in store.scan().models:
        if not (model.folder / store.GRAPH_FILE).is_file():
            continue
        kinds = {layer.kind for layer in open_layers(model).layers}
        wanted = {"ann": "units", "rnn": "states", "cnn": "maps"}[model.record.family]
        assert wanted in kinds, model.key


def test_an_ensemble_of_sessions_names_its_members() -> None:
    model = store.load("cnn_ensemble")
    with pytest.raises(InferenceError, match="as the mean of other models: look inside cnn_"):
        open_layers(model)


def test_maps_with_the_channels_last_and_a_fixed_batch_stand_in_one_order() -> None:
    kernel = RNG.normal(size=(5, 1, 3, 3)).astype(np.float32)
    nodes = [
        helper.make_node("Conv", ["pixels", "kernel"], ["sums"]),
        helper.make_node("Transpose", ["sums"], ["turned"], perm=[0, 2, 3, 1]),
        helper.make_node("Sigmoid", ["turned"], ["gate"]),
        helper.make_node("Mul", ["gate", "turned"], ["/features/silu/Mul_output_0"]),
        helper.make_node("ReduceMean", ["/features/silu/Mul_output_0"], ["answer"]),
    ]
    content = graph_of(nodes, {"kernel": kernel}, shape=(1, 28, 28), batch=4)
    contract = InputContract(shape=(1, 28, 28), batch=4, scale=1 / 255, inverted=True)

    reader = LayerReader(content, contract)

    (layer,) = reader.layers
    assert (layer.name, layer.kind, layer.shape) == ("features, silu", "maps", (5, 26, 26))
    maps = reader.responses(IMAGES[:6], layer)
    windows = np.lib.stride_tricks.sliding_window_view(1 - IMAGES[5] / 255, (3, 3))
    sums = np.einsum("yxij,fij->fyx", windows, kernel[:, 0])
    np.testing.assert_allclose(maps[5], sums / (1 + np.exp(-sums)), rtol=1e-4, atol=1e-5)


def test_the_first_weights_of_a_stranger_stand_upright() -> None:
    kernel = RNG.normal(size=(7, 784)).astype(np.float32)
    nodes = [
        helper.make_node("Gemm", ["pixels", "kernel"], ["sums"], transB=1),
        helper.make_node("Mul", ["sums", "scale"], ["scaled"]),
        helper.make_node("Tanh", ["scaled"], ["answer"]),
    ]
    scale = np.array([1, -1, 2, 1, 1, 1, 1], dtype=np.float32)
    content = graph_of(nodes, {"kernel": kernel, "scale": scale}, shape=(784,))

    reader = LayerReader(content, InputContract(shape=(784,), transposed=True))

    pictures = reader.templates()
    assert pictures.shape == (7, 28, 28)
    expected = (kernel * scale[:, None]).reshape(7, 28, 28).transpose(0, 2, 1)
    np.testing.assert_allclose(pictures, expected)


def test_a_recurrent_layer_whose_steps_nobody_uses_shows_them_all_the_same() -> None:
    weights = {
        "input_weights": RNG.normal(size=(1, 12, 28)).astype(np.float32),
        "state_weights": RNG.normal(size=(1, 12, 4)).astype(np.float32),
    }
    nodes = [
        helper.make_node("Transpose", ["pixels"], ["steps"], perm=[1, 0, 2]),
        helper.make_node(
            "GRU",
            ["steps", "input_weights", "state_weights"],
            ["", "last"],
            hidden_size=4,
        ),
        helper.make_node("Identity", ["last"], ["answer"]),
    ]
    reader = LayerReader(graph_of(nodes, weights), InputContract(scale=1 / 255))

    (layer,) = reader.layers
    assert (layer.kind, layer.shape) == ("states", (28, 4))
    assert reader.responses(IMAGES[:3], layer).shape == (3, 28, 4)


def test_a_linear_model_has_nothing_inside() -> None:
    reader = LayerReader(linear().SerializeToString(), InputContract())

    assert reader.layers == ()
    assert reader.templates().shape == (10, 28, 28)


def test_what_is_no_model_is_one_sentence() -> None:
    with pytest.raises(InferenceError, match="not an ONNX model: it is not a protobuf message"):
        LayerReader(b"\xff\xff\xff not a model", InputContract())


@pytest.mark.slow
@pytest.mark.parametrize("key", ["cnn_small", "ann_regularized", "cnn_best"])
def test_every_layer_as_keras_computes_it(key) -> None:
    import keras  # noqa: PLC0415 - 6 s

    model = store.load(key)
    network = keras.saving.load_model(model.folder / store.MODEL_FILE)
    reader = open_layers(model)
    checked = 0
    for layer in reader.layers:
        name = layer.name.replace(" ", "_")
        if name not in {each.name for each in network.layers}:
            continue
        inner = keras.Model(network.inputs, network.get_layer(name).output)
        expected = inner.predict(IMAGES[:3].astype(np.float32), verbose=0)
        if layer.kind == "maps":
            expected = expected.transpose(0, 3, 1, 2)
        np.testing.assert_allclose(reader.responses(IMAGES[:3], layer), expected, atol=1e-3)
        checked += 1
    assert checked == len(reader.layers)


def test_onnx_is_imported_only_when_somebody_looks_inside() -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = "import sys, fmnist.inference.layers; print('onnx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
    assert onnx.__name__ in sys.modules


def test_only_the_last_graphs_stay_open() -> None:
    reader = open_layers(store.load("cnn_small"))
    for layer in reader.layers:
        reader.responses(IMAGES[:1], layer)
    reader.responses(IMAGES[:1], reader.layers[-2])

    assert list(reader._opened) == [reader.layers[-1].tensor, reader.layers[-2].tensor]
