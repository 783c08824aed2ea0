"""Whatever form a file has, the arrays in it: idx, Kaggle's CSV, .npy, .npz, gzipped or not.

A file's form is told by its first bytes, not by its name.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy.typing as npt

from fmnist.data import idx, kaggle
from fmnist.data.classes import N_CLASSES
from fmnist.data.npy import NPY_MAGIC, NPZ_MAGIC, decode_arrays
from fmnist.errors import DataError

MAX_BYTES: Final = 2**30  # twice 70,000 images as float64; anything larger is something else
LABEL_WIDTHS: Final = (1, N_CLASSES)  # a column of labels, or one-hot labels
NAME_PAIRS: Final = (("x", "y"), ("X", "y"), ("images", "labels"), ("image", "label"))


@dataclass(frozen=True, eq=False)
class Arrays:
    """What one file calls one data set; nothing is checked yet.

    Attributes
    ----------
    name : str
        Path of the file, with the array's key if it has several.
    images, labels : ndarray or None
        As the file holds them; at least one is there.
    """

    name: str
    images: npt.NDArray[Any] | None
    labels: npt.NDArray[Any] | None


def read_arrays(path: Path) -> list[Arrays]:
    """Read every data set in a file.

    Raises
    ------
    DataError
        Missing, truncated, damaged or too large, or of a form that is not known here.
    """
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        raise DataError(
            f"{path} has {path.stat().st_size / 2**30:.1f} GiB: expected less than 1 GiB, as all "
            "70,000 images take 0.05. Name a smaller file."
        )
    content = idx.read_bytes(path)
    name = str(path)
    if content.startswith((NPY_MAGIC, NPZ_MAGIC)):
        return _pair(decode_arrays(content, name=name), name)
    if content.startswith(b"\0\0"):
        return [_guess(name, idx.decode(content, name=name))]
    if content.lstrip().startswith(b"<"):
        raise DataError(
            f"{path} is a web page, not data: expected an idx, CSV, .npy or .npz file. Fetch the "
            "file itself, not the page that shows it."
        )
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise DataError(
            f"{path} is text in UTF-16, as some spreadsheets write it: expected a CSV file in "
            "UTF-8. Save it again as CSV UTF-8."
        )
    if _is_text(content):
        split = kaggle.decode(content, name=name)
        return [Arrays(name, split.images, split.labels)]
    raise DataError(
        f"{path} starts with {content[:4].hex(' ') or 'nothing, it is empty'}: expected the magic "
        "number 00 00 08 01 or 00 00 08 03 of an idx file, a CSV header, or a .npy or .npz file. "
        "Fetch it again."
    )


def _is_text(content: bytes) -> bool:
    """Tell whether a file begins with text in UTF-8, whatever its script."""
    try:
        start = codecs.getincrementaldecoder("utf-8-sig")().decode(content[:1000])
    except UnicodeDecodeError:
        return False
    return bool(start) and all(each.isprintable() or each in "\t\r\n" for each in start)


def _are_labels(array: npt.NDArray[Any]) -> bool:
    return array.ndim <= 1 or (array.ndim == 2 and array.shape[1] in LABEL_WIDTHS)  # noqa: PLR2004 - a matrix


def _guess(name: str, array: npt.NDArray[Any]) -> Arrays:
    return Arrays(name, None, array) if _are_labels(array) else Arrays(name, array, None)


def _pair(arrays: dict[str, npt.NDArray[Any]], path: str) -> list[Arrays]:
    """Join images and labels whose keys differ only as x and y, or images and labels, do."""
    found, used = [], set()
    for key, array in arrays.items():
        if _are_labels(array):
            continue
        names = [key.replace(image, label, 1) for image, label in NAME_PAIRS if image in key]
        label = next((n for n in names if n in arrays and _are_labels(arrays[n])), None)
        used.update({key, label})
        found.append(Arrays(_title(path, key), array, None if label is None else arrays[label]))
    rest = [key for key in arrays if key not in used]
    return found + [Arrays(_title(path, key), None, arrays[key]) for key in rest]


def _title(path: str, key: str) -> str:
    return f"{path}: {key}" if key else path
