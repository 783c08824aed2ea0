"""ONNX graphs as they come: checked, put into one file, wrapped where their numbers are quantised.

For the worker only, like everything that opens a stranger's file.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from fmnist.artifacts.record import Family, Layer
from fmnist.errors import ImportingError, first_line
from fmnist.importing.families import family_of
from fmnist.importing.forms import BY_PREDICTIONS
from fmnist.importing.limits import LARGEST_MODEL, MEBIBYTE

if TYPE_CHECKING:
    import onnx

DOMAINS: Final = frozenset({"", "ai.onnx", "ai.onnx.ml", "com.microsoft"})
ONE_FILE: Final = "Save it as one file (PyTorch: torch.onnx.export(..., external_data=False))."


@dataclass(frozen=True)
class Converted:
    """A model as one ONNX file.

    Attributes
    ----------
    content : bytes
    parameters : int or None
        Weights, trainable and not.
    layers : tuple of Layer
        Where the file described them.
    family : {"ann", "rnn", "cnn", "other"}
        As its operations tell.
    """

    content: bytes
    parameters: int | None
    layers: tuple[Layer, ...] = ()
    family: Family = "other"


@dataclass(frozen=True)
class Quantised:
    """How whole numbers stand for real ones: ``real = scale * (whole - zero_point)``."""

    scale: float
    zero_point: int


def from_onnx(path: Path, name: str, *, beside: Path | None = None) -> Converted:
    """Read an ONNX file into one that stands alone.

    Parameters
    ----------
    path
        The file.
    name
        What its owner calls it.
    beside
        The folder in which weights may stand in files of their own; None: nowhere.

    Raises
    ------
    ImportingError
        It is not an ONNX model, or keeps weights in files outside its folder.
    """
    import onnx  # noqa: PLC0415 - in the worker
    from google.protobuf.message import DecodeError  # noqa: PLC0415 - comes with onnx

    try:
        model = onnx.load(path, load_external_data=False)
    except (DecodeError, ValueError, OSError) as error:
        raise ImportingError(
            f"{name} is not an ONNX model, or a truncated one ({first_line(error)}). "
            "Export it again."
        ) from error
    if not model.graph.node:
        raise ImportingError(f"{name} is not an ONNX model: its graph is empty. Export it again.")
    domains = {node.domain for node in model.graph.node} - DOMAINS
    domains -= {function.domain for function in model.functions}
    if domains:
        raise ImportingError(
            f"{name} uses custom operations ({', '.join(sorted(domains))[:80]}), which "
            f"ONNX Runtime does not have. Export it with standard operations, or {BY_PREDICTIONS}."
        )
    _take_in_external_data(model, name, beside)
    _without_zipmap(model)
    _without_erfc(model)
    unknown = {
        node.op_type
        for node in model.graph.node
        if node.domain in {"", "ai.onnx"} and not onnx.defs.has(node.op_type)
    } - {function.name for function in model.functions}
    if unknown:
        raise ImportingError(
            f"{name} uses operations that ONNX does not have ({', '.join(sorted(unknown))[:80]}): "
            f"{BY_PREDICTIONS}."
        )
    content = model.SerializeToString()
    return Converted(content, count_parameters(model), family=family_of(model))


def _take_in_external_data(model: "onnx.ModelProto", name: str, beside: Path | None) -> None:
    from onnx.external_data_helper import (  # noqa: PLC0415 - in the worker
        load_external_data_for_model,
        uses_external_data,
    )

    tensors = [tensor for tensor in _tensors(model) if uses_external_data(tensor)]
    if not tensors:
        return
    if beside is None:
        raise ImportingError(
            f"{name} keeps its weights in another file, which did not come with it. {ONE_FILE}"
        )
    total = 0
    for location in {_location(tensor) for tensor in tensors}:
        file = (beside / location).resolve()
        inside = file.is_relative_to(beside.resolve()) and not Path(location).is_absolute()
        if not inside or (beside / location).is_symlink():
            raise ImportingError(
                f"{name} tries to read a file outside its folder ({location[:60]!r}), which is "
                f"refused. {ONE_FILE}"
            )
        if not file.is_file():
            raise ImportingError(
                f"{name} keeps its weights in {location}, which is not beside it. Put both files "
                f"into one folder, or: {ONE_FILE}"
            )
        total += file.stat().st_size
    if total > LARGEST_MODEL:
        raise ImportingError(
            f"{name} is too large: expected at most {LARGEST_MODEL // MEBIBYTE} MiB, received "
            f"{total / MEBIBYTE:,.0f} MiB."
        )
    load_external_data_for_model(model, str(beside))


def _location(tensor: "onnx.TensorProto") -> str:
    return next((entry.value for entry in tensor.external_data if entry.key == "location"), "")


def _tensors(model: "onnx.ModelProto") -> list["onnx.TensorProto"]:
    """Return every tensor of the model, those of constants and inner graphs too."""
    found, graphs = [], [model.graph]
    nodes = [node for function in model.functions for node in function.node]
    while graphs or nodes:
        if graphs:
            graph = graphs.pop()
            found += list(graph.initializer)
            nodes += list(graph.node)
        for node in nodes:
            for attribute in node.attribute:
                found += [attribute.t] if attribute.HasField("t") else []
                found += list(attribute.tensors)
                graphs += [attribute.g] if attribute.HasField("g") else []
                graphs += list(attribute.graphs)
        nodes = []
    return found


def count_parameters(model: "onnx.ModelProto") -> int | None:
    """Count the numbers that are weights: of real or eight-bit type, and more than one."""
    import onnx  # noqa: PLC0415 - in the worker

    kinds = onnx.TensorProto
    weights = {
        kinds.FLOAT,
        kinds.FLOAT16,
        kinds.BFLOAT16,
        kinds.DOUBLE,
        kinds.INT8,
        kinds.UINT8,
    }
    sizes = [
        int(np.prod(tensor.dims, dtype=np.int64))
        for tensor in _tensors(model)
        if tensor.data_type in weights and len(tensor.dims) > 0
    ]
    return sum(sizes) or None


def _without_zipmap(model: "onnx.ModelProto") -> None:
    """Give away probabilities as a table where scikit-learn's converter made a list of dicts."""
    import onnx  # noqa: PLC0415 - in the worker

    graph = model.graph
    for node in [node for node in graph.node if node.op_type == "ZipMap"]:
        for output in [each for each in graph.output if each.name == node.output[0]]:
            graph.output.remove(output)
        shape = onnx.helper.make_tensor_value_info(node.input[0], onnx.TensorProto.FLOAT, None)
        graph.output.append(shape)
        graph.node.remove(node)


def _without_erfc(model: "onnx.ModelProto") -> None:
    """Write 1 - erf(x), which a GELU holds and TensorFlow's converter leaves as it is."""
    import onnx  # noqa: PLC0415 - in the worker

    graph = model.graph
    for place, node in reversed(list(enumerate(graph.node))):
        if node.op_type == "Erfc":
            told, erf = node.output[0], f"{node.output[0]}_erf"
            one = onnx.numpy_helper.from_array(np.ones((), np.float32), f"{told}_one")
            graph.initializer.append(one)
            graph.node.insert(place + 1, onnx.helper.make_node("Sub", [one.name, erf], [told]))
            node.op_type, node.output[0] = "Erf", erf


def with_real_numbers(
    content: bytes, inputs: Quantised | None, outputs: dict[int, Quantised]
) -> bytes:
    """Return a quantised graph that takes and gives real numbers.

    Parameters
    ----------
    content
        The ONNX file, whose input or outputs may be whole numbers.
    inputs
        Of the only input; None where it is of real numbers.
    outputs
        By place, of those that are whole numbers.
    """
    import onnx  # noqa: PLC0415 - in the worker
    from onnx import helper, numpy_helper  # noqa: PLC0415

    model = onnx.load_from_string(content)
    graph = model.graph
    whole: dict[int, type[np.generic]] = {
        onnx.TensorProto.INT8: np.int8,
        onnx.TensorProto.UINT8: np.uint8,
    }

    def constants(label: str, how: Quantised, kind: int) -> list[str]:
        names = [f"{label}_scale", f"{label}_zero_point"]
        values = np.array(how.scale, np.float32), np.array(how.zero_point, whole[kind])
        for each, value in zip(names, values, strict=True):
            graph.initializer.append(numpy_helper.from_array(value, each))
        return names

    given = graph.input[0]
    if inputs is not None and (kind := given.type.tensor_type.elem_type) in whole:
        names = constants("imported_input", inputs, kind)
        real = onnx.ValueInfoProto()
        real.CopyFrom(given)
        real.name = "imported_input"
        real.type.tensor_type.elem_type = onnx.TensorProto.FLOAT
        node = helper.make_node("QuantizeLinear", [real.name, *names], [given.name])
        graph.node.insert(0, node)
        graph.input[0].CopyFrom(real)
    for place, how in outputs.items():
        told = graph.output[place]
        kind = told.type.tensor_type.elem_type
        if kind not in whole:
            continue
        names = constants(f"imported_output_{place}", how, kind)
        real_name = f"answer_{place}"
        graph.node.append(helper.make_node("DequantizeLinear", [told.name, *names], [real_name]))
        told.name = real_name
        told.type.tensor_type.elem_type = onnx.TensorProto.FLOAT
    return bytes(model.SerializeToString())
