"""One ONNX graph with its input contract: raw pixels in, probabilities out."""

import os
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.contract import InputContract
from fmnist.data.classes import N_CLASSES
from fmnist.errors import InferenceError, first_line
from fmnist.inference.external import refers_to_files

if TYPE_CHECKING:
    import onnxruntime

PROBABILITIES: Final = "probabilities"
FEATURES: Final = "features"
TELL_NOBODY: Final = "ORT_DISABLE_TELEMETRY"
BATCH: Final = 250
WHITE: Final = 255
INPUT_TYPES: Final[dict[str, type[np.number[Any]]]] = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(double)": np.float64,
    "tensor(uint8)": np.uint8,
}

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Answer:
    """What a model says of some images.

    Attributes
    ----------
    y_proba : ndarray of float32, shape (n, 10)
        Probabilities in the official order of the classes.
    features : ndarray of float32, shape (n, d), or None
        The last hidden layer, where the graph gives it away.
    """

    y_proba: Floats
    features: Floats | None


class Graph:
    """A session of ONNX Runtime that keeps to a contract.

    Parameters
    ----------
    content
        The ONNX file.
    contract
        What the graph wants and what its output means.
    threads
        How many cores one call may use.

    Raises
    ------
    InferenceError
        The file is not an ONNX model, reads other files, or lacks the inputs and outputs that the
        contract names.
    """

    def __init__(self, content: bytes, contract: InputContract, *, threads: int = 1) -> None:
        if not content:
            raise InferenceError("The ONNX file is empty: expected a model, received 0 bytes.")
        if refers_to_files(content):
            raise InferenceError(
                "The ONNX model keeps weights in other files, which are not read here. "
                "Save it as one file (in PyTorch: torch.onnx.export(..., external_data=False))."
            )
        self.contract = contract
        self._session = _open(content, threads)
        self._outputs = self._wanted_outputs()

    @cached_property
    def _input(self) -> "onnxruntime.NodeArg":
        inputs = {each.name: each for each in self._session.get_inputs()}
        wanted = self.contract.input_name
        if wanted is None and len(inputs) == 1:
            return next(iter(inputs.values()))
        if wanted is None or wanted not in inputs:
            raise InferenceError(
                f"The ONNX model has the inputs {', '.join(inputs) or 'none'}: expected "
                f"{'exactly one' if wanted is None else repr(wanted)}."
            )
        return inputs[wanted]

    @cached_property
    def _dtype(self) -> type[np.number[Any]]:
        kind = self._input.type
        if kind not in INPUT_TYPES:
            known = ", ".join(INPUT_TYPES)
            raise InferenceError(f"The ONNX model reads {kind}: expected one of {known}.")
        return INPUT_TYPES[kind]

    def _wanted_outputs(self) -> tuple[str, str | None]:
        """Return the names of the answer and of the features."""
        names = [each.name for each in self._session.get_outputs()]
        answer = self.contract.output_name or (
            PROBABILITIES if PROBABILITIES in names else names[0]
        )
        features = self.contract.features_name or (FEATURES if FEATURES in names else None)
        for name in (answer, features):
            if name is not None and name not in names:
                raise InferenceError(
                    f"The ONNX model has the outputs {', '.join(names)}: expected {name!r}."
                )
        return answer, features

    def under(self, contract: InputContract) -> "Graph":
        """Return the same graph under another contract; the file is not opened again."""
        other = copy(self)
        for kept in ("_input", "_dtype"):  # found under the first contract
            vars(other).pop(kept, None)
        other.contract = contract
        other._outputs = other._wanted_outputs()  # noqa: SLF001 - its own copy
        return other

    def inputs(self) -> dict[str, tuple[int | str | None, ...]]:
        """Return the declared shape of each input by name; a word or None where any size fits."""
        return {each.name: tuple(each.shape) for each in self._session.get_inputs()}

    def outputs(self) -> dict[str, tuple[int | str | None, ...]]:
        """Return the declared shape of each output by name."""
        return {each.name: tuple(each.shape) for each in self._session.get_outputs()}

    def raw(self, pixels: Floats) -> Floats:
        """Return the answer's ten columns as the graph gives them, in its own order."""
        ready = self._prepared(pixels)
        size = self.contract.batch or BATCH
        return np.concatenate(
            [self._run(ready[at : at + size])[0] for at in range(0, len(ready), size)]
        )

    def answer(self, pixels: Floats) -> Answer:
        """Answer float32 pixels of 0 to 255, shape (n, 28, 28), n at least 1."""
        ready = self._prepared(pixels)
        size = self.contract.batch or BATCH
        answered = [self._run(ready[at : at + size]) for at in range(0, len(ready), size)]
        y_proba = self._probabilities(np.concatenate([raw for raw, _ in answered]))
        features = [each for _, each in answered if each is not None]
        return Answer(y_proba, np.concatenate(features) if features else None)

    def _prepared(self, pixels: Floats) -> npt.NDArray[Any]:
        contract = self.contract
        ready = pixels.transpose(0, 2, 1) if contract.transposed else pixels
        if contract.inverted:
            ready = WHITE - ready
        if (contract.scale, contract.offset) != (1.0, 0.0):
            with np.errstate(over="ignore"):  # an absurd scale shows in the answer
                ready = ready * np.float32(contract.scale) + np.float32(contract.offset)
        if np.issubdtype(self._dtype, np.integer):
            ready = np.rint(ready).clip(0, WHITE)
        return np.ascontiguousarray(ready.reshape(-1, *contract.shape), dtype=self._dtype)

    def _run(self, batch: npt.NDArray[Any]) -> tuple[Floats, Floats | None]:
        n = len(batch)
        if self.contract.batch is not None and n < self.contract.batch:
            filling = np.repeat(batch[-1:], self.contract.batch - n, axis=0)
            batch = np.concatenate([batch, filling])
        names = [name for name in self._outputs if name is not None]
        raw, *more = self._ask(names, batch)
        if raw.size != len(batch) * N_CLASSES:
            raise InferenceError(
                f"The ONNX model's output {names[0]!r} has the shape {raw.shape}: expected "
                f"({len(batch)}, {N_CLASSES})."
            )
        features = more[0].reshape(len(batch), -1).astype(np.float32)[:n] if more else None
        return raw.reshape(-1, N_CLASSES).astype(np.float32)[:n], features

    def _ask(self, names: Sequence[str], batch: npt.NDArray[Any]) -> list[npt.NDArray[Any]]:
        try:
            received = self._session.run(list(names), {self._input.name: batch})
        except _runtime_errors() as error:
            raise InferenceError(
                f"The ONNX model does not take images of shape {batch.shape}: {first_line(error)}."
            ) from error
        return [np.asarray(each) for each in received]

    def _probabilities(self, raw: Floats) -> Floats:
        if not np.isfinite(raw).all():
            raise InferenceError("The ONNX model answers NaN or infinity for these images.")
        if self.contract.output in {"logits", "log_probabilities"}:
            raw = np.exp(raw - raw.max(axis=1, keepdims=True))
            raw /= raw.sum(axis=1, keepdims=True)
        elif self.contract.output == "scores":
            raw = raw.clip(0)
            raw = np.where(raw.sum(axis=1, keepdims=True) > 0, raw, np.float32(1))
            raw = raw / raw.sum(axis=1, keepdims=True)
        if self.contract.class_order is None:
            return raw
        ordered = np.empty_like(raw)
        ordered[:, list(self.contract.class_order)] = raw
        return ordered


def _open(content: bytes, threads: int) -> "onnxruntime.InferenceSession":
    runtime = _silent_runtime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Measured on four models: as fast without, and 40 MB less are kept for each that has answered.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 4  # what goes wrong is raised as a sentence
    options.add_session_config_entry("session.load_model_format", "ONNX")
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # a shared machine
    try:
        session = runtime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except _runtime_errors() as error:
        raise InferenceError(
            f"The ONNX model cannot be opened here: {first_line(error)}."
        ) from error
    session._model_bytes = None  # noqa: SLF001 - else the file stays in memory beside its weights
    return session


def _silent_runtime() -> ModuleType:
    """Import ONNX Runtime, which else tells its maker about this machine and each model it opens.

    It does so from 1.29 on, unless this variable says otherwise when it is first imported; Windows
    goes by the call.
    """
    os.environ[TELL_NOBODY] = "1"
    try:
        import onnxruntime  # noqa: PLC0415 - pages that ask no model need not wait for it
    except ImportError as error:
        raise InferenceError(
            "The models cannot answer: onnxruntime is not installed. "
            "Install it: pip install -r requirements.txt"
        ) from error
    runtime: ModuleType = onnxruntime
    runtime.disable_telemetry_events()
    return runtime


def _runtime_errors() -> tuple[type[Exception], ...]:
    """Return ONNX Runtime's errors, which have no base class of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state  # noqa: PLC0415

    return (
        state.Fail,
        state.InvalidArgument,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NoModel,
        state.NoSuchFile,
        state.NotImplemented,
        state.RuntimeException,
    )
