"""Kaggle's form of the data: CSV with the columns label, pixel1 ... pixel784.

Its two files are another split of the official 70,000 images: of the first eight rows of
``fashion-mnist_test.csv``, five are official *training* images. Use the form, not the split.
"""

import io
from pathlib import Path
from typing import Final

import numpy as np

from fmnist.data.checks import PIXEL_MAX
from fmnist.data.classes import CLASS_NAMES, IMAGE_SIDE, N_CLASSES
from fmnist.data.dataset import Split
from fmnist.data.idx import read_bytes
from fmnist.errors import DataError

N_PIXELS: Final = IMAGE_SIDE * IMAGE_SIDE
HEADER: Final = ("label", *(f"pixel{number}" for number in range(1, N_PIXELS + 1)))
DIGITS_HEADER: Final = ("label", *(f"pixel{number}" for number in range(N_PIXELS)))
SEPARATORS: Final = {";": "semicolons", "\t": "tabs"}
LONGEST_NUMBER: Final = 40  # signs; more are looked at no further
ALLOWED: Final = b"0123456789, \t\r\n"


def read_csv(path: Path) -> Split:
    """Read images and labels of Kaggle's form, plain or gzipped (0.2 s for 10,000 rows).

    Raises
    ------
    DataError
        Empty or truncated file, wrong header, wrong number of columns, a value that is no whole
        number, a pixel outside 0..255 or a label outside 0..9; with line and column.
    """
    return decode(read_bytes(path), name=str(path))


def decode(content: bytes, *, name: str) -> Split:
    """Decode an unpacked CSV file of Kaggle's form; errors as in `read_csv`."""
    header, _, body = content.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    _check_header(header.decode("utf-8", errors="replace"), name)
    if not body.strip():
        raise DataError(f"{name} has a header but no rows: expected one line for each image.")
    if body.translate(None, ALLOWED):
        raise _fault(body, name)
    try:
        table = np.loadtxt(io.BytesIO(body), dtype=np.uint8, delimiter=",", comments=None, ndmin=2)
    except ValueError as error:
        raise _fault(body, name) from error
    if table.shape[1] != len(HEADER) or table[:, 0].max() >= N_CLASSES:
        raise _fault(body, name)
    images = np.ascontiguousarray(table[:, 1:]).reshape(-1, IMAGE_SIDE, IMAGE_SIDE)
    return Split(images, np.ascontiguousarray(table[:, 0]))


def _check_header(line: str, name: str) -> None:
    received = tuple(cell.strip().strip('"') for cell in line.split(","))
    if not line.strip():
        raise DataError(f"{name} is empty: expected a header label,pixel1,…,pixel784 and rows.")
    if received == HEADER:
        return
    if received == DIGITS_HEADER:
        raise DataError(
            f"{name} has the columns pixel0 to pixel783 of Kaggle's digit-recognizer: these are "
            "MNIST digits, expected Fashion-MNIST with pixel1 to pixel784. Fetch fashion-mnist."
        )
    if told := _other_form(line, received):
        raise DataError(f"{name} {told}")
    if len(received) != len(HEADER):
        raise DataError(
            f"{name} has {len(received)} columns: expected 785, label,pixel1,…,pixel784, separated "
            "by commas. Export it again in that form."
        )
    column = next(i for i, cell in enumerate(received) if cell != HEADER[i])
    raise DataError(
        f"{name} calls column {column + 1} {received[column][:40]!r}: expected "
        f"{HEADER[column]!r}; the header is label,pixel1,…,pixel784. Add or correct the header."
    )


def _other_form(line: str, received: tuple[str, ...]) -> str | None:
    """Say which of the usual other forms a first line shows, and how to get Kaggle's."""
    lower = tuple(cell.lower() for cell in received)
    if separators := [sign for sign in SEPARATORS if line.count(sign) >= N_PIXELS - 1]:
        return (
            f"separates its columns by {SEPARATORS[separators[0]]}: expected commas. Read it with "
            f"sep={separators[0]!r} and write it again with commas."
        )
    if len(received) >= N_PIXELS and all(_is_number(cell) for cell in received):
        return (
            f"has no header: its first line holds {len(received)} values already. Put the line "
            "label,pixel1,…,pixel784 before it."
        )
    if lower == HEADER:
        return (
            f"calls column 1 {received[0]!r} and column 2 {received[1]!r}: expected small letters, "
            "label,pixel1,…,pixel784. Rename the columns."
        )
    if lower[1:] == HEADER:
        return (
            f"begins with a column {received[0][:40]!r}, such as the index that pandas writes: "
            "expected label first. Write it again with index=False."
        )
    if len(received) == N_CLASSES + N_PIXELS:
        return (
            f"has {len(received)} columns, as with one-hot labels: expected one column label with "
            "the class number 0 to 9. Use the position of the 1 in the ten columns."
        )
    mixed = sorted(lower) == sorted(HEADER)
    told = "has its columns in another order: expected label,pixel1,…,pixel784. Sort them."
    return told if mixed else None


def _fault(body: bytes, name: str) -> DataError:
    """Return the error for the first line that is wrong; slow, so only called when one is."""
    for number, line in enumerate(body.decode("utf-8", errors="replace").split("\n"), start=2):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split(",")]
        if len(cells) != len(HEADER):
            return DataError(
                f"{name}, line {number}, has {len(cells)} values: expected 785, a label and 784 "
                "pixels. If it is the last line, the file is truncated: fetch it again."
            )
        for column, cell in zip(HEADER, cells, strict=True):
            highest = N_CLASSES - 1 if column == "label" else PIXEL_MAX
            if not _is_whole_number(cell, highest):
                return DataError(
                    f"{name}, line {number}, column {column}, holds {cell[:40]!r}: expected a "
                    f"whole number 0 to {highest}. {_way_out(column, cell)}"
                )
    return DataError(f"{name} cannot be read as rows of whole numbers. Export it again.")


def _way_out(column: str, cell: str) -> str:
    """Say how a value of another kind becomes a whole number."""
    if column == "label" and not _is_number(cell):
        names = ", ".join(f"{number} {name}" for number, name in enumerate(CLASS_NAMES))
        return f"Write each label as its number: {names}."
    if not _is_number(cell):
        return "Export it again with numbers only."
    value = float(cell)
    if value.is_integer() and 0 <= value <= PIXEL_MAX and not cell.isdigit():
        return "Write whole numbers without a decimal point: astype('uint8') before exporting."
    return "Undo any scaling before exporting."


def _is_number(cell: str) -> bool:
    try:
        float(cell[:LONGEST_NUMBER])
    except ValueError:
        return False
    return True


def _is_whole_number(cell: str, highest: int) -> bool:
    digits = cell.lstrip("0") or cell[-1:]
    return (
        digits.isascii()
        and digits.isdigit()
        and len(digits) <= len("255")
        and int(digits) <= highest
    )
