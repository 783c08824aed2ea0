"""Whether a folder's files are those that its record describes."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fmnist.artifacts.files import MIB, dangling, is_pointer, open_file, sha256, size, visible
from fmnist.artifacts.predictions import Predictions
from fmnist.artifacts.record import RECORD_FILE, ModelRecord
from fmnist.data.dataset import load_test_labels
from fmnist.errors import ArtifactError, DataError

LARGEST_FILE: Final = 512 * MIB
LARGEST_FOLDER: Final = 1024 * MIB
HALF_AN_IMAGE: Final = 0.5 / 10_000
LONGEST_POINTER: Final = 1024


def check_link(folder: Path) -> None:
    """Make sure that a folder that is a link leads to one.

    Raises
    ------
    ArtifactError
        It leads nowhere.
    """
    if os.path.islink(folder) and not os.path.exists(folder):  # noqa: PTH110, PTH114 - never raise
        raise ArtifactError(f"{visible(folder.name)} is {dangling(folder)}.")


def check_key(record: ModelRecord, folder: Path, key: str) -> None:
    """Make sure that a folder has its model's key as name.

    Raises
    ------
    ArtifactError
        It has another, as copies have.
    """
    if record.key != key:
        raise ArtifactError(
            f"{RECORD_FILE}, field key: expected {visible(key)!r} (the folder's name), received "
            f"{record.key!r}.",
            advice="If the folder is a copy, give the key in its "
            f"{RECORD_FILE} the folder's name (a small letter, then small letters, digits and _) "
            "and the model a display name of its own; else rename the folder "
            f"{visible(folder.name)} to {record.key}.",
        )


def check_files(record: ModelRecord, folder: Path) -> None:
    """Make sure that every file is the one that was recorded.

    Raises
    ------
    ArtifactError
        Of each file that is not, what it is instead.
    """
    faults = list(_faults_of_files(record, folder))
    if faults:
        raise ArtifactError(*faults)


def check_answers(record: ModelRecord, answers: Predictions) -> None:
    """Make sure that the accuracy in the record is that of the stored predictions.

    It can be recomputed for the shipped weights alone: those of the other runs are not kept.

    Raises
    ------
    ArtifactError
        It is another one, or there are no labels to recompute it from.
    """
    if record.data.dataset == "fashion-mnist":
        try:
            y_true = load_test_labels()
        except DataError:  # told by whoever shows the test images
            return
    elif answers.y_true is None:
        raise ArtifactError(
            f"The stored predictions hold no y_true: {record.data.dataset} needs it."
        )
    else:
        y_true = answers.y_true
    computed = float((answers.y_pred == y_true).mean())
    for position, run in enumerate(record.runs):
        if run.seed == record.seed and abs(run.test_accuracy - computed) > HALF_AN_IMAGE:
            raise ArtifactError(
                f"{RECORD_FILE}, field runs.{position}.test_accuracy: expected {computed:.4f}, "
                f"which the stored predictions have, received {run.test_accuracy:.6g}."
            )


def _faults_of_files(record: ModelRecord, folder: Path) -> Iterator[str]:
    if (total := _total(record, folder)) > LARGEST_FOLDER:
        yield f"The files take {size(total)}: expected at most {size(LARGEST_FOLDER)}."
        return
    for name, expected in record.files.items():
        try:
            received = sha256(folder / name, at_most=LARGEST_FILE)
            if received == expected:
                continue
            if _stands_for_another(folder / name):
                yield f"{visible(name)} is a Git LFS pointer, not the file: git lfs pull gets it."
            else:
                yield (
                    f"{visible(name)} has changed since it was recorded: expected SHA-256 "
                    f"{expected[:12]}…, received {received[:12]}…."
                )
        except ArtifactError as error:
            yield from error.reasons


def _total(record: ModelRecord, folder: Path) -> int:
    total = 0
    for name in record.files:
        try:
            total += (folder / name).stat().st_size
        except OSError:  # told when its turn comes
            continue
    return total


def _stands_for_another(path: Path) -> bool:
    with open_file(path, at_most=LARGEST_FILE) as stream:
        return is_pointer(stream.read(LONGEST_POINTER))
