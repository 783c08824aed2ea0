"""Operations outside of layers and other parts that today's Keras lacks or cannot write."""

from pathlib import Path

import forks
import numpy as np
import pytest
from networks import classifier, logits, old_keras_config, softmax, write_h5

from fmnist.data.dataset import load_test_split
from fmnist.errors import ImportingError
from fmnist.importing.keras_config import check_config, mended
from fmnist.importing.keras_operations import FUNCTIONS, ROOM_OF

Call = list[object]
IMAGE: Call = ["image", 0, 0]


def called(function: str, *calls: Call, kind: str = "TFOpLambda") -> dict:
    """Return an operation as Keras 2 wrote it."""
    config = {"name": f"tf.{function}", "trainable": True, "dtype": "float32"}
    return {
        "class_name": kind,
        "config": config | {"function": function},
        "name": config["name"],
        "inbound_nodes": list(calls),
    }


def tensor(*history: object) -> dict:
    told = {"shape": [], "dtype": "float32", "keras_history": list(history)}
    return {"class_name": "__keras_tensor__", "config": told}


def of_today(part: dict) -> tuple[str, dict, list]:
    """Return class, options and what it reads."""
    check_config(part, "m.h5")
    made = mended(part, old=True)
    [node] = made["inbound_nodes"]
    assert made["module"] == f"keras.src.ops.{ROOM_OF[made['class_name']]}"
    assert made["config"].pop("name") == made["name"] == part["name"]
    return made["class_name"], made["config"], node["args"]


def test_a_number_that_is_divided_by_is_the_second_thing_read() -> None:
    part = called("math.truediv", [*IMAGE, {"y": 255.0, "name": None}])

    assert of_today(part) == ("TrueDivide", {}, [tensor("image", 0, 0), 255.0])


def test_a_number_that_is_subtracted_from_stays_the_first() -> None:
    part = called("math.subtract", ["_CONSTANT_VALUE", -1, 1.0, {"y": IMAGE, "name": None}])

    assert of_today(part) == ("Subtract", {}, [1.0, tensor("image", 0, 0)])


def test_several_that_are_joined_are_one_list() -> None:
    part = called("concat", [[*IMAGE, {"axis": -1}], ["other", 0, 1, {"axis": -1}]])  # type: ignore[list-item]

    read = [[tensor("image", 0, 0), tensor("other", 0, 1)]]
    assert of_today(part) == ("Concatenate", {"axis": -1}, read)


def test_what_stands_between_brackets_is_a_slice() -> None:
    spec = [{"start": None, "stop": 3, "step": None}, 0, {"class_name": "__ellipsis__"}]
    part = called("__operators__.getitem", [*IMAGE, {"slice_spec": spec}], kind="SlicingOpLambda")

    _, _, [_, key] = of_today(part)

    assert key == [
        {"class_name": "__slice__", "config": spec[0]},
        0,
        {"class_name": "__ellipsis__", "config": {}},
    ]


def test_options_that_nobody_gave_are_those_of_tensorflow() -> None:
    assert of_today(called("nn.gelu", [*IMAGE, {}]))[1] == {"approximate": False}
    assert of_today(called("cast", [*IMAGE, {"dtype": "float16"}]))[1] == {"dtype": "float32"}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_an_operation(function: str) -> None:
    assert FUNCTIONS[function][0] in ROOM_OF


@pytest.mark.parametrize(
    ("part", "what"),
    [
        (called("image.resize", [*IMAGE, {}]), "the TensorFlow function image.resize outside"),
        (called("io.read_file", [*IMAGE, {}]), "the TensorFlow function io.read_file outside"),
        (called("math.square", [*IMAGE, {}], [*IMAGE, {}]), "called in a way that is not known"),
        (called("math.square", ["image"]), "called in a way that is not known"),
        (called("reshape", [*IMAGE, {"out": 1}]), "reshape with the option 'out'"),
        (called("cast", [*IMAGE, {"dtype": "uint8"}]), "numbers of the type uint8"),
        ({"class_name": "TFOpLambda", "config": "x"}, "a damaged TFOpLambda"),
    ],
)
def test_an_operation_that_is_not_known_is_refused_with_a_way_out(part: dict, what: str) -> None:
    with pytest.raises(ImportingError, match=what) as refused:
        check_config(part, "m.h5")

    assert "model.export('model.onnx', format='onnx')" in str(refused.value)


def test_a_layer_and_an_operation_of_one_name_are_told_apart() -> None:
    def made(read: list, module: str | None) -> str:
        node = {"args": read, "kwargs": {}}
        part = {"class_name": "Add", "config": {"name": "a"}, "inbound_nodes": [node]}
        told = mended(part | ({"module": module} if module else {}))
        return str(told.get("module"))

    two = [tensor("image", 0, 0), tensor("other", 0, 0)]
    assert made(two, "keras.src.ops.numpy") == "keras.src.ops.numpy"
    assert made([two], "keras.layers") == "keras.layers"
    assert made(two, None) == "keras.src.ops.numpy", "as an .h5 file of Keras 3 has it"
    assert made([two], None) == "None"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Models that only Keras can write, and what they answer by themselves."""
    folder = tmp_path_factory.mktemp("operations")
    forks.call_and_wait("operation_models", "main", folder)
    return folder


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(
    ("name", "scale"),
    [
        ("operations.keras", "0..255"),
        ("operations.h5", "0..255"),
        ("grouped.keras", "0..1"),
        ("attention.h5", "0..1"),
    ],
)
def test_a_model_of_keras_answers_as_it_did_by_itself(
    files: Path, answered, name: str, scale: str
) -> None:
    path = files / name
    own = np.load(path.with_suffix(".npy"))

    _, proba = answered(path, scale=scale)

    np.testing.assert_allclose(proba[: len(own)], own, atol=1e-4)
    assert own.std(axis=0).min() > 0.05, "it would answer something else with other weights"


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_operations_and_a_threshold_of_keras_2_answer_as_they_should(
    tmp_path: Path, answered
) -> None:
    flat, dense = old_keras_config()["config"]["layers"]
    image = {"name": "image", "batch_input_shape": [None, 28, 28], "dtype": "float32"}
    threshold = {"class_name": "ThresholdedReLU", "config": {"name": "kept", "theta": 0.25}}
    flat["config"].pop("batch_input_shape")
    layers = [
        {"class_name": "InputLayer", "config": image, "name": "image", "inbound_nodes": []},
        called("math.truediv", [*IMAGE, {"y": 255.0, "name": None}]),
        threshold | {"name": "kept", "inbound_nodes": [[["tf.math.truediv", 0, 0, {}]]]},
        flat | {"name": "flatten_1", "inbound_nodes": [[["kept", 0, 0, {}]]]},
        dense | {"name": "dense_1", "inbound_nodes": [[["flatten_1", 0, 0, {}]]]},
    ]
    config = {"name": "m", "layers": layers, "input_layers": [IMAGE]}
    config["output_layers"] = [["dense_1", 0, 0]]
    model = {"class_name": "Functional", "config": config}
    path = write_h5(tmp_path / "m.h5", model, *classifier())
    images = load_test_split().images.astype(np.float32)

    found, proba = answered(path)

    kept = np.where(images / np.float32(255) > np.float32(0.25), images, 0)
    assert found.probe.best.name == "0..255"
    np.testing.assert_allclose(proba, softmax(logits(kept)), atol=1e-4)
