"""One good .keras file, damaged in every way that a file is on its way to somebody else."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import h5py
import numpy as np
from networks import old_keras_config

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
Members = dict[str, bytes]


def damages(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """Go through the damaged files, each with what is wrong with it."""
    members = _members(whole)
    for share in (0.02, 0.3, 0.6, 0.9, 0.999):
        yield f"cut after {share:.1%}", whole[: int(share * len(whole))]
    for at in np.linspace(0, len(whole) - 1, 12).astype(int):
        yield f"byte {at} turned", _turned(whole, int(at))
    for name, content in members.items():
        yield f"without {name}", _packed({key: members[key] for key in members if key != name})
        renamed = {(f"x{key}" if key == name else key): members[key] for key in members}
        yield f"{name} renamed", _packed(renamed)
        yield f"{name} empty", _packed(members | {name: b""})
        yield f"{name} cut", _packed(members | {name: content[: len(content) // 2]})
        yield f"{name} of other bytes", _packed(members | {name: b"\xff\xfe\x00{[" * 20})
        for at in np.linspace(0, len(content) - 1, 6).astype(int):
            changed = members | {name: _turned(content, int(at))}
            yield f"{name} with byte {at} turned", _packed(changed)
    for what, change in CONFIGS.items():
        config = json.loads(members[CONFIG])
        changed = change(deepcopy(config))
        yield f"config: {what}", _packed(members | {CONFIG: json.dumps(changed).encode()})
    for what, alter in WEIGHTS_WRONG.items():
        yield f"weights: {what}", _packed(members | {WEIGHTS: _altered(members[WEIGHTS], alter)})
    yield "metadata: a list", _packed(members | {METADATA: b"[1]"})
    yield "metadata: version of another type", _packed(members | {METADATA: b'{"keras_version":7}'})


def accepted() -> dict[str, Any]:
    """Return a configuration that comes in whole: the one to be damaged."""
    config = old_keras_config()
    for part in (config, *config["config"]["layers"]):
        part |= {"module": "keras.layers", "registered_name": None}
    return config


def _members(whole: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(members: Members) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _turned(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def _altered(content: bytes, alter: Callable[[Any], None]) -> bytes:
    buffer = io.BytesIO(content)
    with h5py.File(buffer, "r+") as file:
        alter(file)
    return buffer.getvalue()


def _in_last_layer(**changed: Any) -> Callable[[Any], Any]:
    def change(config: Any) -> Any:
        config["config"]["layers"][-1]["config"] |= changed
        return config

    return change


def _in_last_place(**changed: Any) -> Callable[[Any], Any]:
    def change(config: Any) -> Any:
        config["config"]["layers"][-1] |= changed
        return config

    return change


def _in_model(**changed: Any) -> Callable[[Any], Any]:
    def change(config: Any) -> Any:
        config["config"] |= changed
        return config

    return change


CONFIGS: dict[str, Callable[[Any], Any]] = {
    "null": lambda _: None,
    "a number": lambda _: 7,
    "a list": lambda config: [config],
    "without class": lambda config: {"config": config["config"]},
    "without config": lambda config: {"class_name": config["class_name"]},
    "class a number": lambda config: config | {"class_name": 7},
    "class a list": lambda config: config | {"class_name": ["Sequential"]},
    "config null": lambda config: config | {"config": None},
    "config a text": lambda config: config | {"config": "layers"},
    "config a list of texts": lambda config: config | {"config": ["Dense"]},
    "another model": lambda config: config | {"class_name": "Functional"},
    "without layers": _in_model(layers=[]),
    "layers null": _in_model(layers=None),
    "layers a text": _in_model(layers="Dense"),
    "layers of numbers": _in_model(layers=[1, 2, 3]),
    "layers within layers": _in_model(layers=[[{"class_name": "Dense", "config": {}}]]),
    "layer config null": _in_last_place(config=None),
    "layer config a list": _in_last_place(config=[1]),
    "layer class a number": _in_last_place(class_name=3),
    "layer class null": _in_last_place(class_name=None),
    "layer module a list": _in_last_place(module=["keras"]),
    "layer inbound nodes": _in_last_place(inbound_nodes=[[["x", 0, 0, {}]]]),
    "units a text": _in_last_layer(units="ten"),
    "units null": _in_last_layer(units=None),
    "units negative": _in_last_layer(units=-10),
    "units huge": _in_last_layer(units=10**12),
    "units beyond 64 bits": _in_last_layer(units=10**30),
    "name a list": _in_last_layer(name=["a"]),
    "units other than the weights": _in_last_layer(units=7),
    "activation a number": _in_last_layer(activation=3),
    "activation a list": _in_last_layer(activation=["softmax"]),
    "name a number": _in_last_layer(name=5),
    "name null": _in_last_layer(name=None),
    "an option unknown": _in_last_layer(colour="red"),
    "use_bias a text": _in_last_layer(use_bias="maybe"),
    "shape a text": lambda config: _with_shape(config, "28x28"),
    "shape of texts": lambda config: _with_shape(config, [None, "a", "b"]),
    "shape huge": lambda config: _with_shape(config, [None, 10**9, 10**9]),
    "shape beyond 64 bits": lambda config: _with_shape(config, [None, 10**30, 28]),
    "shape negative": lambda config: _with_shape(config, [None, -28, 28]),
    "shape a number": lambda config: _with_shape(config, 784),
    "shape of colours": lambda config: _with_shape(config, [None, 28, 28, 3]),
}


def _with_shape(config: Any, shape: object) -> Any:
    config["config"]["layers"][0]["config"]["batch_input_shape"] = shape
    return config


def _values(file: Any) -> Any:
    return file["layers/dense/vars"]


def _replace(name: str, values: Any) -> Callable[[Any], None]:
    def alter(file: Any) -> None:
        del _values(file)[name]
        if values is not None:
            _values(file)[name] = values

    return alter


WEIGHTS_WRONG: dict[str, Callable[[Any], None]] = {
    "kernel missing": _replace("0", None),
    "kernel of texts": _replace("0", [b"a", b"b"]),
    "kernel of another shape": _replace("0", np.zeros((3, 10), np.float32)),
    "kernel NaN": _replace("0", np.full((784, 10), np.nan, np.float32)),
    "bias a scalar": _replace("1", 3.0),
    "kernel a group": lambda file: (_replace("0", None)(file), _values(file).create_group("0")),
    "layers missing": lambda file: file.__delitem__("layers"),
    "layers a number": lambda file: (file.__delitem__("layers"), file.update({"layers": 3})),
}
