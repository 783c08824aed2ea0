"""TFLite files and SavedModel folders to ONNX. For the worker only: it loads TensorFlow."""

import logging
import struct
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from fmnist.errors import ImportingError, first_line
from fmnist.importing.forms import WAYS_OUT
from fmnist.importing.graphs import Converted, Quantised, from_onnx, with_real_numbers
from fmnist.importing.keras_config import names_in

Tell = Callable[[str], None]
FORBIDDEN: Final = names_in(
    """
    PyFunc PyFuncStateless EagerPyFunc ReadFile WriteFile MatchingFiles PrintV2
    TFRecordDataset TextLineDataset FixedLengthRecordDataset LoadDataset SaveDataset
    WholeFileReader WholeFileReaderV2 DebugIdentity DebugIdentityV2 DebugNanCount
    DebugNumericSummary DumpGraph ExperimentalSaveDataset CreateSummaryFileWriter SaveSlices
    Save
    """
)
"""Operations that run Python or touch files, besides those that load the model's own weights."""
ERRORS: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    NotImplementedError,
    OSError,
    RuntimeError,
    AssertionError,
    OverflowError,
    struct.error,  # of a flatbuffer whose offsets lead out of the file
)
OPSET: Final = 17
SIGNATURE: Final = "serving_default"


def from_tflite(path: Path, name: str, folder: Path, tell: Tell) -> Converted:
    """Convert a TFLite file; whole numbers of a quantised one become real numbers again.

    Raises
    ------
    ImportingError
        It is damaged, or holds operations of its own.
    """
    tell("Starting TensorFlow to convert it")
    target = folder / "model.onnx"
    try:
        import tensorflow as tf  # noqa: PLC0415 - in the worker
        from tf2onnx.convert import from_tflite as convert  # noqa: PLC0415 - in the worker

        logging.disable(logging.INFO)
        interpreter = tf.lite.Interpreter(model_path=str(path))
        inputs, outputs = interpreter.get_input_details(), interpreter.get_output_details()
        tell("Writing it as ONNX")
        convert(str(path), opset=OPSET, output_path=str(target))
    except ERRORS as error:
        raise ImportingError(
            f"{name} cannot be converted: {first_line(error)}. It is damaged, or it holds "
            f"operations that are TFLite's alone. {WAYS_OUT}"
        ) from error
    converted = from_onnx(target, name)
    given = [_quantised(each["quantization"]) for each in inputs]
    told = {place: _quantised(each["quantization"]) for place, each in enumerate(outputs)}
    wholes = {place: how for place, how in told.items() if how is not None}
    content = with_real_numbers(converted.content, given[0] if given else None, wholes)
    return replace(converted, content=content)


def from_saved_model(path: Path, name: str, folder: Path, tell: Tell) -> Converted:
    """Convert a SavedModel folder by its default signature.

    Raises
    ------
    ImportingError
        It runs Python or touches files, is damaged, or has no signature to serve.
    """
    tell("Starting TensorFlow to load it")
    _check_operations(path / "saved_model.pb", name)
    target = folder / "model.onnx"
    options = ["--saved-model", str(path), "--signature_def", SIGNATURE]
    try:
        from tf2onnx import convert  # noqa: PLC0415 - in the worker

        logging.disable(logging.INFO)
        tell("Writing it as ONNX")
        sys.argv = ["tf2onnx", *options, "--opset", str(OPSET), "--output", str(target)]
        convert.main()
    except ERRORS as error:
        raise ImportingError(
            f"{name} cannot be converted: {first_line(error)}. Expected a SavedModel with the "
            f"signature {SIGNATURE}. {WAYS_OUT}"
        ) from error
    return from_onnx(target, name)


def _check_operations(path: Path, name: str) -> None:
    """Read the graph without building it."""
    from google.protobuf.message import DecodeError  # noqa: PLC0415 - in the worker
    from tensorflow.core.protobuf import saved_model_pb2  # noqa: PLC0415 - in the worker

    saved = saved_model_pb2.SavedModel()
    try:
        saved.ParseFromString(path.read_bytes())
    except DecodeError as error:
        raise ImportingError(
            f"{name}: saved_model.pb is truncated or damaged. Save it again."
        ) from error
    for graph in saved.meta_graphs:
        nodes = [*graph.graph_def.node]
        nodes += [
            node for function in graph.graph_def.library.function for node in function.node_def
        ]
        if found := {node.op for node in nodes} & FORBIDDEN:
            raise ImportingError(
                f"{name} runs Python or touches files ({', '.join(sorted(found))}), which is never "
                f"done here. {WAYS_OUT}"
            )


def _quantised(told: tuple[float, int]) -> Quantised | None:
    scale, zero_point = told
    return Quantised(float(scale), int(zero_point)) if scale else None
