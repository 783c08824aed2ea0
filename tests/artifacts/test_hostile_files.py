"""Files that a page reads only when somebody asks for them: each is refused in a sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hostile
import numpy as np
import pytest

from fmnist.artifacts import (
    ablation,
    corrupted,
    dynamics,
    examples,
    features,
    search,
    seed_weights,
    store,
    units,
)
from fmnist.artifacts.store import TrainedModel
from fmnist.errors import ArtifactError

READERS: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "ablation": (ablation.ABLATION_FILE, ablation.read),
    "search": (search.SEARCH_FILE, search.read),
    "trials": (search.TRIALS_FILE, search.read),
    "corruptions": (
        corrupted.FILE,
        lambda folder: corrupted.read(folder / corrupted.FILE, of="a", predictions_sha256="0"),
    ),
    "dynamics": (dynamics.DYNAMICS_FILE, dynamics.read),
    "features": (features.FILE, lambda folder: features.read(folder / features.FILE, of="a")),
    "units": (
        units.FILE,
        lambda folder: units.read(folder / units.FILE, of="a", graph_sha256="0"),
    ),
    "examples": (examples.FILE, lambda folder: examples.read(folder / examples.FILE)),
    "seeds": (seed_weights.SEEDS_FILE, seed_weights.read),
    "history": ("history.csv", lambda folder: store.read_history(_at(folder))),
}
CONTENTS: dict[str, bytes] = {
    "nothing": b"",
    "bytes of no text": b"\xff\xfe\x00\x81",
    "another table": b"a,b\n1,2\n",
    "a row too many": b"name,settings\nx,y,z\n",
    "a field of a megabyte": b'name\n"' + b"x" * 900_000 + b'"\n',
    "a list": b"[]",
    "nested JSON": hostile.nested(50_000).encode(),
    "a bare array": hostile.npy(np.zeros((3, 3))),
    "a bomb": hostile.bomb("images.npy", blocks=17),
    "an encrypted member": hostile.patched(hostile.zipped({"images.npy": b"x"}), flags=1),
    "a member with a path": hostile.zipped({"../../x.npy": hostile.npy(np.zeros(3))}),
    "a number of 5,000 digits": b"9" * 5000,
}


def _at(folder: Path) -> TrainedModel:
    model = store.load("ann_10_10")
    return TrainedModel(model.record, folder, model.predictions)


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("reader", READERS)
def test_a_file_beside_the_model_is_refused(tmp_path: Path, reader: str, content: str) -> None:
    name, read = READERS[reader]
    if reader in {"search", "trials"}:
        for other in (search.SEARCH_FILE, search.TRIALS_FILE):
            (tmp_path / other).write_bytes(b"{}")
    (tmp_path / name).write_bytes(CONTENTS[content])
    if reader == "ablation" and content == "nothing":
        assert read(tmp_path) == ()
        return

    with pytest.raises(ArtifactError) as told:
        read(tmp_path)

    assert len(str(told.value)) < 3000
    assert str(told.value).isprintable()
    assert name in str(told.value) or "search" in str(told.value)


def test_no_archive_is_read_twice_as_large_as_allowed() -> None:
    assert len(CONTENTS["a bomb"]) < 2**21
    with zipfile.ZipFile(io.BytesIO(CONTENTS["a bomb"])) as archive:
        assert archive.infolist()[0].file_size > 2**28
