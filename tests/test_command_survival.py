"""What stops a command is one sentence and exit code 2; what stops one model stops no other."""

import errno
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from artifact_samples import contents, labels_alone_fields, parse, record_fields
from click.testing import CliRunner, Result

from fmnist.__main__ import cli, find_commands
from fmnist.artifacts import predictions, store
from fmnist.data.dataset import load_test_labels
from fmnist.report import results

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the commands see one model of labels alone, which needs no Keras."""
    folder = tmp_path / "artifacts"
    files = {store.PREDICTIONS_FILE: predictions.pack_labels(load_test_labels())}
    store.write(parse(labels_alone_fields("labels")), files, folder)
    monkeypatch.setattr(store, "ROOTS", (folder,))
    return folder


def invoke(*words: str) -> Result:
    for name, command in find_commands().items():
        cli.add_command(command, name)
    return CliRunner().invoke(cli, words)


@pytest.mark.parametrize("command", ["evaluate", "export"])
def test_of_all_models_those_that_cannot_are_told_and_left_out(root: Path, command: str) -> None:
    (root / "broken").mkdir()

    done = invoke(command, "--all")

    assert done.exit_code == 2
    assert "broken left out: record.json is missing in broken/" in done.stderr
    assert "labels left out: " in done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_a_model_without_a_keras_file_is_not_timed(root: Path) -> None:
    done = invoke("time", "labels")

    assert root.is_dir()
    assert done.output == "labels: not measured, its folder holds no model.keras\n"
    assert done.exit_code == 0


def test_a_readme_that_is_no_text_is_told(root: Path) -> None:
    readme = root.parent / "README.md"
    readme.write_bytes(b"\xff\xfe")

    assert "README.md is not UTF-8 text" in str(invoke("results", "--write", str(readme)).exception)


def run(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fmnist", *words],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | more,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_readme_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    root = tmp_path / "artifacts"
    store.write(parse(record_fields("ann_a")), contents(), root)
    done = run("results", "--write", "/proc/version", cwd=tmp_path, FMNIST_ARTIFACTS=str(root))

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_readme_that_a_full_disk_cannot_take_stays_whole(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = root.parent / "README.md"
    readme.write_text(f"{results.BEGIN}\n{results.END}\nMine.\n")
    before = readme.read_text()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = invoke("results", "--write", str(readme))

    assert "README.md cannot be written: No space left on device." in str(done.exception)
    assert readme.read_text() == before
    assert [path.name for path in root.parent.iterdir() if path.is_file()] == ["README.md"]


@pytest.mark.parametrize("command", ["units", "features", "corrupt", "export", "time"])
def test_long_work_does_not_begin_where_its_result_cannot_be_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil has it
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(2**40, 2**40, 0))

    done = invoke(command, "labels")

    assert f"{root} has room for 0 bytes" in str(done.exception)


@pytest.mark.slow
def test_training_that_nobody_could_keep_or_that_runs_already_never_begins(tmp_path: Path) -> None:
    nowhere = run("train", "ann_10_10", "--artifacts", "/proc/models", cwd=tmp_path)
    holding = (
        "import pathlib, sys; from fmnist.artifacts.writing import locked\n"
        "with locked('ann_10_10', pathlib.Path('artifacts')): print('held', flush=True); input()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", holding],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        twice = run("train", "ann_10_10", "--artifacts", "artifacts", cwd=tmp_path)
    finally:
        other.kill()
        other.communicate()

    for done, sentence in (
        (nowhere, "Error: /proc/models cannot be written: No such file or directory."),
        (twice, "Error: Another process is training or writing ann_10_10 in artifacts"),
    ):
        assert done.returncode == 2
        assert done.stderr.startswith(sentence)
        assert done.stderr.count("\n") == 1
