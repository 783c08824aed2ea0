"""Operations outside of layers, such as ``x / 255`` in a Functional model.

Keras 3 has a class for each; Keras 2 wrote the name of a TensorFlow function. Neither is looked up
in a library under the name that a file gives: what is listed here is written as today's Keras has
it, and everything else is refused.
"""

import re
from typing import Any, Final

from fmnist.importing.keras_links import node_of_today

Config = dict[str, Any]
ROOMS: Final = {
    "numpy": (
        "Abs Absolute Add Clip Concatenate Divide Exp ExpandDims GetItem Log Matmul Max Maximum "
        "Mean Min Minimum Multiply Negative Pad Power Reshape Sqrt Square Squeeze Stack Subtract "
        "Sum Tanh Transpose TrueDivide"
    ),
    "nn": (
        "Elu Gelu HardSigmoid HardSilu LeakyRelu LogSoftmax Relu Relu6 Selu Sigmoid Silu Softmax "
        "Softplus Softsign"
    ),
    "core": "Cast",
}
ROOM_OF: Final = {kind: room for room, kinds in ROOMS.items() for kind in kinds.split()}
MODULE: Final = re.compile(r"keras\.src\.ops\.[a-z_]+")
ALSO_LAYERS: Final = frozenset(
    {"Add", "Concatenate", "Maximum", "Minimum", "Multiply", "Reshape", "Softmax", "Subtract"}
)
CALLS: Final = frozenset({"TFOpLambda", "SlicingOpLambda"})
SECOND: Final = "second"  # not an option of today's operation, but the other thing that it reads
BOTH: Final = {"y": SECOND}
ALONG: Final = {"axis": "axis", "keepdims": "keepdims"}
FUNCTIONS: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "math.truediv": ("TrueDivide", BOTH),
    "math.divide": ("Divide", BOTH),
    "math.add": ("Add", BOTH),
    "__operators__.add": ("Add", BOTH),
    "math.subtract": ("Subtract", BOTH),
    "math.multiply": ("Multiply", BOTH),
    "math.pow": ("Power", BOTH),
    "math.maximum": ("Maximum", BOTH),
    "math.minimum": ("Minimum", BOTH),
    "linalg.matmul": ("Matmul", {"b": SECOND}),
    "__operators__.getitem": ("GetItem", {"slice_spec": SECOND}),
    "math.negative": ("Negative", {}),
    "math.abs": ("Absolute", {}),
    "math.square": ("Square", {}),
    "math.sqrt": ("Sqrt", {}),
    "math.exp": ("Exp", {}),
    "math.log": ("Log", {}),
    "math.tanh": ("Tanh", {}),
    "nn.tanh": ("Tanh", {}),
    "math.sigmoid": ("Sigmoid", {}),
    "nn.sigmoid": ("Sigmoid", {}),
    "nn.relu": ("Relu", {}),
    "nn.relu6": ("Relu6", {}),
    "nn.elu": ("Elu", {}),
    "nn.selu": ("Selu", {}),
    "nn.silu": ("Silu", {}),
    "nn.gelu": ("Gelu", {"approximate": "approximate"}),
    "nn.softplus": ("Softplus", {}),
    "math.softplus": ("Softplus", {}),
    "nn.leaky_relu": ("LeakyRelu", {"alpha": "negative_slope"}),
    "nn.softmax": ("Softmax", {"axis": "axis"}),
    "nn.log_softmax": ("LogSoftmax", {"axis": "axis"}),
    "math.reduce_mean": ("Mean", ALONG),
    "math.reduce_sum": ("Sum", ALONG),
    "math.reduce_max": ("Max", ALONG),
    "math.reduce_min": ("Min", ALONG),
    "clip_by_value": ("Clip", {"clip_value_min": "x_min", "clip_value_max": "x_max"}),
    "reshape": ("Reshape", {"shape": "newshape"}),
    "expand_dims": ("ExpandDims", {"axis": "axis"}),
    "squeeze": ("Squeeze", {"axis": "axis"}),
    "transpose": ("Transpose", {"perm": "axes"}),
    "concat": ("Concatenate", {"axis": "axis"}),
    "stack": ("Stack", {"axis": "axis"}),
    "cast": ("Cast", {"dtype": "dtype"}),
}
"""TensorFlow's functions by the operation that today's Keras has, and the names of their options.

What is not given has the same value in both, but for `DEFAULTS`.
"""
DEFAULTS: Final[dict[str, Config]] = {"Gelu": {"approximate": False}}
REAL: Final = frozenset({"float16", "bfloat16", "float32", "float64"})


def is_operation(part: Config) -> bool:
    """Tell whether a part of a configuration is an operation outside of layers."""
    kind, module = str(part.get("class_name")), part.get("module")
    if kind in CALLS:
        return True
    if kind not in ROOM_OF:
        return False
    if module is None:  # as .h5 files of Keras 3 have it, which it cannot read itself
        return kind not in ALSO_LAYERS or _is_no_layer(part)
    return MODULE.fullmatch(str(module)) is not None


def complaint(part: Config) -> str | None:
    """Say what an operation is that is not known here; None: it is known."""
    config, kind = part.get("config"), str(part["class_name"])
    if not isinstance(config, dict):
        return f"a damaged {kind}"
    if kind in CALLS:
        return _complaint_of_function(part, str(config.get("function")))
    if (registered := part.get("registered_name")) not in (None, kind):
        return f"the part {str(registered)[:60]!r}, which is none of Keras' usual operations"
    return _complaint_of_cast(config.get("dtype")) if kind == "Cast" else None


def _complaint_of_function(part: Config, function: str) -> str | None:
    if function not in FUNCTIONS:
        return f"the TensorFlow function {function[:60]} outside of layers, which is not known here"
    kind, options = FUNCTIONS[function]
    nodes = part.get("inbound_nodes")
    if not isinstance(nodes, list) or len(nodes) != 1 or not _is_call(nodes[0]):
        return f"the TensorFlow function {function}, called in a way that is not known here"
    given = node_of_today(nodes[0])["kwargs"]
    for key, value in given.items():
        if key not in options and key != "name" and value not in (None, False):
            return f"the TensorFlow function {function} with the option {key[:40]!r}"
    return _complaint_of_cast(given.get("dtype")) if kind == "Cast" else None


def operation_of_today(part: Config) -> Config:
    """Return an operation in the words of today's Keras.

    Parameters
    ----------
    part
        Of which `complaint` has nothing to say.
    """
    kind, config = str(part["class_name"]), part["config"]
    new = dict(part)
    if kind in CALLS:
        name = config.get("name")
        kind, options = FUNCTIONS[config["function"]]
        node = node_of_today(part["inbound_nodes"][0])
        given = {key: value for key, value in node["kwargs"].items() if value is not None}
        config = {"name": name, **DEFAULTS.get(kind, {})}
        for there, here in options.items():
            if there in given and here == SECOND:
                node["args"].append(_slices(given[there]) if kind == "GetItem" else given[there])
            elif there in given:
                config[here] = given[there]
        new["inbound_nodes"] = [{"args": node["args"], "kwargs": {}}]
    if kind == "Cast":  # all of it answers in float32
        config = config | {"dtype": "float32"}
    else:
        config = {key: value for key, value in config.items() if key != "dtype"}
    place = f"keras.src.ops.{ROOM_OF[kind]}"
    return new | {"class_name": kind, "config": config, "module": place, "registered_name": None}


def _is_no_layer(part: Config) -> bool:
    """Tell an operation from the layer of the same name, which reads one list."""
    nodes = part.get("inbound_nodes")
    node = nodes[0] if isinstance(nodes, list) and nodes else None
    read = node.get("args") if isinstance(node, dict) else None
    config = part.get("config")
    return (isinstance(read, list) and len(read) > 1) or (
        isinstance(config, dict) and "newshape" in config
    )


def _complaint_of_cast(dtype: object) -> str | None:
    if dtype in REAL:
        return None
    return f"numbers of the type {str(dtype)[:40]} on their way, which are not known here"


def _is_call(node: object) -> bool:
    """Tell whether it is one call, or several read together, as Keras 2 wrote them."""
    calls = [node] if isinstance(node, list) and node and isinstance(node[0], str) else node
    return (
        isinstance(calls, list)
        and bool(calls)
        and all(
            isinstance(call, list)
            and len(call) in (3, 4)
            and isinstance(call[0], str)
            and isinstance(call[-1] if len(call) == 4 else {}, dict)  # noqa: PLR2004 - its options
            for call in calls
        )
    )


def _slices(spec: Any) -> Any:  # noqa: ANN401 - JSON
    """Write what stands between brackets, ``x[:, 2:26]``, as Keras 3 does."""
    if isinstance(spec, list):
        return [_slices(each) for each in spec]
    if isinstance(spec, dict) and "class_name" in spec:  # three dots
        return {"config": {}, **spec}
    return {"class_name": "__slice__", "config": spec} if isinstance(spec, dict) else spec
