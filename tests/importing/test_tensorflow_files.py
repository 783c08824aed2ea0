"""Keras, TFLite and SavedModel files end in the right answers, each in a process of its own.

One file of each form goes the whole way of a stranger's, TensorFlow's start included.
"""

import json
from collections.abc import Callable
from pathlib import Path

import forks
import numpy as np
import pytest
from networks import (
    answers,
    classifier,
    logits,
    old_keras_config,
    write_h5,
    write_keras,
    y_proba,
)

from fmnist.data.dataset import load_test_split
from fmnist.errors import ImportingError
from fmnist.importing import importer
from fmnist.importing.found import Details, Found

pytestmark = pytest.mark.slow
HARMLESS = {
    "config: layer inbound nodes",
    "config: name null",
    "config: use_bias a text",
    "weights: kernel NaN",
}
"""Wrong, but of no consequence, or found by asking it."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of every form, written once."""
    folder = tmp_path_factory.mktemp("files")
    forks.call_and_wait("tensorflow_models", "main", folder)
    return folder


def test_what_only_keras_finds_wrong_is_a_sentence_that_names_the_cause(files: Path) -> None:
    told = json.loads((files / "damaged.json").read_text())

    assert len(told) > 45
    for what, sentence in told.items():
        assert sentence.endswith(".") or what in HARMLESS, what
        assert "could not be deserialized" not in sentence, what
        assert "\n" not in sentence, what
    assert "Received: units=ten. Export the model as ONNX" in told["config: units a text"]
    assert "expected 2 variables, but received 1" in told["weights: kernel missing"]


def test_a_nested_sequential_that_augments_answers_without_chance(
    files: Path, answered_once
) -> None:
    found, proba = answered_once(files / "augmented.keras")

    np.testing.assert_allclose(proba, y_proba(), atol=1e-3)
    assert found.form == "Keras 3 (.keras)"
    assert found.probe.best.name == "0..255", "its Rescaling divides already"
    assert found.parameters == 7850 + 4 + 3, "of the normalisations"
    assert [layer.type for layer in found.layers][-1] == "Dense"
    assert found.layers[-1].multiply_accumulates == 7840


@pytest.mark.parametrize("name", ["augmented.keras", "mixed.h5", "saved_model"])
def test_a_file_of_any_form_becomes_a_model_with_its_layers(
    files: Path, answered_once, tmp_path: Path, name: str
) -> None:
    found, _ = answered_once(files / name)

    model = importer.add(
        found, Details("Mine"), importer.choose(found), roots=(tmp_path / "artifacts",)
    )

    assert model.record.parameters == 7850 + 7 * (name == "augmented.keras")
    types = [layer.type for layer in model.record.layers]
    assert types == {
        "augmented.keras": ["Sequential", "Rescaling", "BatchNormalization", "Flatten", "Dense"],
        "mixed.h5": ["InputLayer", "Dropout", "Dense"],
    }.get(name, [])


def test_mixed_precision_and_a_fixed_batch_answer_in_float32(files: Path, answered_once) -> None:
    found, proba = answered_once(files / "mixed.h5")

    np.testing.assert_allclose(proba, y_proba(), atol=1e-4)
    assert found.probe.best.contract.batch is None, "the written graph takes any number"
    assert found.probe.best.contract.output == "logits"


@pytest.mark.usefixtures("warm")
def test_an_h5_of_keras_2_2_is_mended_and_loads(tmp_path: Path, answered) -> None:
    path = write_h5(tmp_path / "old.h5", old_keras_config(), *classifier())

    found, proba = answered(path)

    np.testing.assert_allclose(proba, y_proba(), atol=1e-5)
    assert found.family == "ann"


@pytest.mark.usefixtures("warm")
def test_a_list_of_layers_as_before_keras_2_2_3_loads_too(tmp_path: Path, answered) -> None:
    config = old_keras_config()
    path = write_h5(
        tmp_path / "older.h5", config | {"config": config["config"]["layers"]}, *classifier()
    )

    _, proba = answered(path)

    np.testing.assert_allclose(proba, y_proba(), atol=1e-5)


@pytest.mark.usefixtures("warm")
def test_the_hard_sigmoid_of_keras_2_is_its_own(tmp_path: Path, answered) -> None:
    """Its slope is 1 / 5, where that of Keras 3 is 1 / 6."""
    kernel, bias = classifier()
    config = old_keras_config(activation="hard_sigmoid")
    path = write_h5(tmp_path / "hard.h5", config, kernel / 4, bias / 4)
    scores = np.clip(0.2 * logits(load_test_split().images) / 4 + 0.5, 0, 1)

    _, proba = answered(path)

    np.testing.assert_allclose(proba, scores / scores.sum(axis=1, keepdims=True), atol=1e-5)


@pytest.mark.usefixtures("warm")
def test_a_keras_archive_of_keras_2_has_that_hard_sigmoid_too_and_other_modules(
    tmp_path: Path, answered
) -> None:
    config = old_keras_config(activation="hard_sigmoid")
    for part in (config, *config["config"]["layers"]):
        part |= {"module": "keras.src.engine.elsewhere", "registered_name": None}
    path = write_keras(tmp_path / "hard.keras", config, version="2.15.0")
    scores = np.clip(0.2 * logits(load_test_split().images) + 0.5, 0, 1)

    _, proba = answered(path)

    np.testing.assert_allclose(proba, scores / scores.sum(axis=1, keepdims=True), atol=1e-5)


def test_options_that_a_layer_no_longer_knows_are_left_out_where_they_change_nothing() -> None:
    from fmnist.importing.keras_files import _known_options  # noqa: PLC0415 - Keras takes seconds

    dropout = {"name": "d", "trainable": True, "rate": 0.2, "noise_shape": None, "seed": None}
    depthwise = {"kernel_size": [3, 3], "groups": 1}

    def known(kind: str, config: dict[str, object]) -> dict[str, object]:
        return _known_options({"class_name": kind, "config": config})["config"]

    assert known("SpatialDropout2D", dropout) == {"name": "d", "rate": 0.2, "seed": None}
    assert known("DepthwiseConv2D", depthwise) == {"kernel_size": [3, 3]}
    assert known("DepthwiseConv2D", depthwise | {"groups": 2})["groups"] == 2
    assert known("Conv2D", {"filters": 3, "groups": 1}) == {"filters": 3}, "its default"


def test_whole_numbers_of_a_quantised_file_are_honoured(files: Path, answered_once) -> None:
    found, proba = answered_once(files / "quantised.tflite")

    assert found.form == "TFLite"
    assert found.probe.best.name == "0..1"
    assert (proba.argmax(axis=1) == answers()).mean() > 0.97
    np.testing.assert_allclose(proba.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("name", ["float.tflite", "quantised.tflite"])
def test_a_truncated_file_is_a_sentence_even_where_the_library_crashes_over_it(
    files: Path,
    tmp_path: Path,
    inspect: Callable[..., Found],
    name: str,
    request: pytest.FixtureRequest,
) -> None:
    if name == "quantised.tflite":
        request.getfixturevalue("warm")  # the other goes the whole way
    content = (files / name).read_bytes()
    cut = tmp_path / name
    cut.write_bytes(content[: len(content) // 2])

    with pytest.raises(ImportingError) as refused:  # which of them depends on what lies behind it
        inspect(cut)

    sentence = str(refused.value)
    told = ("is truncated or damaged", "cannot be converted", "needs more than the 12,000 MiB")
    assert sentence.startswith(tuple(f"{name} {each}" for each in told)), sentence
    assert "Export the model as ONNX" in sentence


def test_a_saved_model_folder_answers(files: Path, answered_once) -> None:
    found, proba = answered_once(files / "saved_model")

    np.testing.assert_allclose(proba, y_proba(), atol=1e-5)
    assert found.form == "SavedModel folder"
    assert found.size > 30_000


@pytest.mark.usefixtures("warm")
def test_what_keras_cannot_load_is_a_sentence(
    tmp_path: Path, inspect: Callable[..., Found]
) -> None:
    config = old_keras_config()
    config["config"]["layers"][1]["config"]["units"] = 11  # than the weights have columns
    path = write_h5(tmp_path / "odd.h5", config, *classifier())

    with pytest.raises(ImportingError, match=r"odd\.h5 cannot be loaded by Keras") as refused:
        inspect(path)

    assert "safe_mode" not in str(refused.value)
    assert "Traceback" not in str(refused.value)
