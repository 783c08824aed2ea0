"""Keras files to ONNX. For the worker only: it loads TensorFlow, which no server ever does."""

import inspect
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from fmnist.artifacts.record import Layer
from fmnist.errors import ImportingError, first_line
from fmnist.importing import hdf5
from fmnist.importing.forms import WAYS_OUT_OF_KERAS as WAYS_OUT
from fmnist.importing.graphs import Converted, from_onnx
from fmnist.importing.keras_config import (
    LAYERS,
    check_config,
    mended,
    stripped,
)
from fmnist.importing.keras_lacking import make_writable, parts_of_keras_2
from fmnist.importing.keras_operations import is_operation
from fmnist.importing.limits import check_archive

Tell = Callable[[str], None]
CONFIG: Final = "config.json"
WEIGHTS: Final = "model.weights.h5"
METADATA: Final = "metadata.json"
LARGEST_CONFIG: Final = 20 * 2**20  # bytes
GRAPH: Final = "exported.onnx"
FEATURES: Final = "features"
CAUSE: Final = "Exception encountered:"
OF_TENSORFLOW: Final = re.compile(r"\{\{.*?\}\}")
NO_EFFECT: Final[dict[str, object]] = {"groups": 1, "trainable": True, "score_mode": "dot"}
"""Values that change nothing, of options that not every layer knows any more or reads rightly."""
LOADING_ERRORS: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ImportError,
)


def from_keras_archive(path: Path, name: str, folder: Path, tell: Tell) -> Converted:
    """Convert a ``.keras`` file: its configuration walked and mended, its weights as they are.

    Raises
    ------
    ImportingError
        It is unsafe, damaged, of other parts than Keras' own, or cannot be loaded.
    """
    check_archive(path, name)
    with zipfile.ZipFile(path) as archive:
        if WEIGHTS not in archive.namelist():
            raise ImportingError(
                f"{name} holds no {WEIGHTS}: expected what model.save('model.keras') writes."
            )
        try:
            with archive.open(CONFIG) as stream:
                config = json.loads(stream.read(LARGEST_CONFIG))
            old = _is_old(archive)
            weights = folder / "weights.h5"
            with archive.open(WEIGHTS) as source, weights.open("wb") as target:
                shutil.copyfileobj(source, target)
        except (
            ValueError,
            RuntimeError,
            zipfile.BadZipFile,
            NotImplementedError,
            OSError,
        ) as error:
            raise ImportingError(
                f"{name} is a truncated or damaged .keras file ({error}). Save it again."
            ) from error
    hdf5.check_contents(weights, name)
    config = _safe(config, name, old=old)
    tell("Starting TensorFlow to load it")
    clean = folder / "clean.keras"
    with zipfile.ZipFile(clean, "w") as archive:
        archive.writestr(CONFIG, json.dumps(_known_options(config)))
        archive.writestr(METADATA, json.dumps({"keras_version": "3", "date_saved": ""}))
        archive.write(weights, WEIGHTS)
    return _convert(clean, name, folder, tell)


def from_h5(path: Path, name: str, folder: Path, tell: Tell) -> Converted:
    """Convert a whole model in an ``.h5`` file of any Keras.

    Raises
    ------
    ImportingError
        As `from_keras_archive`; weights without a network are told as such.
    """
    hdf5.check_contents(path, name)
    config = _safe(hdf5.read_config(path, name), name, old=hdf5.is_old(path))
    tell("Starting TensorFlow to load it")
    clean = folder / "clean.h5"
    shutil.copyfile(path, clean)
    hdf5.write_config(clean, _known_options(config))
    return _convert(clean, name, folder, tell)


def _is_old(archive: zipfile.ZipFile) -> bool:
    """Tell whether Keras 2 wrote it, whose last versions had this form too."""
    if METADATA not in archive.namelist():
        return False
    with archive.open(METADATA) as stream:
        told = json.loads(stream.read(LARGEST_CONFIG))
    return isinstance(told, dict) and str(told.get("keras_version")).startswith("2")


def _safe(config: object, name: str, *, old: bool) -> dict[str, Any]:
    bare = stripped(config)
    check_config(bare, name)
    if not isinstance(bare, dict) or bare.get("class_name") not in {
        "Sequential",
        "Functional",
        "Model",
    }:
        raise ImportingError(
            f"{name} is neither a Sequential nor a Functional Keras model: a custom class cannot "
            f"be built without its code. {WAYS_OUT}"
        )
    safe: dict[str, Any] = mended(bare, old=old)
    return safe


def _known_options(part: Any) -> Any:  # noqa: ANN401 - JSON
    """Leave out options that this Keras does not know and that are switched off anyway."""
    import keras  # noqa: PLC0415 - in the worker

    if isinstance(part, list):
        return [_known_options(each) for each in part]
    if not isinstance(part, dict):
        return part
    part = {key: _known_options(value) for key, value in part.items()}
    kind = getattr(keras.layers, str(part.get("class_name")), None)
    if is_operation(part):
        return part
    if kind is not None and part["class_name"] in LAYERS and isinstance(part.get("config"), dict):
        known = _options(kind)
        part["config"] = {
            key: value
            for key, value in part["config"].items()
            if (key in known or value not in (None, False)) and value != NO_EFFECT.get(key, ...)
        }
    return part


def _options(kind: type) -> set[str]:
    """Return the options that a layer takes, also those that it hands on to what it is made of."""
    found: set[str] = set()
    for each in inspect.getmro(kind):
        if "__init__" in vars(each):
            parameters = inspect.signature(vars(each)["__init__"]).parameters
            found |= set(parameters)
            if all(one.kind is not inspect.Parameter.VAR_KEYWORD for one in parameters.values()):
                break
    return found


def _convert(path: Path, name: str, folder: Path, tell: Tell) -> Converted:
    import keras  # noqa: PLC0415 - in the worker
    from tensorflow.errors import OpError  # noqa: PLC0415 - in the worker

    try:
        with keras.saving.custom_object_scope(parts_of_keras_2()):
            model = keras.models.load_model(path, compile=False)
        if len(model.inputs) != 1:
            raise ImportingError(
                f"{name} reads {len(model.inputs)} inputs: expected one, the image. {WAYS_OUT}"
            )
        make_writable(model)
        tell("Writing it as ONNX")
        _export(model, folder / GRAPH)
    except (*LOADING_ERRORS, OpError) as error:
        raise ImportingError(
            f"{name} cannot be loaded by Keras {keras.__version__}: {cause(error)}. {WAYS_OUT}"
        ) from error
    converted = from_onnx(folder / GRAPH, name)
    return replace(converted, parameters=int(model.count_params()), layers=_layers(model))


def cause(error: Exception) -> str:
    """Return what Keras complains of: the innermost cause that it names, without its advice."""
    lines = [line.strip() for line in OF_TENSORFLOW.sub("", str(error)).splitlines()]
    first, *more = [line for line in lines if line] or [type(error).__name__]
    if first.endswith(":") and more:
        first = more[0]
    named = [line.removeprefix(CAUSE) for line in more if line.startswith(CAUSE)]
    return first_line(ValueError(named[-1] if named else first.strip("'\" ,")))


def _export(model: Any, path: Path) -> None:  # noqa: ANN401 - a Keras model
    import keras  # noqa: PLC0415 - in the worker
    import tensorflow as tf  # noqa: PLC0415 - in the worker

    outputs = {f"answer_{place}": output for place, output in enumerate(model.outputs)}
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    if dense and len(model.outputs) == 1:
        outputs[FEATURES] = keras.layers.Flatten(name="imported_features")(dense[-1].input)
    whole = keras.Model(model.inputs, outputs)
    pixels = tf.TensorSpec(model.inputs[0].shape, model.inputs[0].dtype)
    # A loaded model that was never called cannot be exported. It is traced, not computed: this
    # machine may lack what it needs (convolutions of channels first), which ONNX Runtime has.
    tf.function(whole).get_concrete_function(pixels)
    whole.export(str(path), format="onnx", verbose=False)


def _layers(model: Any) -> tuple[Layer, ...]:  # noqa: ANN401 - a Keras model
    """Describe the layers where they are of the usual kind; nothing is known of others."""
    from fmnist.training.layers import layer_table  # noqa: PLC0415 - Keras, in the worker

    try:
        return layer_table(model)
    except (AttributeError, TypeError, ValueError, IndexError):
        return ()
