"""What the tests of importing share: a short way through the worker, and folders of their own."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import predictions
from fmnist.importing import importer
from fmnist.importing.found import Found
from fmnist.importing.process import Worker


@pytest.fixture
def inspect(tmp_path: Path) -> Callable[..., Found]:
    """Let a worker look into a file, and return what it found."""

    def look(path: Path, *, beside: bool = False) -> Found:
        folder = tmp_path / f"worker-{len(list(tmp_path.glob('worker-*')))}"
        folder.mkdir()
        worker = importer.start(path, folder, beside=beside)
        for _ in worker.follow():
            pass
        return importer.found(worker, path, folder)

    return look


@pytest.fixture
def finish() -> Callable[[Worker], dict]:
    """Wait for a worker and return its answer."""

    def wait(worker: Worker) -> dict:
        for _ in worker.follow():
            pass
        return worker.result()

    return wait


@pytest.fixture
def answered(
    inspect: Callable[..., Found], finish: Callable[[Worker], dict]
) -> Callable[..., tuple[Found, np.ndarray]]:
    """Return what a file was found to be, and its probabilities for the test images."""

    def ask(path: Path, *, scale: str | None = None) -> tuple[Found, np.ndarray]:
        found = inspect(path)
        finish(importer.start_answering(found, importer.choose(found, scale=scale)))
        return found, predictions.read(found.folder / "predictions.npz").y_proba

    return ask
