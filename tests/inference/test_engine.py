"""Opening models, asking them, and what is refused."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from graphs import linear, with_weights_elsewhere

from fmnist.artifacts import store
from fmnist.artifacts.contract import InputContract
from fmnist.data.dataset import load_test_split
from fmnist.errors import InferenceError
from fmnist.inference.engine import open_engine, open_file

ROOT = Path(__file__).resolve().parents[2]
IMAGES = np.zeros((2, 28, 28), np.uint8)
ASK_ALL = """
import json, sys
import numpy as np
from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.inference.engine import open_engine

images, found = load_test_split().images[:400], {}
for model in store.scan().models:
    if model.record.data.dataset == "fashion-mnist":
        answer = open_engine(model, threads=2).answer(images)
        kept = model.y_proba[:400]
        found[model.key] = {
            "off": float(np.abs(answer.y_proba - kept).max()),
            "same": bool((answer.y_proba.argmax(axis=1) == kept.argmax(axis=1)).all()),
            "features": list(answer.features.shape),
        }
heavy = [name for name in ("tensorflow", "keras", "onnx", "tf2onnx") if name in sys.modules]
print(json.dumps([found, heavy]))
"""


def test_every_shipped_model_gives_its_stored_answers_without_tensorflow() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK_ALL], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found, heavy = json.loads(done.stdout)

    fashion = [
        model for model in store.scan().models if model.record.data.dataset == "fashion-mnist"
    ]
    assert set(found) == {model.key for model in fashion}
    for key, answer in found.items():
        assert answer["same"], f"{key} decides otherwise"
        assert answer["off"] <= 1e-4, f"{key}: {answer['off']}"
        assert answer["features"][0] == 400
        assert answer["features"][1] >= 10
    assert heavy == []


def test_an_ensemble_of_released_models_is_the_mean_of_their_answers() -> None:
    ensemble = store.load("cnn_ensemble")
    images = load_test_split().images[:20]

    answer = open_engine(ensemble).answer(images)

    members = [open_engine(store.load(key)).answer(images) for key in ensemble.record.members]
    mean = np.mean([each.y_proba for each in members], axis=0)
    np.testing.assert_allclose(answer.y_proba, mean, atol=1e-6)
    np.testing.assert_array_equal(
        answer.features, np.concatenate([each.features for each in members], axis=1)
    )


def test_a_mirrored_ensemble_also_answers_the_mirror_image() -> None:
    ensemble = store.load("cnn_ensemble")
    record = ensemble.record.model_copy(
        update={"training": ensemble.record.training | {"mirrored": True}}
    )
    images = load_test_split().images[:5]

    got = open_engine(replace(ensemble, record=record)).predict(images)

    plain = open_engine(ensemble)
    wanted = (plain.predict(images) + plain.predict(images[:, :, ::-1])) / 2
    np.testing.assert_allclose(got, wanted, atol=1e-6)


def test_a_member_that_was_released_again_is_not_asked() -> None:
    ensemble = store.load("cnn_ensemble")
    members = dict(ensemble.record.training["members"]) | {"cnn_best": "0" * 64}
    record = ensemble.record.model_copy(
        update={"training": ensemble.record.training | {"members": members}}
    )

    with pytest.raises(InferenceError, match=r"an earlier cnn_best.*train cnn_ensemble"):
        open_engine(replace(ensemble, record=record))


def test_one_image_and_many_get_the_same_answers() -> None:
    engine = open_engine(store.load("cnn_small"))
    images = load_test_split().images[:501]

    whole = engine.predict(images)

    alone = np.concatenate([engine.predict(images[at : at + 1]) for at in (0, 250, 500)])
    np.testing.assert_allclose(alone, whole[[0, 250, 500]], atol=1e-5)
    np.testing.assert_array_equal(engine.predict(images.astype(np.float32)), whole)


def test_a_model_without_a_graph_says_which_command_makes_it(tmp_path: Path) -> None:
    model = store.load("ann_10_10")
    kept = {
        name: (model.folder / name).read_bytes()
        for name in model.record.files
        if name != store.GRAPH_FILE
    }
    bare = store.write(model.record, kept, tmp_path)

    with pytest.raises(InferenceError, match=r"no model\.onnx.*python -m fmnist export ann_10_10"):
        open_engine(bare)


@pytest.mark.parametrize(
    ("pixels", "sentence"),
    [
        (IMAGES[0], r"uint8 or float32 of shape \(n, 28, 28\), received uint8 of shape \(28, 28\)"),
        (IMAGES[:, :, :27], r"received uint8 of shape \(2, 28, 27\)"),
        (IMAGES.astype(np.int64), "received int64"),
        (IMAGES[:0], "received n = 0"),
        (IMAGES.astype(np.float32) - 1, "expected pixels of 0 to 255, received -1 to -1"),
        (IMAGES.astype(np.float32) + 256, "received 256 to 256"),
        (np.full((1, 28, 28), np.nan, np.float32), "received nan to nan"),
    ],
)
def test_what_is_no_image_is_refused_in_words(pixels: np.ndarray, sentence: str) -> None:
    with pytest.raises(InferenceError, match=sentence):
        open_engine(store.load("ann_10_10")).predict(pixels)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "received 0 bytes"),
        (b"\x00\x00\x00\x00ORTM", "not an ONNX model|cannot be opened"),
        (b"no model at all", "not an ONNX model|truncated"),
        (b"\xff" * 40, "no protobuf message|not a protobuf message"),
        (linear().SerializeToString()[:-200], "truncated|cannot be opened"),
    ],
)
def test_a_file_that_is_no_onnx_model_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(InferenceError, match=sentence):
        open_file(content)


def test_an_opened_model_does_not_keep_its_file_beside_its_weights() -> None:
    content = linear().SerializeToString()
    unkept = sys.getrefcount(content)

    engine = open_file(content)

    assert sys.getrefcount(content) == unkept
    assert engine.predict(np.zeros((1, 28, 28), dtype=np.uint8)).shape == (1, 10)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InferenceError, match=r"mine\.onnx cannot be read: No such file"):
        open_file(tmp_path / "mine.onnx")


def test_a_model_that_reads_other_files_is_refused(tmp_path: Path) -> None:
    content = with_weights_elsewhere(tmp_path / "secret.bin")

    with pytest.raises(InferenceError, match="keeps weights in other files"):
        open_file(content)


@pytest.mark.parametrize(
    ("contract", "sentence"),
    [
        (InputContract(input_name="pixels"), "inputs image0: expected 'pixels'"),
        (InputContract(output_name="classes"), "outputs answer, features: expected 'classes'"),
        (InputContract(features_name="hidden"), "outputs answer, features: expected 'hidden'"),
        (InputContract(output_name="features"), r"output 'features' has the shape \(2,\)"),
        (InputContract(shape=(784,)), r"does not take images of shape \(2, 784\)"),
    ],
)
def test_a_contract_that_the_graph_does_not_keep_is_named(
    contract: InputContract, sentence: str
) -> None:
    with pytest.raises(InferenceError, match=sentence):
        open_file(linear().SerializeToString(), contract).predict(IMAGES)


def test_a_graph_of_two_inputs_needs_a_name() -> None:
    with pytest.raises(InferenceError, match="inputs image0, image1: expected exactly one"):
        open_file(linear(inputs=2).SerializeToString()).predict(IMAGES)


def test_an_answer_that_is_no_number_is_refused() -> None:
    contract = InputContract(scale=1e38)
    images = np.full((1, 28, 28), 255, np.uint8)

    with pytest.raises(InferenceError, match="NaN or infinity"):
        open_file(linear(activation=None).SerializeToString(), contract).predict(images)
