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
OLDER_NAMES: Final = {"acc": "accuracy", "val_acc": "val_accuracy"}  # of Keras before 2.3

History = dict[str, npt.NDArray[np.float64]]


def read(path: Path) -> History:
    """Read a training's history, one value for each epoch.

    Returns
    -------
    dict of str to ndarray of float64, shape (epochs,)
        By column; `CURVES` and "epoch", counted from 1, are always there.

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
        raise ArtifactError(f"{place(path)} is no table of numbers ({error}).") from error
    names = [OLDER_NAMES.get(name.strip(), name.strip()) for name in header]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ArtifactError(f"{place(path)} names {visible(', '.join(twice))} twice.")
    missing = [name for name in CURVES if name not in names]
    if missing or not rows:
        raise ArtifactError(
            f"{place(path)} has {len(rows)} rows of the columns "
            f"{visible(', '.join(names)) or 'of no name'}: expected a row for each epoch, with "
            f"{', '.join(CURVES)}" + (f"; {', '.join(missing)} missing." if missing else ".")
        )
    table = np.array([_numbers(path, names, number, row) for number, row in enumerate(rows, 1)])
    history = dict(zip(names, table.T, strict=True))
    epochs = history.get("epoch", np.arange(len(rows), dtype=np.float64))
    return history | {"epoch": epochs + (epochs[0] == 0)}  # Keras' own file counts from 0


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
