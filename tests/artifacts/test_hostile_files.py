"""Files that a page reads only when somebody asks for them: each is refused in a sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import hostile
import numpy as np
import pytest

from fmnist.artifacts import ablation, examples, search, seed_weights, store, weights
from fmnist.artifacts.store import MODEL_FILE, TrainedModel
from fmnist.errors import ArtifactError


def h5(write: Callable[[h5py.File], object]) -> bytes:
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        write(file)
    return buffer.getvalue()


def keras_file(content: bytes, name: str = weights.WEIGHTS_FILE) -> bytes:
    return hostile.zipped({name: content})


def outside(file: h5py.File) -> None:
    file.create_dataset("layers/dense/vars/0", (4,), "f4", external=[("/etc/hostname", 0, 16)])


def virtual(file: h5py.File) -> None:
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource("/etc/hostname", "x", (4,))
    file.create_virtual_dataset("layers/dense/vars/0", layout)


def round_and_round(file: h5py.File) -> None:
    file.create_group("a")["b"] = file["/"]
    file["soft"] = h5py.SoftLink("/soft")
    file["elsewhere"] = h5py.ExternalLink("/etc/hostname", "/")


GOOD = h5(lambda file: file.create_dataset("layers/dense/vars/0", data=np.ones((2, 3), "f4")))

MODELS: dict[str, tuple[bytes, str]] = {
    "no zip": (b"\x89HDF\r\n\x1a\n a renamed h5", "File is not a zip file"),
    "empty": (b"", "File is not a zip file"),
    "without weights": (keras_file(GOOD, "config.json"), "holds no member model.weights.h5"),
    "no h5": (keras_file(b"weights"), "holds no weights in Keras' form"),
    "a cut h5": (keras_file(GOOD[:900]), "holds no weights in Keras' form"),
    "encrypted": (hostile.patched(keras_file(GOOD), flags=1), "is encrypted"),
    "another packing": (hostile.patched(keras_file(GOOD), method=93), "packed by method 93"),
    "a bomb": (hostile.bomb(weights.WEIGHTS_FILE, blocks=17), "unpacks to 272.0 MiB"),
    "an array of a terabyte": (
        keras_file(h5(lambda file: file.create_dataset("a", (2**20, 2**18), "f4", chunks=True))),
        "its 1 arrays take 1,024.0 GiB: expected at most 256.0 MiB",
    ),
    "objects": (
        keras_file(
            h5(lambda file: file.create_dataset("a", data=["x"], dtype=h5py.string_dtype()))
        ),
        "a is no array of numbers inside the file",
    ),
    "an array in another file": (keras_file(h5(outside)), "dense/0 is no array of numbers inside"),
    "an array of other files": (keras_file(h5(virtual)), "dense/0 is no array of numbers inside"),
}


@pytest.mark.parametrize("case", MODELS)
def test_a_model_file_without_usable_weights_is_refused(root: Path, case: str) -> None:
    content, sentence = MODELS[case]
    hostile.put(root / "ann_b", MODEL_FILE, content)
    model = store.load("ann_b", root)

    with pytest.raises(ArtifactError) as told:
        weights.read_weights(model)

    assert sentence in str(told.value)
    assert "model.keras in ann_b/ holds no weights in Keras' form" in str(told.value)
    assert "Correct what is named" in str(told.value)
    assert len(str(told.value)) < 600


def test_intact_weights_are_read(root: Path) -> None:
    hostile.put(root / "ann_b", MODEL_FILE, keras_file(GOOD))

    [(name, array)] = weights.read_weights(store.load("ann_b", root)).items()

    assert name == "dense/0"
    assert array.tolist() == [[1, 1, 1], [1, 1, 1]]


def test_links_inside_a_weights_file_lead_nowhere(root: Path) -> None:
    hostile.put(root / "ann_b", MODEL_FILE, keras_file(h5(round_and_round)))

    assert weights.read_weights(store.load("ann_b", root)) == {}


def test_a_model_file_that_is_gone_is_told(root: Path) -> None:
    model = store.load("ann_b", root)
    (model.folder / MODEL_FILE).unlink()

    with pytest.raises(ArtifactError, match=r"model.keras is missing in ann_b/"):
        weights.read_weights(model)


READERS: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "ablation": (ablation.ABLATION_FILE, ablation.read),
    "search": (search.SEARCH_FILE, search.read),
    "trials": (search.TRIALS_FILE, search.read),
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
        assert archive.infolist()[0].file_size > weights.LARGEST
