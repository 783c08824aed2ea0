"""The content of ``history.csv``: what a training measured after each epoch."""

import csv
import io
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.files import MIB, place, read_bytes, visible
from fmnist.errors import ArtifactError

LARGEST_FILE: Final = MIB  # some 20,000 epochs
CURVES: Final = ("accuracy", "loss", "val_accuracy", "val_loss")
LOSSES: Final = ("loss", "val_loss")
OLDER_NAMES: Final = {"acc": "accuracy", "val_acc": "val_accuracy"}  # of Keras before 2.3

History = dict[str, npt.NDArray[np.float64]]


def read(path: Path) -> History:
    """Read a training's history, one value for each epoch.

    Returns
    -------
    dict of str to ndarray of float64, shape (epochs,)
        By column; `CURVES` and "epoch", counted from 1, are always there. A loss that is no
        finite number is NaN.

    Raises
    ------
    ArtifactError
        The file is no table of numbers, or lacks a curve.
    """
    content = read_bytes(path, at_most=LARGEST_FILE)
    try:
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        header, *rows = [row for row in lines if row] or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ArtifactError(f"{place(path)} is not a table of numbers ({error}).") from error
    names = [OLDER_NAMES.get(name.strip(), name.strip()) for name in header]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ArtifactError(f"{place(path)} names {visible(', '.join(twice))} twice.")
    missing = [name for name in CURVES if name not in names]
    if missing or not rows:
        held = f"the columns {visible(', '.join(names))}" if any(names) else "no column names"
        n_rows = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
        raise ArtifactError(
            f"{place(path)} has {n_rows} and {held}: expected a row for each epoch, with "
            f"{', '.join(CURVES)}" + (f"; {', '.join(missing)} missing." if missing else ".")
        )
    table = np.array([_numbers(path, names, number, row) for number, row in enumerate(rows, 1)])
    history = dict(zip(names, table.T, strict=True))
    epochs = history.get("epoch", np.arange(len(rows), dtype=np.float64))
    if not np.array_equal(epochs, epochs[0] + np.arange(len(rows))) or epochs[0] not in (0, 1):
        raise ArtifactError(f"{place(path)} does not number its epochs 1, 2, 3 and so on.")
    for name in ("accuracy", "val_accuracy"):
        if not ((history[name] >= 0) & (history[name] <= 1)).all():
            raise ArtifactError(f"{place(path)}, column {name}: expected shares of 0 to 1.")
    losses = {name: np.where(np.isfinite(history[name]), history[name], np.nan) for name in LOSSES}
    return history | losses | {"epoch": epochs + (epochs[0] == 0)}  # Keras' own counts from 0


def _numbers(path: Path, names: list[str], number: int, row: list[str]) -> list[float]:
    if len(row) != len(names):
        raise ArtifactError(
            f"{place(path)}, row {number}: expected {len(names)} values, received {len(row)}."
        )
    for name, text in zip(names, row, strict=True):
        try:
            float(text)
        except ValueError as error:
            raise ArtifactError(
                f"{place(path)}, row {number}, column {visible(name)}: expected a number, "
                f"received {visible(repr(text))}."
            ) from error
    return [float(text) for text in row]
