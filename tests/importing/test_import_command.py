"""The command line: import with its table and verdict, rename, remove, and every refusal."""

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from forks import run_command
from networks import answers, classifier, onnx_bytes, weights_for

from fmnist.artifacts import store
from fmnist.importing.process import ROOT

ALPHABETICAL = (9, 8, 4, 3, 2, 5, 6, 7, 0, 1)


def run(folder: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command on a folder of models of its own, with ours beside it."""
    roots = f"{folder}{os.pathsep}{ROOT / 'artifacts'}"
    return run_command(*words, typed=typed, FMNIST_ARTIFACTS=roots)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


def test_a_model_comes_in_is_renamed_and_goes(tmp_path: Path, mine: Path) -> None:
    path = tmp_path / "network.onnx"
    path.write_bytes(onnx_bytes(*classifier()))

    done = run(mine, "import", str(path), "--name", "My model", "--claimed", "0.99", typed="y\n")

    assert done.returncode == 0, done.stderr
    assert "Probing 1 of 28 ways" in done.stderr
    assert "0..1 " in done.stdout
    assert "--scale 'standardised as digits'" in done.stdout, "a close contract must be told"
    assert "My model classifies" in done.stdout
    assert "Claimed 99.00" in done.stdout
    assert "the claim lies above the 95 % interval" in done.stdout
    assert "is less accurate than" in done.stdout
    assert "Unknown, and shown so" in done.stdout
    assert "python -m fmnist complete my_model" in done.stdout

    renamed = run(mine, "rename", "my_model", "A better name")
    assert renamed.stdout == "my_model is now called A better name\n"

    kept = run(mine, "remove", "my_model", typed="n\n")
    assert "Remove A better name (my_model) and its files for good?" in kept.stdout
    assert (mine / "my_model").exists()
    unknown = run(mine, "remove", "another", typed="y\n")
    assert unknown.returncode == 2
    assert unknown.stdout == "", "nothing is asked about what is not there"
    removed = run(mine, "remove", "my_model", "--yes")
    assert removed.stdout == "Removed: A better name\n"
    assert not (mine / "my_model").exists()


def test_a_file_that_is_no_model_is_one_sentence_and_exit_code_2(
    tmp_path: Path, mine: Path
) -> None:
    path = tmp_path / "model.pkl"
    path.write_bytes(b"\x80\x04K\x01.")

    done = run(mine, "import", str(path), "--yes")

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("Error: model.pkl is a Python pickle")
    assert "Traceback" not in done.stderr
    assert list(mine.iterdir()) == []


def test_a_no_adds_nothing(tmp_path: Path, mine: Path) -> None:
    path = tmp_path / "labels.npy"
    np.save(path, answers())

    done = run(mine, "import", str(path), typed="n\n")

    assert done.returncode == 1
    assert "Add it as 'labels'?" in done.stdout
    assert list(mine.iterdir()) == []


def test_another_order_of_the_classes_is_a_question(tmp_path: Path, mine: Path) -> None:
    path = tmp_path / "ordered.onnx"
    path.write_bytes(onnx_bytes(*weights_for(order=ALPHABETICAL)))

    done = run(mine, "import", str(path), typed="y\ny\n")

    assert done.returncode == 0, done.stderr
    assert "column 0 is Ankle boot" in done.stdout
    assert "Is that the order in which it was trained?" in done.stdout
    assert (store.load("ordered", mine).y_pred == answers()).all()


def test_a_taken_name_is_told_before_any_work(tmp_path: Path, mine: Path) -> None:
    path = tmp_path / "labels.npy"
    np.save(path, answers())

    done = run(mine, "import", str(path), "--name", "cnn BEST", "--yes")

    assert done.returncode == 2
    assert done.stderr.startswith("Error: There is already a model called cnn BEST (key cnn_best)")
