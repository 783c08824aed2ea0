"""Small ONNX graphs, written by hand."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WEIGHTS = np.random.default_rng(1).normal(0, 0.01, (784, 10)).astype(np.float32)


def linear(
    *,
    shape: tuple[int, ...] = (28, 28),
    batch: int | str = "n",
    activation: str | None = "Softmax",
    kind: int = TensorProto.FLOAT,
    inputs: int = 1,
) -> onnx.ModelProto:
    """Return flatten, one matrix (`WEIGHTS`), an activation; the sum of pixels is its feature."""
    dtype = helper.tensor_dtype_to_np_dtype(kind)
    weights = numpy_helper.from_array(WEIGHTS.astype(dtype), "weights")
    nodes = [
        helper.make_node("Flatten", ["image0"], ["flat"]),
        helper.make_node("MatMul", ["flat", "weights"], ["raw"]),
        helper.make_node(activation or "Identity", ["raw"], ["answer"]),
        helper.make_node("ReduceSum", ["flat"], ["features"], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        "linear",
        [
            helper.make_tensor_value_info(f"image{number}", kind, [batch, *shape])
            for number in range(inputs)
        ],
        [
            helper.make_tensor_value_info("answer", kind, [batch, 10]),
            helper.make_tensor_value_info("features", kind, None),
        ],
        [weights],
    )
    # axes of ReduceSum are an input since version 13
    axes = numpy_helper.from_array(np.array([1]), "axes")
    graph.initializer.append(axes)
    graph.node[3].input.append("axes")
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def with_weights_elsewhere(path: Path) -> bytes:
    """Return a model whose matrix stands in another file."""
    model = linear()
    path.write_bytes(WEIGHTS.tobytes())
    tensor = next(each for each in model.graph.initializer if each.name == "weights")
    onnx.external_data_helper.set_external_data(tensor, str(path), 0, WEIGHTS.nbytes)
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    return model.SerializeToString()


def softmax(raw: np.ndarray) -> np.ndarray:
    """Return rows that sum to one."""
    powers = np.exp(raw - raw.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
