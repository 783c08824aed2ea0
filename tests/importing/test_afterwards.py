"""What is found out about a model once it has come in, in a process of its own."""

import time
from pathlib import Path

import pytest

from fmnist.artifacts import store
from fmnist.importing.afterwards import Afterwards

PATIENCE = 60.0  # seconds


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a model without its units' images, and one without its map."""
    folder, shipped = tmp_path / "artifacts", store.load("ann_10_10")
    contents = {name: (shipped.folder / name).read_bytes() for name in shipped.record.files}
    for key, lacks in (("quick", "units.npz"), ("slow", "features.npz")):
        record = shipped.record.model_copy(update={"key": key, "display_name": key})
        kept = {name: content for name, content in contents.items() if name != lacks}
        store.write(record, kept, folder)
    monkeypatch.setenv("FMNIST_ARTIFACTS", str(folder))
    return folder


def wait_for(process: Afterwards) -> None:
    end = time.monotonic() + PATIENCE
    while process.running or not process.last:
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


def test_what_is_missing_is_added_while_nobody_waits(root: Path) -> None:
    process = Afterwards("quick")
    assert process.running

    wait_for(process)

    assert not process.failed
    assert process.last.startswith("quick: 20 units of 2 layers")
    assert "units.npz" in store.load("quick", root).record.files


def test_what_goes_wrong_is_its_last_line(root: Path) -> None:  # noqa: ARG001 - the folder's models
    process = Afterwards("nobody")

    wait_for(process)

    assert process.failed
    assert process.last.startswith("Error: No model 'nobody'")


def test_it_ends_when_it_is_told_to_and_changes_nothing(root: Path) -> None:
    before = store.load("slow", root).record
    process = Afterwards("slow")

    process.cancel()

    assert not process.running
    assert store.load("slow", root).record == before
