"""Small networks made by hand: one linear classifier in every form in which people publish theirs.

Its weights are the least squares solution on the probe images, a matter of milliseconds; each form
hides the same classifier behind another contract, so every import must give the same answers.
"""

import functools
import io
import json
import zipfile
from pathlib import Path

import h5py
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from fmnist.data.dataset import load_test_split
from fmnist.data.probe import load_probe_split

STEEPNESS = 12.0  # of the logits: makes the least squares scores confident


@functools.cache
def classifier() -> tuple[np.ndarray, np.ndarray]:
    """Return kernel (784, 10) and bias (10,) for pixels of 0 to 1."""
    split = load_probe_split()
    pixels = split.images.reshape(len(split), -1) / 255.0
    design = np.hstack([pixels, np.ones((len(pixels), 1))])
    targets = np.eye(10)[split.labels] - 0.1
    ridge = design.T @ design + 20 * np.eye(785)
    solution = STEEPNESS * np.linalg.solve(ridge, design.T @ targets)
    return solution[:-1].astype(np.float32), solution[-1].astype(np.float32)


def logits(images: np.ndarray) -> np.ndarray:
    """Return what the classifier gives for raw images, float64 of shape (n, 10)."""
    kernel, bias = classifier()
    return images.reshape(len(images), -1) / 255.0 @ kernel.astype(np.float64) + bias


@functools.cache
def answers() -> np.ndarray:
    """Return its labels for the test images."""
    return logits(load_test_split().images).argmax(axis=1)


def softmax(values: np.ndarray) -> np.ndarray:
    exponentials = np.exp(values - values.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


@functools.cache
def y_proba() -> np.ndarray:
    """Return its probabilities for the test images, float32."""
    return softmax(logits(load_test_split().images)).astype(np.float32)


def weights_for(
    scale: float = 1 / 255,
    offset: float = 0.0,
    *,
    inverted: bool = False,
    transposed: bool = False,
    order: tuple[int, ...] = tuple(range(10)),
) -> tuple[np.ndarray, np.ndarray]:
    """Return kernel and bias of the same classifier for pixels that reach it otherwise.

    ``x = scale * pixel + offset`` means ``pixel / 255 = (x - offset) / (255 scale)``.
    """
    kernel, bias = (array.astype(np.float64) for array in classifier())
    if inverted:
        kernel, bias = -kernel, bias + kernel.sum(axis=0)
    if transposed:
        kernel = kernel.reshape(28, 28, 10).transpose(1, 0, 2).reshape(784, 10)
    bias = bias - kernel.sum(axis=0) * offset / (255 * scale)
    kernel = kernel / (255 * scale)
    columns = list(order)
    return kernel[:, columns].astype(np.float32), bias[columns].astype(np.float32)


def onnx_bytes(
    kernel: np.ndarray,
    bias: np.ndarray,
    *,
    shape: tuple[int, ...] = (28, 28),
    batch: int | str = "n",
    answer: str = "Softmax",
    half: bool = False,
    extra: bool = False,
) -> bytes:
    """Return an ONNX file: flatten, multiply, add, and one more operation or none.

    Parameters
    ----------
    kernel, bias
        Shapes (784, k) and (k,).
    shape, batch
        Of the input.
    answer
        "Softmax", "LogSoftmax", "Sigmoid" or "" for logits.
    half
        Whether it reads and gives float16.
    extra
        Whether it also gives a second output, of three columns.
    """
    kind = TensorProto.FLOAT16 if half else TensorProto.FLOAT
    dtype = np.float16 if half else np.float32
    initializers = [
        numpy_helper.from_array(kernel.astype(dtype), "kernel"),
        numpy_helper.from_array(bias.astype(dtype), "bias"),
    ]
    nodes = [
        helper.make_node("Flatten", ["picture"], ["flat"]),
        helper.make_node("Gemm", ["flat", "kernel", "bias"], ["logits"]),
    ]
    last = "logits"
    if answer:
        options = {} if answer == "Sigmoid" else {"axis": 1}
        nodes.append(helper.make_node(answer, ["logits"], ["answer"], **options))
        last = "answer"
    outputs = [helper.make_tensor_value_info(last, kind, [batch, kernel.shape[1]])]
    if extra:
        initializers.append(numpy_helper.from_array(kernel[:, :3].astype(dtype), "aside"))
        nodes.append(helper.make_node("MatMul", ["flat", "aside"], ["embedding"]))
        outputs.insert(0, helper.make_tensor_value_info("embedding", kind, [batch, 3]))
    graph = helper.make_graph(
        nodes,
        "network",
        [helper.make_tensor_value_info("picture", kind, [batch, *shape])],
        outputs,
        initializers,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    return model.SerializeToString()


def old_keras_config(*, activation: str = "softmax") -> dict:
    """Return a Sequential model as Keras 2.2 described it."""
    drawn = {
        "class_name": "VarianceScaling",
        "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "dtype": "float32"},
    }
    zeros = {"class_name": "Zeros", "config": {"dtype": "float32"}}
    return {
        "class_name": "Sequential",
        "config": {
            "name": "sequential_1",
            "layers": [
                {
                    "class_name": "Flatten",
                    "config": {
                        "name": "flatten_1",
                        "trainable": True,
                        "batch_input_shape": [None, 28, 28],
                        "dtype": "float32",
                        "data_format": "channels_last",
                    },
                },
                {
                    "class_name": "Dense",
                    "config": {
                        "name": "dense_1",
                        "trainable": True,
                        "dtype": "float32",
                        "units": 10,
                        "activation": activation,
                        "use_bias": True,
                        "kernel_initializer": drawn,
                        "bias_initializer": zeros,
                        "kernel_regularizer": {"class_name": "L1L2", "config": {"l1": 0, "l2": 0}},
                        "bias_regularizer": None,
                        "activity_regularizer": None,
                        "kernel_constraint": None,
                        "bias_constraint": None,
                    },
                },
            ],
        },
    }


def write_h5(path: Path, config: dict | None, kernel: np.ndarray, bias: np.ndarray) -> Path:
    """Write a whole model, or without a configuration its weights, as Keras 2.2 did."""
    with h5py.File(path, "w") as file:
        file.attrs["keras_version"] = "2.2.4"
        file.attrs["backend"] = "tensorflow"
        group = file
        if config is not None:
            file.attrs["model_config"] = json.dumps(config).encode()
            file.attrs["training_config"] = json.dumps({"loss": "my_own_loss"}).encode()
            group = file.create_group("model_weights")
        group.attrs["layer_names"] = [b"flatten_1", b"dense_1"]
        group.create_group("flatten_1").attrs["weight_names"] = np.array([], dtype="S1")
        dense = group.create_group("dense_1")
        dense.attrs["weight_names"] = [b"dense_1/kernel:0", b"dense_1/bias:0"]
        dense["dense_1/kernel:0"], dense["dense_1/bias:0"] = kernel, bias
    return path


def write_keras(
    path: Path,
    config: dict,
    members: dict[str, bytes] | None = None,
    *,
    version: str = "3.5.0",
) -> Path:
    """Write a ``.keras`` archive of any configuration, with the classifier's weights."""
    buffer = io.BytesIO()
    kernel, bias = classifier()
    with h5py.File(buffer, "w") as file:
        file["layers/dense/vars/0"], file["layers/dense/vars/1"] = kernel, bias
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", json.dumps(config))
        archive.writestr("metadata.json", json.dumps({"keras_version": version}))
        archive.writestr("model.weights.h5", buffer.getvalue())
        for name, content in (members or {}).items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return path
