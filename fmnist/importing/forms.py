"""What kind of file it is, told by its content; what cannot come in is refused with a way out."""

import gzip
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path
from typing import Final

from fmnist.errors import ImportingError

BY_ONNX: Final = (
    "Export the model as ONNX where it was trained (PyTorch: torch.onnx.export(model, "
    "torch.zeros(1, 1, 28, 28), 'model.onnx', external_data=False)) and import that"
)
BY_PREDICTIONS: Final = (
    "bring its predictions for the 10,000 test images instead, as .csv, .npz, .npy or .parquet"
)
WAYS_OUT: Final = f"{BY_ONNX}, or {BY_PREDICTIONS}."
WAYS_OUT_OF_KERAS: Final = (
    "Export the model as ONNX where it was trained (Keras 3: model.export('model.onnx', "
    "format='onnx'); Keras 2: python -m tf2onnx.convert --keras model.h5 --output model.onnx) and "
    f"import that, or {BY_PREDICTIONS}."
)
HEAD: Final = 4096  # bytes that tell what a file is
ZIP: Final = b"PK\x03\x04"
GZIP: Final = b"\x1f\x8b"
ONNX_FIELD: Final = b"\x08"  # the version, the first field of every ONNX model
PICKLE_NAMES: Final = (".pkl", ".pickle", ".joblib", ".pt", ".pth")
PICKLE_STARTS: Final = tuple(bytes((0x80, version)) for version in range(1, 6))


class Form(StrEnum):
    """The kinds of file that can come in, as they are called on the screen."""

    KERAS = "Keras 3 (.keras)"
    H5 = "Keras (.h5)"
    SAVED_MODEL = "SavedModel folder"
    ONNX = "ONNX"
    TFLITE = "TFLite"
    NPY = "NumPy array (.npy)"
    NPZ = "NumPy arrays (.npz)"
    CSV = "table (.csv)"
    CSV_GZ = "table (.csv.gz)"
    PARQUET = "table (.parquet)"


MODELS: Final = frozenset({Form.KERAS, Form.H5, Form.SAVED_MODEL, Form.ONNX, Form.TFLITE})
NEEDS_TENSORFLOW: Final = frozenset({Form.KERAS, Form.H5, Form.SAVED_MODEL, Form.TFLITE})


def recognise(path: Path, name: str) -> Form:
    """Tell what a file is by its content, whatever it is called.

    Parameters
    ----------
    path
        Where it is.
    name
        What its owner calls it; error messages use it.

    Raises
    ------
    ImportingError
        It is no file that can come in; the sentence says what it is and what to do.
    """
    if path.is_dir():
        return _folder(path, name)
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise ImportingError(
            f"{name} cannot be read: {error.strerror}. Correct that, then try again."
        ) from error
    if not head:
        raise ImportingError(f"{name} is empty: expected a model or predictions, received 0 bytes.")
    _refuse_pickle(head, name)
    if head.startswith(ZIP):
        return _archive(path, name)
    if head.startswith(GZIP):
        return _gzipped(path, name)
    if name.lower().endswith(PICKLE_NAMES):  # older protocols and packed ones start otherwise
        raise _pickle(name)
    if (form := _by_magic(head)) is not None:
        return form
    if (text := _text(head)) is not None:
        return _table(text, name)
    if head.startswith(ONNX_FIELD) or name.lower().endswith(".onnx"):
        return Form.ONNX
    raise ImportingError(
        f"{name} cannot be read here: expected a Keras model (.keras, .h5), ONNX, "
        f"TFLite or a table of predictions, received bytes that start with {head[:6].hex(' ')}. "
        f"{WAYS_OUT}"
    )


def _by_magic(head: bytes) -> Form | None:
    known = (
        (b"\x89HDF\r\n\x1a\n", Form.H5),
        (b"\x93NUMPY", Form.NPY),
        (b"PAR1", Form.PARQUET),
    )
    if head[4:8] == b"TFL3":
        return Form.TFLITE
    return next((form for start, form in known if head.startswith(start)), None)


def _folder(path: Path, name: str) -> Form:
    if (path / "saved_model.pb").is_file():
        return Form.SAVED_MODEL
    raise ImportingError(
        f"{name} is a folder without saved_model.pb: expected a SavedModel folder or a file. "
        "Name the file itself."
    )


def _refuse_pickle(head: bytes, name: str) -> None:
    if head.startswith(PICKLE_STARTS):
        raise _pickle(name)


def _pickle(name: str) -> ImportingError:
    return ImportingError(
        f"{name} is a Python pickle (as .pkl, .joblib and older .pt files are), which can run any "
        f"code when it is opened, so it is never opened here. {WAYS_OUT}"
    )


def _archive(path: Path, name: str) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ImportingError(
            f"{name} is a truncated or damaged archive ({error}). Save or fetch it again."
        ) from error
    if "config.json" in members:
        return Form.KERAS
    if any(Path(member).name == "data.pkl" for member in members):
        raise ImportingError(
            f"{name} is a PyTorch file, whose contents are a Python pickle, which can run any code "
            f"when it is opened, so it is never opened here. {WAYS_OUT}"
        )
    if members and all(member.endswith(".npy") for member in members):
        return Form.NPZ
    if any(Path(member).name == "saved_model.pb" for member in members):
        raise ImportingError(
            f"{name} is a packed SavedModel folder. Unpack it and import the folder on the command "
            "line: python -m fmnist import FOLDER"
        )
    if "xl/workbook.xml" in members:
        raise ImportingError(
            f"{name} is an Excel workbook: expected a table of text. Save its sheet as .csv and "
            "import that."
        )
    shown = ", ".join(sorted(members)[:4]) or "nothing"
    raise ImportingError(
        f"{name} is an archive of other files ({shown}): expected a .keras or .npz file. Unpack it "
        "and import the file that holds the model or its predictions."
    )


def _gzipped(path: Path, name: str) -> Form:
    try:
        with gzip.open(path) as stream:
            head = stream.read(HEAD)
    except (OSError, EOFError, zlib.error) as error:
        raise ImportingError(
            f"{name} is truncated or damaged ({error}). Fetch it again."
        ) from error
    text = _text(head)
    if text is None:
        _refuse_pickle(head, name)
        raise ImportingError(
            f"{name} is a compressed file, but not a compressed table: expected .csv.gz. Unpack it "
            "(gunzip) and import what is inside."
        )
    _table(text, name)
    return Form.CSV_GZ


def _text(head: bytes) -> str | None:
    """Return the start of a text file, or None of a binary one."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # as spreadsheet programs save Unicode
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    if any(byte < ord(" ") and byte not in b"\t\n\f\r" for byte in head):
        return None
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError:  # cut within a letter, or an older code page
        return head.decode("cp1252", errors="replace")


def _table(text: str, name: str) -> Form:
    start = text.lstrip()
    if start.startswith("version https://git-lfs"):
        raise ImportingError(
            f"{name} is a pointer to a large file that is stored elsewhere (Git LFS), not the file "
            "itself. Fetch it (git lfs pull) and then import it."
        )
    if start[:100].lower().startswith(("<!doctype", "<html")):
        raise ImportingError(
            f"{name} is a web page, not the file: it was probably saved from a page about it. "
            "Download the file itself (on GitHub: Raw) and import that."
        )
    if start.startswith(("{", "[{")):
        raise ImportingError(
            f"{name} is JSON, which describes a model or its training but holds no weights. Save "
            f"the whole model (model.save('model.keras')) and import that. {WAYS_OUT}"
        )
    if name.lower().endswith((".tflite", ".onnx", ".keras", ".h5", ".hdf5", ".pb")):
        raise ImportingError(
            f"{name} holds text, not a model: expected the {Path(name).suffix} file itself, "
            f"received {start[:40]!r}. Download or save it again."
        )
    return Form.CSV
