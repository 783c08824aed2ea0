"""Cutting an ONNX graph so that it gives away what it computes on the way.

ONNX Runtime returns declared outputs only. The `onnx` package (0.15 s to import, 33 MB installed)
reads a graph's nodes and declares others; so no second file has to be released beside a model, and
other people's graphs open up in the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import IMAGE_SIDE
from fmnist.errors import InferenceError

if TYPE_CHECKING:
    import onnx

ACTIVATIONS: Final = frozenset(
    {
        "Relu",
        "LeakyRelu",
        "PRelu",
        "ThresholdedRelu",
        "Elu",
        "Selu",
        "Celu",
        "Gelu",
        "Sigmoid",
        "HardSigmoid",
        "HardSwish",
        "Swish",
        "Mish",
        "Tanh",
        "Softplus",
        "Softsign",
    }
)
RECURRENT: Final = frozenset({"LSTM", "GRU", "RNN"})
PIXELS: Final = IMAGE_SIDE**2
_AXES_ARE_AN_INPUT: Final = 18  # of ReduceMax, from this version of the operations


def parse(content: bytes) -> "onnx.ModelProto":
    """Read an ONNX model.

    Raises
    ------
    InferenceError
        It is none, or the package that reads it is not installed.
    """
    try:
        import onnx  # noqa: PLC0415 - only where somebody looks inside
        from google.protobuf.message import DecodeError  # noqa: PLC0415
    except ImportError as error:
        raise InferenceError(
            "The layers cannot be shown: onnx is not installed. "
            "Install it: pip install -r requirements.txt"
        ) from error
    try:
        return onnx.load_model_from_string(content)
    except DecodeError as error:
        raise InferenceError(
            "The file is not an ONNX model: it is not a protobuf message."
        ) from error


def inner_tensors(model: "onnx.ModelProto") -> list[tuple[str, str]]:
    """Return what layers give away, in the graph's order.

    Returns
    -------
    list of tuple
        Kind of operation and name of the tensor: behind each activation (x sigmoid(x) counts as
        one), all steps of each recurrent layer, and all that a loop collects.
    """
    found = []
    for node in model.graph.node:
        if node.op_type in ACTIVATIONS:
            found.append((node.op_type, _gated(model, node)))
        elif node.op_type in RECURRENT:
            if not node.output[0]:
                node.output[0] = f"{node.output[1] or node.name or node.op_type}:steps"
            found.append((node.op_type, node.output[0]))
        elif node.op_type == "Loop":
            found.extend(("Loop", name) for name in node.output if name)
    return found


def giving(model: "onnx.ModelProto", names: Iterable[str]) -> bytes:
    """Return a model with these tensors for its only outputs."""
    import onnx  # noqa: PLC0415

    changed = onnx.ModelProto()
    changed.CopyFrom(model)
    del changed.graph.output[:]
    changed.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    return bytes(changed.SerializeToString())


def giving_largest(
    model: "onnx.ModelProto", axes: Mapping[str, Sequence[int]]
) -> tuple[bytes, list[str]]:
    """Return a model that gives away the largest values of tensors along some of their axes.

    Parameters
    ----------
    model
        The whole graph.
    axes
        For each tensor the axes, which keep the length 1; none leaves the tensor as it is.

    Returns
    -------
    tuple
        The model, and the names of its outputs in the order of `axes`.
    """
    import onnx  # noqa: PLC0415

    changed = onnx.ModelProto()
    changed.CopyFrom(model)
    version = max(each.version for each in model.opset_import if each.domain in {"", "ai.onnx"})
    names = []
    for tensor, along in axes.items():
        if not along:
            names.append(tensor)
            continue
        names.append(f"{tensor}:largest")
        reduced = onnx.helper.make_node("ReduceMax", [tensor], [names[-1]], keepdims=1)
        if version < _AXES_ARE_AN_INPUT:
            reduced.attribute.append(onnx.helper.make_attribute("axes", list(along)))
        else:
            reduced.input.append(f"{names[-1]}:axes")
            held = onnx.numpy_helper.from_array(np.array(along, np.int64), reduced.input[-1])
            changed.graph.initializer.append(held)
        changed.graph.node.append(reduced)
    return giving(changed, names), names


def head(model: "onnx.ModelProto", features: str, answer: str) -> tuple[bytes, str] | None:
    """Return what stands between the last hidden layer and the answer, as a model of its own.

    Parameters
    ----------
    model
        The whole graph.
    features, answer
        Names of the output that holds the last hidden layer, and of the answer.

    Returns
    -------
    tuple or None
        The model and the name of its only input, of shape (n, units); None where the answer
        depends on more than that layer.
    """
    import onnx  # noqa: PLC0415

    made_by = {name: node for node in model.graph.node for name in node.output}
    source = made_by[features].input[0] if made_by[features].op_type == "Reshape" else features
    known = {tensor.name for tensor in model.graph.initializer} | {source, ""}
    needed: list[int] = []
    waiting, order = [answer], list(model.graph.node)
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        if name not in made_by:
            return None
        known.update(made_by[name].output)
        needed.append(order.index(made_by[name]))
        waiting.extend(made_by[name].input)
    cut = onnx.ModelProto()
    cut.CopyFrom(model)
    for part in (cut.graph.node, cut.graph.input, cut.graph.output, cut.graph.value_info):
        del part[:]
    cut.graph.node.extend(order[place] for place in sorted(needed))
    cut.graph.input.append(
        onnx.helper.make_tensor_value_info(source, onnx.TensorProto.FLOAT, ["n", None])
    )
    cut.graph.output.append(onnx.ValueInfoProto(name=answer))
    return bytes(cut.SerializeToString()), source


def templates(model: "onnx.ModelProto") -> npt.NDArray[np.float32] | None:
    """Return the weights of the first layer where it sees all pixels at once.

    Returns
    -------
    ndarray of float32, shape (units, 784), or None
        What each unit adds up and subtracts, multiplied by what a normalisation behind it
        multiplies with, so that its signs are right.
    """
    from onnx import numpy_helper  # noqa: PLC0415

    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type not in {"MatMul", "Gemm"} or node.input[1] not in weights:
            continue
        kernel = np.asarray(numpy_helper.to_array(weights[node.input[1]]), dtype=np.float32)
        if any(each.name == "transB" and each.i for each in node.attribute):
            kernel = kernel.T
        if kernel.shape[0] != PIXELS:
            return None
        return np.asarray(kernel.T * _scale_behind(model, node.output[0])[:, None])
    return None


def _scale_behind(model: "onnx.ModelProto", name: str) -> npt.NDArray[np.float32]:
    from onnx import numpy_helper  # noqa: PLC0415

    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    scale = np.ones(1, dtype=np.float32)
    while True:
        users = [node for node in model.graph.node if name in node.input]
        if len(users) != 1 or users[0].op_type not in {"Mul", "Add", "BatchNormalization"}:
            return scale
        constants = [numpy_helper.to_array(weights[x]) for x in users[0].input if x in weights]
        if users[0].op_type == "BatchNormalization":
            gamma, _, _, variance = constants
            scale = scale * gamma / np.sqrt(variance + 1e-3)
        elif users[0].op_type == "Mul" and constants:
            scale = scale * constants[0].reshape(-1)
        name = users[0].output[0]


def _gated(model: "onnx.ModelProto", node: "onnx.NodeProto") -> str:
    """Return the output of an activation, or of the product x sigmoid(x) that it is a part of."""
    output = str(node.output[0])
    if node.op_type not in {"Sigmoid", "HardSigmoid"}:
        return output
    products: Sequence[str] = [
        str(user.output[0])
        for user in model.graph.node
        if user.op_type == "Mul" and set(user.input) == {output, node.input[0]}
    ]
    return products[0] if products else output
