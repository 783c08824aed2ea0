"""Model files that Keras cannot or must not load are told in one sentence each."""

import json
from collections.abc import Callable
from pathlib import Path

import hostile
import keras
import pytest
from artifact_samples import HISTORY, parse, probabilities, record_fields
from forks import run_command

from fmnist.artifacts import predictions, store
from fmnist.errors import ArtifactError
from fmnist.training.loading import load_keras
from fmnist.training.release import pack_model

pytestmark = pytest.mark.slow


def network(outputs: int = 10, *more: keras.Layer) -> keras.Model:
    layers = [keras.layers.Flatten(), *more, keras.layers.Dense(outputs, activation="softmax")]
    return keras.Sequential([keras.Input((28, 28)), *layers])


def with_config(change: Callable[[dict], object]) -> bytes:
    """Return a saved model whose configuration says something else."""
    members = hostile.members(pack_model(network()))
    config = json.loads(members["config.json"])
    change(config["config"]["layers"][-1])
    return hostile.zipped(members | {"config.json": json.dumps(config).encode()})


def tf_layer(layer: dict) -> None:
    layer |= {"class_name": "TFSMLayer", "config": {"filepath": "/tmp/none", "name": "x"}}  # noqa: S108


def unknown_layer(layer: dict) -> None:
    layer |= {"class_name": "Mine", "module": "mine", "registered_name": "mine>Mine"}


def legacy_h5(tmp_path: Path) -> bytes:
    network().save(tmp_path / "model.h5")
    return (tmp_path / "model.h5").read_bytes()


FILES: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "empty": (lambda _: b"", "model.keras is truncated or damaged (File is not a zip file)"),
    "a renamed h5": (legacy_h5, "model.keras is truncated or damaged (File is not a zip file)"),
    "a zip of something else": (
        lambda _: hostile.zipped({"a.txt": b"x"}),
        "cannot load model.keras",
    ),
    "a bomb": (lambda _: hostile.bomb("model.weights.h5", blocks=65), "unpacks to 1.0 GiB"),
    "encrypted": (lambda _: hostile.patched(pack_model(network()), flags=1), "is encrypted"),
    "a Lambda": (
        lambda _: pack_model(network(10, keras.layers.Lambda(lambda x: x + 1))),
        "brings code along",
    ),
    "a TFSMLayer": (lambda _: with_config(tf_layer), "brings code along"),
    "a layer of nobody": (lambda _: with_config(unknown_layer), "cannot load model.keras"),
    "no configuration": (
        lambda _: hostile.zipped(hostile.members(pack_model(network())) | {"config.json": b"{"}),
        "cannot load model.keras",
    ),
    "no weights": (
        lambda _: hostile.zipped(
            hostile.members(pack_model(network())) | {"model.weights.h5": b"x"}
        ),
        "cannot load model.keras",
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_keras_cannot_load_is_told(tmp_path: Path, case: str) -> None:
    make, sentence = FILES[case]
    path = tmp_path / "ann_b" / "model.keras"
    path.parent.mkdir()
    path.write_bytes(make(tmp_path))

    with pytest.raises(ArtifactError) as told:
        load_keras(path)

    assert sentence in str(told.value)
    assert f"or remove the folder: rm -r {path.parent}" in str(told.value)
    assert "safe_mode" not in str(told.value)
    assert "enable_unsafe" not in str(told.value)
    assert len(str(told.value)) < 600
    assert str(told.value).isprintable()


def test_a_model_of_known_layers_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    path.write_bytes(pack_model(network()))

    assert load_keras(path).output_shape == (None, 10)


def test_evaluating_all_goes_on_after_every_kind_of_bad_file(tmp_path: Path) -> None:
    root = tmp_path / "artifacts"
    bad = {
        "lambda_layer": FILES["a Lambda"][0](tmp_path),
        "nothing": b"",
        "eleven": pack_model(network(11)),
        "another": pack_model(network()),
    }
    for key, content in bad.items():
        files = {
            store.MODEL_FILE: content,
            store.HISTORY_FILE: HISTORY,
            store.PREDICTIONS_FILE: predictions.pack(probabilities()),
        }
        store.write(parse(record_fields(key)), files, root)
    broken = root / "broken"
    broken.mkdir()

    done = run_command("evaluate", "--all", FMNIST_ARTIFACTS=str(root))

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "lambda_layer left out: lambda_layer: Keras" in done.stderr
    assert "nothing left out: model.keras is truncated or damaged" in done.stderr
    assert "eleven left out: eleven: model.keras answers with the shape (10000, 11)" in done.stderr
    assert "another left out: another: model.keras does not reproduce" in done.stderr
    assert "broken left out: record.json is missing in broken/" in done.stderr
