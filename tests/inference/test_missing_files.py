"""What a model could be asked and was not: by kind of model, and as the command goes through it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from artifact_samples import imported_fields, labels_alone_fields, parse

from fmnist.artifacts import store
from fmnist.artifacts.record import ModelRecord
from fmnist.inference.derived_files import missing_files

ROOT = Path(__file__).resolve().parents[2]


def without(record: ModelRecord, *files: str) -> ModelRecord:
    kept = {name: sha for name, sha in record.files.items() if name not in files}
    return record.model_copy(update={"files": kept})


@pytest.mark.parametrize(
    ("key", "files", "commands"),
    [
        ("ann_10_10", (), ()),
        ("ann_10_10", ("units.npz", "model.onnx"), ("export", "units")),
        ("ann_10_10", ("corruptions.npz", "features.npz"), ("features", "corrupt")),
        ("cnn_ensemble", ("corruptions.npz", "units.npz", "model.onnx"), ("corrupt",)),
        ("ann_regularized_digits", ("features.npz", "model.onnx"), ("export",)),
    ],
)
def test_a_released_model_is_asked_what_its_kind_can_be_asked(key, files, commands) -> None:
    assert missing_files(without(store.load(key).record, *files)) == commands


def test_one_that_came_as_a_graph_is_asked_all_and_one_that_came_as_predictions_nothing() -> None:
    assert missing_files(parse(imported_fields("a"))) == ("units", "features", "corrupt")
    assert missing_files(parse(labels_alone_fields("b"))) == ()


def test_complete_writes_what_is_missing_and_nothing_else(tmp_path: Path) -> None:
    root, shipped = tmp_path / "artifacts", store.load("ann_10_10")
    contents = {name: (shipped.folder / name).read_bytes() for name in shipped.record.files}
    del contents["units.npz"]
    store.write(shipped.record, contents, root)
    shutil.copytree(store.load("cnn_ensemble").folder, root / "cnn_ensemble")

    done = subprocess.run(
        [sys.executable, "-m", "fmnist", "complete", "--all"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "FMNIST_ARTIFACTS": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "ann_10_10: 20 units of 2 layers" in done.stdout
    assert "cnn_ensemble: nothing is missing" in done.stdout
    again = store.load("ann_10_10", root)
    assert again.record.files == shipped.record.files
