"""A model file is a stranger's: what is refused before anything of it is loaded."""

import io
import json
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import h5py
import numpy as np
import onnx
import pytest
from networks import classifier, old_keras_config, onnx_bytes, write_h5, write_keras
from onnx.external_data_helper import convert_model_to_external_data

from fmnist.errors import ImportingError
from fmnist.importing.forms import Form
from fmnist.importing.found import Found
from fmnist.importing.keras_config import check_config, mended, stripped
from fmnist.importing.limits import LARGEST_MODEL, check_archive, check_size

Inspect = Callable[..., Found]


def archive(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["../../evil.py", "/etc/passwd", "a/../../b", "C:\\evil", "\\x"])
def test_a_member_that_wants_out_of_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportingError, match="would be written outside its folder"):
        check_archive(archive(tmp_path / "m.keras", name, b"x"), "m.keras")


def test_a_bomb_is_refused_by_the_sizes_it_declares(tmp_path: Path) -> None:
    path = archive(tmp_path / "m.keras", "model.weights.h5", bytes(60 * 2**20))

    with pytest.raises(ImportingError, match=r"would unpack into 60 MiB.*not opened"):
        check_archive(path, "m.keras")


def test_small_zeros_are_no_bomb(tmp_path: Path) -> None:
    check_archive(archive(tmp_path / "m.keras", "model.weights.h5", bytes(2**20)), "m.keras")


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.keras", "w") as packed:
        for number in range(1001):
            packed.writestr(str(number), b"")

    with pytest.raises(ImportingError, match="holds 1,001 files: expected at most 1,000"):
        check_archive(tmp_path / "m.keras", "m.keras")


def test_a_file_larger_than_any_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.onnx"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_MODEL + 1)

    with pytest.raises(ImportingError, match=r"expected at most 400 MiB.*received 400 MiB"):
        check_size(path, "m.onnx", Form.ONNX)


def layer(kind: str, **config: object) -> dict:
    return {"class_name": "Sequential", "config": {"layers": [_layer(kind, **config)]}}


def _layer(kind: str, **config: object) -> dict:
    return {"class_name": kind, "config": {"name": "x", **config}}


HOSTILE = {
    "Lambda": (layer("Lambda", function={"class_name": "__lambda__"}), "a Lambda layer"),
    "TFSMLayer": (layer("TFSMLayer", filepath="/etc"), "a TFSMLayer"),
    "TensorFlow operations": (
        layer("TFOpLambda", function="io.read_file"),
        "the TensorFlow function io.read_file outside of layers",
    ),
    "operations of TensorFlow 2.0": (layer("TensorFlowOpLayer"), "TensorFlow operations outside"),
    "an operation in an unknown module": (
        layer("TrueDivide") | {"module": "os", "class_name": "TrueDivide"},
        "the part 'TrueDivide'",
    ),
    "an operation of its own": (
        layer("Relu") | {"class_name": "Relu", "registered_name": "evil>Relu"},
        "the part 'evil>Relu'",
    ),
    "a class of its own": (layer("MyLayer"), "the part 'MyLayer'"),
    "an unknown module": (
        layer("Dense") | {"module": "os", "class_name": "Sequential"},
        "the part 'Sequential'",
    ),
    "a registered class": (
        layer("Dense") | {"registered_name": "evil>Dense"},
        "the part 'Sequential'",
    ),
    "a function of its own": (
        layer("Dense", activation={"class_name": "function", "config": "evil"}),
        "the part 'function'",
    ),
    "an activation of its own": (layer("Dense", activation="my_swish"), "activation 'my_swish'"),
    "hidden in a wrapper": (layer("TimeDistributed", layer=_layer("Lambda")), "a Lambda layer"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_part_that_could_run_code_is_refused(case: str) -> None:
    config, what = HOSTILE[case]

    with pytest.raises(ImportingError, match=what) as refused:
        check_config(stripped(config), "m.keras")

    assert "safe_mode" not in str(refused.value)
    assert "ONNX" in str(refused.value)


def test_a_configuration_without_end_is_refused() -> None:
    config: dict = {}
    for _ in range(60):
        config = {"config": config}

    with pytest.raises(ImportingError, match="more than 40 levels deep"):
        check_config(config, "m.keras")


def test_a_usual_configuration_passes_and_is_mended() -> None:
    config = old_keras_config()
    before = deepcopy(config)

    bare = stripped(config)
    check_config(bare, "m.h5")
    first, second, third = mended(bare)["config"]["layers"]

    assert config == before, "what was given must not change"
    assert first["class_name"] == "InputLayer"
    assert first["config"]["batch_shape"] == [None, 28, 28]
    assert "batch_input_shape" not in second["config"]
    assert "kernel_initializer" not in third["config"]
    assert third["config"]["units"] == 10


def test_layers_that_only_augment_hand_pictures_on() -> None:
    (flipped,) = mended(layer("RandomFlip", mode="horizontal"))["config"]["layers"]
    (cropped,) = mended(layer("RandomCrop", height=24, width=20, seed=1))["config"]["layers"]

    assert flipped["class_name"] == "Identity"
    assert cropped == {
        "class_name": "CenterCrop",
        "config": {"name": "x", "height": 24, "width": 20},
    }


@pytest.mark.parametrize("kind", ["BatchNormalization", "BatchNormalizationV1"])
def test_a_normalisation_of_any_version_has_one_axis(kind: str) -> None:
    (mended_layer,) = mended(layer(kind, axis=[3], fused=True, renorm=False))["config"]["layers"]

    assert mended_layer["class_name"] == "BatchNormalization"
    assert mended_layer["config"] == {"name": "x", "axis": 3, "renorm": False}


def test_a_gru_that_does_not_say_resets_before() -> None:
    (silent,) = mended(layer("GRU", units=3))["config"]["layers"]
    (saying,) = mended(layer("GRU", units=3, reset_after=True))["config"]["layers"]

    assert silent["config"]["reset_after"] is False
    assert saying["config"]["reset_after"] is True


def test_a_model_of_mixed_precision_is_built_in_float32() -> None:
    policy = {"class_name": "Policy", "config": {"name": "mixed_float16"}}
    config = layer("Dense", units=3, dtype=policy)
    check_config(stripped(config), "m.keras")

    (dense,) = mended(stripped(config))["config"]["layers"]

    assert "dtype" not in dense["config"]


def test_a_list_of_layers_is_a_model_of_keras_before_2_2_3() -> None:
    old = {"class_name": "Sequential", "config": [_layer("Dense", units=3)]}

    assert mended(old)["config"]["layers"][0]["config"]["units"] == 3


@pytest.mark.parametrize("kind", ["Lambda", "TFSMLayer"])
def test_the_worker_refuses_it_before_keras_is_loaded(
    tmp_path: Path, inspect: Inspect, kind: str
) -> None:
    path = write_keras(tmp_path / "m.keras", layer(kind))

    with pytest.raises(ImportingError, match=f"a {kind}"):
        inspect(path)

    assert b"tensorflow" not in (tmp_path / "worker-0" / "worker.log").read_bytes().lower()


def test_weights_alone_are_told_as_such(tmp_path: Path, inspect: Inspect) -> None:
    path = write_h5(tmp_path / "w.h5", None, *classifier())

    with pytest.raises(ImportingError, match=r"holds weights without the network.*model\.save"):
        inspect(path)


def test_a_home_made_file_is_told_by_what_it_holds(tmp_path: Path, inspect: Inspect) -> None:
    path = tmp_path / "mine.h5"
    with h5py.File(path, "w") as file:
        file["W1"] = np.zeros((784, 10))

    with pytest.raises(ImportingError, match=r"not a Keras model.*received W1 \(784, 10\)"):
        inspect(path)


def test_an_h5_that_reads_other_files_is_refused(tmp_path: Path, inspect: Inspect) -> None:
    path = write_h5(tmp_path / "m.h5", old_keras_config(), *classifier())
    with h5py.File(path, "r+") as file:
        file["model_weights/elsewhere"] = h5py.ExternalLink("/etc/other.h5", "/x")

    with pytest.raises(ImportingError, match="a link to another place"):
        inspect(path)


def test_an_h5_whose_values_lie_elsewhere_is_refused(tmp_path: Path, inspect: Inspect) -> None:
    path = write_h5(tmp_path / "m.h5", old_keras_config(), *classifier())
    with h5py.File(path, "r+") as file:
        file.create_dataset("secret", (10,), "u1", external=[("/etc/hostname", 0, 10)])

    with pytest.raises(ImportingError, match="keeps values in other files"):
        inspect(path)


def test_an_h5_that_declares_more_than_a_model_holds_is_refused(
    tmp_path: Path, inspect: Inspect
) -> None:
    path = write_h5(tmp_path / "m.h5", old_keras_config(), *classifier())
    with h5py.File(path, "r+") as file:
        file.create_dataset("zeros", (2**20, 2**10), "f4", chunks=(1024, 1024))

    with pytest.raises(ImportingError, match="declares 4,096 MiB"):
        inspect(path)


def external(folder: Path, location: str) -> Path:
    model = onnx.load_from_string(onnx_bytes(*classifier()))
    convert_model_to_external_data(model, location="weights.bin", size_threshold=0)
    onnx.save(model, folder / "m.onnx")
    loaded = onnx.load(folder / "m.onnx", load_external_data=False)
    for tensor in loaded.graph.initializer:
        for entry in tensor.external_data:
            entry.value = location if entry.key == "location" else entry.value
    (folder / "m.onnx").write_bytes(loaded.SerializeToString())
    return folder / "m.onnx"


@pytest.mark.parametrize("location", ["../outside.bin", "/etc/hostname"])
def test_weights_outside_its_folder_are_not_read(
    tmp_path: Path, inspect: Inspect, location: str
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    path = external(folder, location)

    with pytest.raises(ImportingError, match="tries to read a file outside its folder"):
        inspect(path, beside=True)


def test_weights_beside_it_are_read_only_where_its_folder_came_along(
    tmp_path: Path, inspect: Inspect
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    path = external(folder, "weights.bin")

    with pytest.raises(ImportingError, match=r"did not come with it.*external_data=False"):
        inspect(path)
    found = inspect(path, beside=True)

    assert found.probe is not None
    assert found.probe.best.name == "0..1"


def test_operations_of_its_own_are_refused(tmp_path: Path, inspect: Inspect) -> None:
    model = onnx.load_from_string(onnx_bytes(*classifier()))
    model.graph.node[0].domain = "my.operations"
    path = tmp_path / "m.onnx"
    path.write_bytes(model.SerializeToString())

    with pytest.raises(ImportingError, match=r"custom operations \(my\.operations\)"):
        inspect(path)


def test_a_cut_or_garbled_file_is_a_sentence(tmp_path: Path, inspect: Inspect) -> None:
    path = tmp_path / "m.onnx"
    path.write_bytes(onnx_bytes(*classifier())[:5000])

    with pytest.raises(ImportingError, match=r"m\.onnx is not an ONNX model, or a truncated one"):
        inspect(path)


def test_an_archive_with_a_garbled_configuration_is_a_sentence(
    tmp_path: Path, inspect: Inspect
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("config.json", "{" + json.dumps("x"))
        packed.writestr("model.weights.h5", b"")
    path = tmp_path / "m.keras"
    path.write_bytes(buffer.getvalue())

    with pytest.raises(ImportingError, match=r"truncated or damaged \.keras file"):
        inspect(path)
