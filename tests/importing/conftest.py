"""What the tests of importing share: a short way through the worker, and folders of their own."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import forks
import numpy as np
import pytest

from fmnist.artifacts import predictions
from fmnist.importing import importer, process
from fmnist.importing.found import Found
from fmnist.importing.process import Worker

Answered = tuple[Found, np.ndarray]


@pytest.fixture
def warm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers branch off a process that has imported TensorFlow, see `forks`."""
    monkeypatch.setattr(process.subprocess, "Popen", forks.Worker)


@pytest.fixture
def inspect(tmp_path: Path) -> Callable[..., Found]:
    """Let a worker look into a file, and return what it found."""

    def look(path: Path, *, beside: bool = False) -> Found:
        return _look(path, tmp_path, beside=beside)

    return look


@pytest.fixture(scope="session")
def look_into() -> Callable[..., Found]:
    """Let a worker look into a file, with a folder below another, and return what it found."""
    return _look


@pytest.fixture
def finish() -> Callable[[Worker], dict]:
    """Wait for a worker and return its answer."""
    return _wait


@pytest.fixture
def answered(tmp_path: Path) -> Callable[..., Answered]:
    """Return what a file was found to be, and its probabilities for the test images."""

    def ask(path: Path, *, scale: str | None = None) -> Answered:
        return _ask(path, tmp_path, scale=scale)

    return ask


@pytest.fixture(scope="module")
def answered_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Answered]:
    """Return the same, of one asking for all tests of a module that only read it."""

    @cache
    def ask(path: Path) -> Answered:
        return _ask(path, tmp_path_factory.mktemp("once"))

    return ask


def _look(path: Path, parent: Path, *, beside: bool = False) -> Found:
    folder = parent / f"worker-{len(list(parent.glob('worker-*')))}"
    folder.mkdir()
    worker = importer.start(path, folder, beside=beside)
    for _ in worker.follow():
        pass
    return importer.found(worker, path, folder)


def _wait(worker: Worker) -> dict:
    for _ in worker.follow():
        pass
    return worker.result()


def _ask(path: Path, parent: Path, *, scale: str | None = None) -> Answered:
    found = _look(path, parent)
    _wait(importer.start_answering(found, importer.choose(found, scale=scale)))
    return found, predictions.read(found.folder / "predictions.npz").y_proba
