"""python -m fmnist, as a person types it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from forks import run_command, start_command

from fmnist.artifacts import corrupted, predictions, store
from fmnist.data.dataset import TRAIN_FILES, has_split, load_test_split
from fmnist.data.sources import candidate_folders
from fmnist.explanation.corruptions import CORRUPTIONS, VERSION

ROOT = Path(__file__).resolve().parents[1]
RESULT_FIELDS = {
    "key",
    "display_name",
    "family",
    "dataset",
    "comparison",
    "parameters",
    "correct",
    "total",
    "accuracy",
    "wilson_95_low",
    "wilson_95_high",
    "macro_f1",
    "shirt_recall",
    "mcc",
    "log_loss",
    "brier",
    "ece",
    "top_2_accuracy",
    "multiply_adds",
    "file_size",
    "time_per_image",
    "validation_accuracy",
    "seeds",
    "seeds_mean",
    "seeds_deviation",
    "training_time",
}
needs_training_images = pytest.mark.skipif(
    not any(has_split(place.folder, TRAIN_FILES) for place in candidate_folders()),
    reason="no official training images on this machine (Debian: dataset-fashion-mnist)",
)


def run(*words: str, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """Run it from the very start; `run_command` spares it what it imports."""
    return subprocess.run(
        [sys.executable, "-m", "fmnist", *words],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | more,
        capture_output=True,
        text=True,
        check=False,
    )


def expect_error(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_help_names_every_command_and_waits_for_no_library() -> None:
    code = (
        "import sys, fmnist.__main__ as line\n"
        "print(*line.find_commands())\n"
        "print([name for name in sys.modules if name in ('numpy', 'keras', 'pandas', 'pydantic')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names, heavy = done.stdout.splitlines()
    told = run("--help").stdout

    assert {"data", "train", "evaluate", "results", "report"} <= set(names.split())
    assert all(f"\n  {name} " in told for name in names.split())
    assert "..." not in told.partition("Commands:")[2], "what a command does is cut"
    assert heavy == "[]"


def test_results_as_json_are_computed_from_the_predictions() -> None:
    done = run("results", "--json")
    rows = {row["key"]: row for row in json.loads(done.stdout)}
    labels = load_test_split().labels

    assert done.returncode == 0
    assert set(rows) == set(store.known_keys())
    for key, row in rows.items():
        model = store.load(key)
        y_true = labels if model.y_true is None else model.y_true
        right = model.y_proba.argmax(axis=1) == y_true
        assert set(row) == RESULT_FIELDS
        assert row["correct"] == int(right.sum())
        assert row["total"] == 10_000
        assert row["accuracy"] == pytest.approx(right.mean())
        assert row["wilson_95_low"] < row["accuracy"] < row["wilson_95_high"]
        if model.y_true is None:
            assert row["shirt_recall"] == pytest.approx(right[labels == 6].mean())
        chosen = model.y_proba[np.arange(10_000), y_true].astype(float)
        assert row["log_loss"] == pytest.approx(-np.log(chosen.clip(1e-7)).mean(), rel=0.02)


def test_results_as_text_name_every_model() -> None:
    done = run_command("results")

    assert all(key in done.stdout for key in store.known_keys())


def test_results_leave_a_broken_artifact_out_and_say_so(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "artifacts", tmp_path / "artifacts")
    (tmp_path / "artifacts" / "ann_10_10" / "model.keras").unlink()

    done = run_command("results", "--json", FMNIST_ARTIFACTS=str(tmp_path / "artifacts"))

    assert "ann_10_10 left out: model.keras is missing" in done.stderr
    assert done.returncode == 2
    keys = {row["key"] for row in json.loads(done.stdout)}
    assert keys == set(store.known_keys()) - {"ann_10_10"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("train", "cnn2"), "No recipe 'cnn2' in fmnist/models/. Known: ann_10_10"),
        (("evaluate", "cnn2"), "No model 'cnn2' in artifacts/. Known: ann_10_10"),
        (("evaluate",), "Give one KEY or --all."),
        (("evaluate", "ann_10_10", "--all"), "Give one KEY or --all."),
        (("train", "ann_10_10", "--epochs", "0"), "0 is not in the range x>=1"),
        (("train", "ann_10_10", "--folder", "/nowhere"), "/nowhere"),
        (("fly",), "No such command 'fly'"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(words: Sequence[str], sentence: str) -> None:
    expect_error(run_command(*words), sentence)


def test_data_says_what_was_found_where() -> None:
    done = run_command("data")

    assert done.returncode == 0
    assert "t10k-images-idx3-ubyte.gz" in done.stdout
    assert "official" in done.stdout


def test_data_recognises_a_damaged_file(tmp_path: Path) -> None:
    packed = (ROOT / "artifacts/test_data/t10k-images-idx3-ubyte.gz").read_bytes()
    (tmp_path / "t10k-images-idx3-ubyte.gz").write_bytes(packed[:100_000])

    done = run_command("data", "--folder", str(tmp_path))

    assert "truncated" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_every_artifact_reproduces_its_predictions_or_says_what_it_needs(tmp_path: Path) -> None:
    root = tmp_path / "artifacts"
    digits = next(model.key for model in store.scan().models if model.y_true is not None)
    for key in ("ann_10_10", "ann_equal", digits):
        shutil.copytree(store.ARTIFACTS / key, root / key)

    nowhere = {"KERAS_HOME": str(tmp_path), "MNIST_DATA": str(tmp_path)}
    done = run("evaluate", "--all", FMNIST_ARTIFACTS=str(root), **nowhere)

    for key in ("ann_10_10", "ann_equal"):
        assert f"{key}: reproduced, largest difference" in done.stdout
    assert f"{digits} left out: " in done.stderr
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_evaluation_refuses_predictions_that_are_not_the_model_s(tmp_path: Path) -> None:
    root = tmp_path / "artifacts"
    model = store.load("ann_10_10")
    files = {name: (model.folder / name).read_bytes() for name in model.record.files}
    forged = np.sqrt(model.y_proba)  # the same answers, so that the record's accuracy is right
    forged /= forged.sum(axis=1, keepdims=True)
    store.write(model.record, files | {store.PREDICTIONS_FILE: predictions.pack(forged)}, root)

    done = run_command("evaluate", "ann_10_10", FMNIST_ARTIFACTS=str(root))

    expect_error(done, "ann_10_10: model.keras does not reproduce test_predictions.npz")


@pytest.mark.slow
@needs_training_images
def test_a_killed_training_keeps_the_old_artifact_and_resumes(tmp_path: Path) -> None:
    options = ("train", "ann_10_10", "--epochs", "2", "--artifacts", str(tmp_path / "artifacts"))
    shutil.copytree(store.ARTIFACTS / "ann_10_10", tmp_path / "artifacts/ann_10_10")
    old = store.load("ann_10_10", tmp_path / "artifacts")

    process = start_command(*options, cwd=tmp_path)
    checkpoint = tmp_path / ".training/ann_10_10/seed-0/epoch-0001"
    try:
        while process.is_alive() and not checkpoint.exists():
            time.sleep(0.01)
    finally:
        process.kill()
        process.join()
    after_the_kill = store.load("ann_10_10", tmp_path / "artifacts")
    np.testing.assert_array_equal(after_the_kill.y_proba, old.y_proba)
    assert after_the_kill.record == old.record

    resumed = run_command(*options, "--resume", cwd=tmp_path)
    assert resumed.returncode == 0, resumed.stderr
    assert "epoch=1/2" not in resumed.stderr, "the first epoch was trained again"
    assert "epoch=2/2" in resumed.stderr
    record = store.load("ann_10_10", tmp_path / "artifacts").record
    assert record.runs[0].epochs == 2
    assert record.command == "python -m fmnist train ann_10_10 --seed 0 --epochs 2"


def test_corrupting_goes_on_after_an_interruption_and_adds_one_file(tmp_path: Path) -> None:
    root = tmp_path / "artifacts"
    shipped = store.load("ann_10_10")
    contents = {name: (shipped.folder / name).read_bytes() for name in shipped.record.files}
    contents.pop(corrupted.FILE, None)
    model = store.write(shipped.record, contents, root)
    anything = np.zeros((5, 10_000), np.uint8)
    answers = corrupted.none_yet(model.record.files[store.PREDICTIONS_FILE], VERSION)
    for key in [key for key in CORRUPTIONS if key != "invert"]:
        answers = answers.with_one_more(key, anything, anything)
    unfinished = tmp_path / ".training" / "ann_10_10" / corrupted.FILE
    unfinished.parent.mkdir(parents=True)
    unfinished.write_bytes(corrupted.pack(answers))

    done = run_command("corrupt", "ann_10_10", cwd=tmp_path, FMNIST_ARTIFACTS=str(root))

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1, "one corruption was left"
    assert done.stdout.startswith("ann_10_10 invert (10 of 10): ")
    again = store.load("ann_10_10", root)
    assert set(again.record.files) - set(contents) == {corrupted.FILE}
    kept = corrupted.read(
        again.folder / corrupted.FILE,
        of="ann_10_10",
        predictions_sha256=again.record.files[store.PREDICTIONS_FILE],
    )
    assert kept.keys == tuple(CORRUPTIONS)
    assert kept.y_pred[:9].max() == 0
    assert len(np.unique(kept.y_pred[9])) > 3, "the network answered, not the zeros above"
    assert not unfinished.exists()


def test_data_looks_at_one_file_too(tmp_path: Path) -> None:
    path = tmp_path / "t10k-labels-idx1-ubyte.gz"
    path.write_bytes((ROOT / "artifacts/test_data/t10k-labels-idx1-ubyte.gz").read_bytes())

    done = run_command("data", "--folder", str(path))

    assert done.returncode == 0
    assert f"{path}\n    These are the labels of the official 10,000 test images" in done.stdout
