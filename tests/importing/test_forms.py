"""What a file is, told by its content; and for what cannot come in, a sentence with a way out."""

import gzip
import io
import pickle
import zipfile
import zlib
from pathlib import Path

import h5py
import numpy as np
import pytest
from networks import classifier, onnx_bytes

from fmnist.errors import ImportingError
from fmnist.importing.forms import Form, recognise

WAY_OUT = r"torch\.onnx\.export.*predictions for the 10,000 test images"


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def h5() -> bytes:
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        file["x"] = [1]
    return buffer.getvalue()


KNOWN = {
    "a .keras archive": (packed({"config.json": b"{}", "model.weights.h5": b""}), Form.KERAS),
    "HDF5": (h5(), Form.H5),
    "ONNX": (onnx_bytes(*classifier()), Form.ONNX),
    "TFLite": (b"\x1c\0\0\0TFL3" + bytes(20), Form.TFLITE),
    "one array": (npy(np.zeros(3)), Form.NPY),
    "several arrays": (packed({"y.npy": npy(np.zeros(3))}), Form.NPZ),
    "a table": (b"id,label\n0,Shirt\n", Form.CSV),
    "a table with a mark": ("\ufefflabel\nT-shirt/top\n".encode(), Form.CSV),
    "a table in UTF-16": ("label\nShirt\n".encode("utf-16"), Form.CSV),
    "a table in an old code page": ("Größe;label\n1;2\n".encode("cp1252"), Form.CSV),
    "a packed table": (gzip.compress(b"label\n1\n"), Form.CSV_GZ),
    "parquet": (b"PAR1" + bytes(8), Form.PARQUET),
}
REFUSED = {
    "empty": ("model.onnx", b"", r"model\.onnx is empty.*received 0 bytes"),
    "a pickle": ("model.pkl", pickle.dumps({"a": 1}), rf"is a Python pickle.*{WAY_OUT}"),
    "an old pickle": ("m.pkl", pickle.dumps({"a": [1]}, protocol=0), r"m\.pkl is a Python pickle"),
    "a pickle packed by joblib": (
        "m.joblib",
        zlib.compress(pickle.dumps([1])),
        rf"is a Python pickle.*{WAY_OUT}",
    ),
    "a packed pickle": ("m.pkl.gz", gzip.compress(pickle.dumps([1])), r"is a Python pickle"),
    "PyTorch": ("m.pt", packed({"m/data.pkl": b"x"}), rf"is a PyTorch file.*{WAY_OUT}"),
    "a packed SavedModel": (
        "m.zip",
        packed({"m/saved_model.pb": b"x"}),
        r"packed SavedModel folder.*python -m fmnist import FOLDER",
    ),
    "another archive": ("m.zip", packed({"a.txt": b"x"}), r"archive of other files \(a\.txt\)"),
    "a workbook": ("p.xlsx", packed({"xl/workbook.xml": b"x"}), r"is an Excel workbook.*\.csv"),
    "a cut archive": ("m.keras", packed({"config.json": b"{}"})[:-30], r"truncated or damaged"),
    "a Git LFS pointer": (
        "model.tflite",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
        r"pointer to a large file.*git lfs pull",
    ),
    "a web page": ("model.h5", b"\n<!DOCTYPE html><html>", r"is a web page.*Raw"),
    "a description": ("model.json", b'{"class_name": "Sequential"}', r"JSON.*holds no weights"),
    "text as TFLite": ("model.tflite", b"not a model\n", r"holds text, not a model"),
    "something else": ("model.bin", bytes(range(1, 60)) + bytes(9), r"bytes that start with 01 02"),
}


@pytest.mark.parametrize("kind", KNOWN)
def test_a_file_is_told_by_its_content_whatever_its_name(tmp_path: Path, kind: str) -> None:
    content, form = KNOWN[kind]
    path = tmp_path / "whatever.bin"
    path.write_bytes(content)

    assert recognise(path, path.name) is form


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_come_in_is_refused_with_what_to_do(tmp_path: Path, kind: str) -> None:
    name, content, sentence = REFUSED[kind]
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(ImportingError, match=f"(?s){sentence}") as refused:
        recognise(path, name)

    assert "safe_mode" not in str(refused.value)


def test_a_folder_is_a_saved_model_or_nothing(tmp_path: Path) -> None:
    with pytest.raises(ImportingError, match=r"folder without saved_model\.pb"):
        recognise(tmp_path, "folder")
    (tmp_path / "saved_model.pb").write_bytes(b"")

    assert recognise(tmp_path, "folder") is Form.SAVED_MODEL
