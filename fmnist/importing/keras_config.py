"""A Keras model's configuration: walked against a list of known parts, then mended.

Keras can be made to run code by a configuration (a Lambda layer, a custom class, a graph of
TensorFlow), so only layers named here are ever built. What plays no part in answering (how weights
were first drawn, how they were held small) is taken out, which is also what most files of older
versions fail on; the weights come from the file.
"""

import re
from typing import Any, Final

from fmnist.errors import ImportingError
from fmnist.importing.forms import WAYS_OUT_OF_KERAS as WAYS_OUT
from fmnist.importing.keras_lacking import HARD_SIGMOID, THRESHOLDED
from fmnist.importing.keras_links import with_calls_from_0, with_tensors_as_options
from fmnist.importing.keras_operations import complaint, is_operation, operation_of_today

Config = dict[str, Any]


def names_in(text: str) -> frozenset[str]:
    """Return the names in a text, for long lists of them."""
    return frozenset(text.split())


MODEL_CLASSES: Final = frozenset({"Sequential", "Functional", "Model"})
LAYERS: Final = names_in(
    """
    Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average
    AveragePooling1D AveragePooling2D AveragePooling3D BatchNormalization BatchNormalizationV1
    BatchNormalizationV2 Bidirectional CenterCrop Concatenate Conv1D Conv1DTranspose Conv2D
    Conv2DTranspose Conv3D ConvLSTM1D ConvLSTM2D Cropping1D Cropping2D Dense DepthwiseConv1D
    DepthwiseConv2D Dot Dropout ELU EinsumDense Embedding Flatten GELU GRU GRUCell GRUV1 GRUV2
    GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D
    GlobalMaxPooling1D GlobalMaxPooling2D GlobalAvgPool2D GlobalMaxPool2D GroupNormalization
    GroupQueryAttention Identity InputLayer LSTM LSTMCell LSTMV1 LSTMV2 LayerNormalization
    LeakyReLU Masking MaxPool2D MaxPooling1D MaxPooling2D MaxPooling3D Maximum Minimum
    MultiHeadAttention Multiply Normalization PReLU Permute RNN RMSNormalization
    RandomBrightness RandomContrast RandomCrop RandomErasing RandomFlip RandomHeight
    RandomRotation RandomShear RandomTranslation RandomWidth RandomZoom ReLU RepeatVector
    Rescaling Reshape Resizing SeparableConv1D SeparableConv2D SimpleRNN SimpleRNNCell Softmax
    SpatialDropout1D SpatialDropout2D SpectralNormalization StackedRNNCells Subtract
    ThresholdedReLU TimeDistributed UnitNormalization UpSampling1D UpSampling2D ZeroPadding1D
    ZeroPadding2D
    """
)
ACTIVATIONS: Final = names_in(
    """
    celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh
    leaky_relu linear log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink
    softmax softplus softsign sparse_plus sparsemax sparse_sigmoid squareplus swish tanh
    tanh_shrink threshold
    """
)
VALUES: Final = frozenset(
    {"__tuple__", "__keras_tensor__", "__slice__", "__ellipsis__", "DTypePolicy", "Policy"}
)
"""What a configuration may hold besides layers, once initialisers and the like are out."""
MODULES: Final = re.compile(r"(tf_)?keras(\.[a-z_0-9]+)*|builtins")
PLACES: Final[dict[str, Config]] = {
    "Sequential": {"module": "keras", "registered_name": None},
    "Functional": {"module": "keras.src.models.functional", "registered_name": None},
    THRESHOLDED: {"module": None, "registered_name": THRESHOLDED},
}
RENAMED: Final = {
    "Model": "Functional",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "LSTMV1": "LSTM",
    "LSTMV2": "LSTM",
    "GRUV1": "GRU",
    "GRUV2": "GRU",
    "MaxPool2D": "MaxPooling2D",
    "GlobalAvgPool2D": "GlobalAveragePooling2D",
    "GlobalMaxPool2D": "GlobalMaxPooling2D",
}
OF_TRAINING: Final = re.compile(r".*_(initializer|regularizer|constraint)")
UNREAD: Final = frozenset({"compile_config", "shared_object_id", "quantization_config"})
WITHOUT_EFFECT: Final = frozenset(
    {"implementation", "fused", "renorm_momentum", "virtual_batch_size", "type_spec", "autocast"}
    | {"query_shape", "key_shape", "value_shape"}
)
AUGMENTING: Final = re.compile(r"Random(?!Crop)[A-Z]\w*")
"""Layers that change pictures while training and hand them on as they are when answering."""
DEEPEST: Final = 40


def check_config(config: object, name: str) -> None:
    """Refuse a configuration that names anything but known layers.

    Raises
    ------
    ImportingError
        Names the first thing that is not known, and the way out.
    """
    _check(config, name, depth=0)


def _check(part: object, name: str, *, depth: int, key: str = "") -> None:
    if depth > DEEPEST:
        raise ImportingError(f"{name} is nested more than {DEEPEST} levels deep. {WAYS_OUT}")
    if isinstance(part, list):
        for each in part:
            _check(each, name, depth=depth + 1, key=key)
    elif isinstance(part, dict):
        if "class_name" in part:
            _check_class(part, name)
        for key_of, each in part.items():
            _check(each, name, depth=depth + 1, key=str(key_of))
    elif key.endswith("activation") and isinstance(part, str) and part not in ACTIVATIONS:
        raise ImportingError(
            f"{name} uses the activation {part[:60]!r}, which is not Keras' own. {WAYS_OUT}"
        )


def _check_class(part: Config, name: str) -> None:
    kind = str(part["class_name"])
    if kind == "function" and part.get("config") in ACTIVATIONS:
        return
    if is_operation(part):
        if (what := complaint(part)) is None:
            return
        raise ImportingError(f"{name} holds {what}. {WAYS_OUT}")
    module, registered = part.get("module"), part.get("registered_name")
    known = kind in LAYERS | MODEL_CLASSES | VALUES
    foreign = (module is not None and not MODULES.fullmatch(str(module))) or (
        registered is not None and ">" in str(registered)
    )
    if known and not foreign:
        return
    what = {
        "Lambda": "a Lambda layer, which holds Python code",
        "__lambda__": "a Python function",
        "TFSMLayer": "a TFSMLayer, which runs a TensorFlow graph kept in another folder",
        "TensorFlowOpLayer": "TensorFlow operations outside of layers",
    }.get(kind, f"the part {kind[:60]!r}, which is none of Keras' usual layers")
    raise ImportingError(f"{name} holds {what}; such code is never run here. {WAYS_OUT}")


def stripped(part: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a configuration without what only training reads, and without number types.

    Weights of a model of mixed precision are kept in float32 anyway, so all of it answers in
    float32.
    """
    if isinstance(part, list):
        return [stripped(each) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {}
    for key, value in part.items():
        if OF_TRAINING.fullmatch(key) or key in UNREAD:
            continue
        kept[key] = stripped(value)
    return kept


def mended(part: Any, *, old: bool = False) -> Any:  # noqa: ANN401 - JSON
    """Return a configuration in the words of today's Keras.

    Parameters
    ----------
    part
        Of JSON.
    old
        Whether a Keras before 3 wrote it, whose ``hard_sigmoid`` is another function.
    """
    if isinstance(part, list):
        return [mended(each, old=old) for each in part]
    if not isinstance(part, dict):
        return part
    # Before Keras 2.2.3 the configuration of a Sequential model was the list of its layers.
    form = (dict, list) if part.get("class_name") == "Sequential" else dict
    if "class_name" in part and isinstance(part.get("config"), form):
        part = operation_of_today(part) if is_operation(part) else _mended_object(part)
    if old and part.get("class_name") == "Functional":
        part = with_calls_from_0(part, MODEL_CLASSES)
    if old:
        part = with_tensors_as_options(part)
    return {
        key: _function(HARD_SIGMOID)
        if old and value == "hard_sigmoid" and key.endswith("activation")
        else mended(value, old=old)
        for key, value in part.items()
        if not (old and key == "build_config")  # in shapes of its own; a call builds a layer too
    }


def _function(name: str) -> Config:
    return {"class_name": "function", "config": name, "module": None, "registered_name": name}


def _mended_object(part: Config) -> Config:
    kind = str(RENAMED.get(part["class_name"], part["class_name"]))
    config = part["config"]
    if AUGMENTING.fullmatch(kind):  # Keras would go on drawing at random in an exported graph
        identity = {"class_name": "Identity", "config": {"name": config.get("name")}}
        return {**{key: part[key] for key in part if key != "registered_name"}, **identity}
    if kind == "RandomCrop":
        kind = "CenterCrop"  # what it does when answering
        config = {key: config[key] for key in ("name", "height", "width") if key in config}
    if kind == "Sequential" and isinstance(config, list):  # before Keras 2.2.3
        config = {"name": "sequential", "layers": config}
    config = {key: value for key, value in config.items() if key not in WITHOUT_EFFECT}
    if kind == "InputLayer":
        _mend_input(config)
        return part | {"config": config}
    if kind in LAYERS | MODEL_CLASSES:
        config.pop("dtype", None)
        config.pop("batch_input_shape", None)
        if "module" in part:  # where it stood has changed between versions
            part = part | PLACES.get(kind, {"module": "keras.layers", "registered_name": None})
    if kind == "Sequential":
        config["layers"] = _with_input(config.get("layers", []))
    elif kind == "BatchNormalization" and isinstance(config.get("axis"), list):
        config["axis"] = config["axis"][0]
    elif kind == "GRU":
        config.setdefault("reset_after", False)  # as Keras before 2.3, which did not say so
    return part | {"class_name": kind, "config": config}


def _mend_input(config: Config) -> None:
    if "batch_input_shape" in config:
        config["batch_shape"] = config.pop("batch_input_shape")
    dtype = config.get("dtype")
    if not isinstance(dtype, str) or dtype in {"float16", "bfloat16"}:
        config["dtype"] = "float32"


def _with_input(layers: list[Any]) -> list[Any]:
    """Put an input layer before the first one where only that says what shape it reads."""
    if not layers or not isinstance(layers[0], dict):
        return layers
    first = layers[0]
    shape = first.get("config", {}).get("batch_input_shape") if "config" in first else None
    if shape is None or first.get("class_name") in {"InputLayer", *MODEL_CLASSES}:
        return layers
    name = f"{first['config'].get('name', 'first')}_input"
    return [
        {
            "class_name": "InputLayer",
            "config": {"batch_shape": shape, "dtype": "float32", "name": name},
        },
        *layers,
    ]
