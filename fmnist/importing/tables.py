"""Other people's tables as columns of numbers or texts: .csv, .csv.gz, .npy, .npz, .parquet."""

import csv
import gzip
import io
import re
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.data.npy import decode_arrays
from fmnist.errors import DataError, ImportingError, first_line
from fmnist.importing.class_spellings import label_in_heading
from fmnist.importing.forms import Form
from fmnist.importing.limits import LARGEST_UNPACKED, MEBIBYTE, check_archive

MOST_COLUMNS: Final = 1000
MOST_ROWS: Final = 200_000
DELIMITERS: Final = ",;\t|"
TRUTHS: Final = {"true": 1.0, "false": 0.0}  # as programs write a row of ten yes or no
DECIMAL_COMMA: Final = re.compile(r"^(\s*-?\d*),(\d+(?:e-?\d+)?\s*%?\s*)$")


@dataclass(frozen=True, eq=False)
class Column:
    """One column, or one row of numbers for each image.

    Attributes
    ----------
    heading : str
        Empty where there is none.
    values : ndarray, shape (n,) or (n, k)
        Numbers, or texts as objects of str.
    """

    heading: str
    values: npt.NDArray[Any]


def read_table(path: Path, name: str, form: Form) -> tuple[Column, ...]:
    """Read every column.

    Raises
    ------
    ImportingError
        It is damaged, holds Python objects, or unpacks into more than it may.
    """
    if form in {Form.NPY, Form.NPZ}:
        return _arrays(path, name, form)
    if form is Form.PARQUET:
        return _parquet(path, name)
    return _csv(path, name, packed=form is Form.CSV_GZ)


def _arrays(path: Path, name: str, form: Form) -> tuple[Column, ...]:
    if form is Form.NPZ:
        check_archive(path, name)
    try:
        arrays = decode_arrays(path.read_bytes(), name=name)
    except DataError as error:
        raise ImportingError(str(error)) from error
    columns: list[Column] = []
    for key, array in arrays.items():
        squeezed = array.reshape(len(array), -1) if array.ndim > 2 else array  # noqa: PLR2004
        if squeezed.ndim == 0 or squeezed.dtype.names:
            raise ImportingError(
                f"{name}: expected arrays of shape (10000, 10) or (10000,), received "
                f"{key or 'an array'} of shape {array.shape} and type {array.dtype}."
            )
        if squeezed.ndim == 2 and squeezed.shape[1] == 1:  # noqa: PLR2004 - one column
            squeezed = squeezed[:, 0]
        if squeezed.dtype.kind in "US":
            squeezed = squeezed.astype(str).astype(object)
        columns.append(Column(key, squeezed))
    return tuple(columns)


def _parquet(path: Path, name: str) -> tuple[Column, ...]:
    import pyarrow as pa  # noqa: PLC0415 - only for this form
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(path)
        rows, columns = file.metadata.num_rows, file.metadata.num_columns
        _check_extent(name, rows, columns)
        table = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ImportingError(
            f"{name} is a truncated or damaged .parquet file ({first_line(error)}). Write it again."
        ) from error
    found = []
    for heading, column in zip(table.column_names, table.columns, strict=True):
        try:
            values = column.to_numpy()
        except (pa.ArrowException, ValueError) as error:
            raise ImportingError(
                f"{name}, column {heading}: expected numbers or texts, received {column.type}."
            ) from error
        if values.dtype == object and len(values) and isinstance(values[0], np.ndarray):
            widths = {len(each) for each in values}
            if len(widths) != 1:
                raise ImportingError(
                    f"{name}, column {heading}: its lists differ in length: expected ten numbers "
                    f"in each, received {min(widths)} to {max(widths)}. Write it again."
                )
            values = np.stack(list(values))
        elif values.dtype == object:
            values = np.array(["" if each is None else str(each) for each in values], dtype=object)
        found.append(Column(heading, values))
    return tuple(found)


def _csv(path: Path, name: str, *, packed: bool) -> tuple[Column, ...]:
    text = _text(path, name, packed=packed)
    first_line = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count) if first_line else ","
    if not first_line.count(delimiter):
        delimiter = ","
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)]
        if delimiter == ";":
            rows = [[DECIMAL_COMMA.sub(r"\1.\2", cell) for cell in row] for row in rows]
    except csv.Error as error:
        raise ImportingError(f"{name} is not a text table ({error}). Write it again.") from error
    if not rows:
        raise ImportingError(
            f"{name} holds no rows: expected one for each test image. Write it again."
        )
    headings = rows.pop(0) if _is_heading(rows) else [""] * len(rows[0])
    _check_extent(name, len(rows), len(headings))
    wrong = next((at for at, row in enumerate(rows) if len(row) != len(headings)), None)
    if wrong is not None:
        raise ImportingError(
            f"{name}, row {wrong + 1}: expected {len(headings)} columns as in the first row, "
            f"received {len(rows[wrong])}."
        )
    columns = zip(*rows, strict=True) if rows else [() for _ in headings]
    return tuple(
        Column(heading.strip(), _numbers_or_texts(values))
        for heading, values in zip(headings, columns, strict=True)
    )


def _text(path: Path, name: str, *, packed: bool) -> str:
    try:
        with gzip.open(path) if packed else path.open("rb") as stream:
            content = stream.read(LARGEST_UNPACKED // 4 + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ImportingError(
            f"{name} is truncated or damaged ({error}). Write it again."
        ) from error
    if len(content) > LARGEST_UNPACKED // 4:
        raise ImportingError(
            f"{name} unpacks into more than {LARGEST_UNPACKED // 4 // MEBIBYTE} MiB: expected a "
            "table of 10,000 rows."
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _check_extent(name: str, rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise ImportingError(
            f"{name} has {rows:,} rows of {columns:,} columns: expected 10,000 rows, one for each "
            "test image, of ten probabilities or one label."
        )


def _is_heading(rows: list[list[str]]) -> bool:
    """Tell a row of headings from a row of values: a word that the rows below do not have."""
    first = rows[0]
    if all(_is_number(cell) for cell in first):
        # ten columns called 0 to 9 and never such values below
        digits = [cell.strip() for cell in first[-10:]] == [str(label) for label in range(10)]
        return digits and len(rows) > 1 and not all(cell.isdigit() for cell in rows[1][-10:])
    if len(rows) == 1:
        return True
    same = [
        not _is_number(cell) and not _is_number(below) and label_in_heading(cell) is not None
        for cell, below in zip(first, rows[1], strict=False)
        if not _is_number(cell)
    ]
    return not all(same)


def _numbers_or_texts(values: tuple[str, ...]) -> npt.NDArray[Any]:
    """Return float64 where every cell is a number, per cent signs taken into account."""
    with suppress(ValueError):  # nearly all are plain numbers, and read in a third of the time
        return np.array(list(map(float, values)))
    cells = [cell.strip() for cell in values]
    if all(_is_number(cell) for cell in cells):
        per_cent = any(cell.endswith("%") for cell in cells)
        numbers = np.array([_number(cell) for cell in cells])
        return numbers / 100 if per_cent else numbers
    return np.array(cells, dtype=object)


def _number(cell: str) -> float:
    """Return a cell's number, NaN of an empty one."""
    bare = cell.strip().rstrip("% ").lower()
    if not cell.strip():
        return np.nan
    return TRUTHS[bare] if bare in TRUTHS else float(bare)


def _is_number(cell: str) -> bool:
    try:
        _number(cell)
    except ValueError:
        return False
    return True
