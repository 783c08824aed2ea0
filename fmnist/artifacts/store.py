"""Reading and writing the folders of models: THE registry.

A folder is trusted only when its record is valid, every file has the hash that the record names,
and the predictions are answers for the official test images, with the accuracy that the record
states. Whatever else lies there is told in sentences and harms no other model.
"""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final

from fmnist.artifacts import folders, history, predictions, writing
from fmnist.artifacts.advice import advise, has_recipe, training
from fmnist.artifacts.checks import check_answers, check_files, check_key, check_link
from fmnist.artifacts.files import visible
from fmnist.artifacts.folders import ROOTS, State
from fmnist.artifacts.predictions import Predictions
from fmnist.artifacts.record import RECORD_FILE, ModelRecord, check_data, read_record
from fmnist.artifacts.texts import tell_apart
from fmnist.artifacts.trained_model import (
    GRAPH_FILE,
    HISTORY_FILE,
    MODEL_FILE,
    PREDICTIONS_FILE,
    TrainedModel,
)
from fmnist.errors import ArtifactError

__all__ = [  # what callers ask the registry for, wherever it stands
    "ARTIFACTS",
    "GRAPH_FILE",
    "HISTORY_FILE",
    "MODEL_FILE",
    "PREDICTIONS_FILE",
    "RECORD_FILE",
    "ROOTS",
    "BrokenArtifact",
    "Registry",
    "State",
    "TrainedModel",
    "add_files",
    "known_keys",
    "load",
    "read_history",
    "scan",
    "state",
    "write",
]

ARTIFACTS: Final = ROOTS[0]
"""Where new models are written."""
READERS: Final = 2
TRIES: Final = 3  # at a folder that is replaced while it is read
MOST_NAMED: Final = 40


@dataclass(frozen=True)
class BrokenArtifact:
    """A folder that cannot be trusted.

    Attributes
    ----------
    key : str
        The folder's name, as it can be shown.
    reasons : tuple of str
        What is wrong, a sentence each.
    advice : str
        The next step for whoever owns the folder.
    """

    key: str
    reasons: tuple[str, ...]
    advice: str

    @property
    def reason(self) -> str:
        """All that is wrong, in a line."""
        return " ".join(self.reasons)


@dataclass(frozen=True)
class Registry:
    """Everything found in the folders of models, in order of the keys."""

    models: tuple[TrainedModel, ...]
    broken: tuple[BrokenArtifact, ...]


def scan(*roots: Path) -> Registry:
    """Read every artifact; a broken one never hides the others.

    Parameters
    ----------
    *roots
        Folders of models; those that ``FMNIST_ARTIFACTS`` names, unless given.
    """
    roots = roots or ROOTS
    with ThreadPoolExecutor(READERS) as pool:  # hashing and unpacking run side by side
        found = list(pool.map(partial(_load_or_explain, roots=roots), known_keys(*roots)))
    models = [each for each in found if isinstance(each, TrainedModel)]
    names = tell_apart({model.key: model.name for model in models})
    return Registry(
        tuple(replace(model, shown_as=names[model.key]) for model in models),
        (
            *(each for each in found if isinstance(each, BrokenArtifact)),
            *(
                BrokenArtifact(each.name, (each.reason,), each.advice)
                for each in folders.misplaced(*roots)
            ),
        ),
    )


def known_keys(*roots: Path) -> tuple[str, ...]:
    """Return the keys of all folders, intact or not."""
    return tuple(folders.find(*(roots or ROOTS)))


def state(*roots: Path) -> State:
    """Return a cheap fingerprint (name, size, modification time) of every file, for caches."""
    return folders.state(*(roots or ROOTS))


def load(key: str, *roots: Path) -> TrainedModel:
    """Read one artifact and check all of it.

    Raises
    ------
    ArtifactError
        All that is wrong, a sentence each, and the next step.
    """
    roots = roots or ROOTS
    for tried in range(1, TRIES + 1):
        folder = folders.find(*roots).get(key)
        if folder is None:
            raise _unknown(key, roots)
        before = folders.identity(folder)
        try:
            return _read(key, folder)
        except ArtifactError as error:
            replaced = before != folders.identity(folder)  # by a writer, while it was read
            if replaced and tried < TRIES:
                continue
            raise ArtifactError(*error.reasons, advice=error.advice or advise(folder)) from error
    raise AssertionError("the last try returns or raises")


def read_history(model: TrainedModel) -> history.History:
    """Return the training history, one value per epoch; see `fmnist.artifacts.history.read`.

    Raises
    ------
    ArtifactError
        Nobody knows it, it cannot be read, or the selected epoch is not in it.
    """
    validation = model.record.validation
    if validation is None or HISTORY_FILE not in model.record.files:
        raise ArtifactError(f"{model.name} came without its history: how it learned is unknown.")
    try:
        found = history.read(model.folder / HISTORY_FILE)
    except ArtifactError as error:
        raise ArtifactError(*error.reasons, advice=advise(model.folder)) from error
    if validation.epoch not in found["epoch"]:
        raise ArtifactError(
            f"{HISTORY_FILE} in {model.key}/ has no row of epoch {validation.epoch}, which its "
            "record says was selected.",
            advice=advise(model.folder),
        )
    return found


def write(record: ModelRecord, files: dict[str, bytes], root: Path = ARTIFACTS) -> TrainedModel:
    """Write one artifact whole or not at all, then read it back.

    Parameters
    ----------
    record
        Its `files` are replaced by the hashes of the given contents.
    files
        Content by file name, without the record itself.
    root
        The folder that holds all artifacts.

    Raises
    ------
    ArtifactError
        It cannot be written, another process is writing it, or what was written is no artifact.
    """
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    record = ModelRecord.model_validate(record.model_dump() | {"files": hashes})
    about = record.model_dump_json(indent=2).encode() + b"\n"
    writing.replace(record.key, files | {RECORD_FILE: about}, root)
    return load(record.key, root)


def add_files(model: TrainedModel, files: dict[str, bytes]) -> TrainedModel:
    """Write some files of an artifact anew, or for the first time; all others stay as they are.

    So does what was written while these were made: another file, another name.

    Raises
    ------
    ArtifactError
        The model was released again or removed meanwhile: the files are of the one before.
    """
    root = model.folder.parent
    now = load(model.key, root)
    if now.record.files[PREDICTIONS_FILE] != model.record.files[PREDICTIONS_FILE]:
        raise ArtifactError(
            f"{model.key} has been released again in the meantime: {', '.join(files)} would belong "
            "to the previous model.",
            advice="Run the command once more.",
        )
    kept = {name: (now.folder / name).read_bytes() for name in now.record.files}
    return write(now.record, kept | files, root)


def _load_or_explain(key: str, roots: tuple[Path, ...]) -> TrainedModel | BrokenArtifact | None:
    try:
        return load(key, *roots)
    except ArtifactError as error:
        if key not in known_keys(*roots):  # it has gone since it was found
            return None
        return BrokenArtifact(visible(key), error.reasons, error.advice)


def _read(key: str, folder: Path) -> TrainedModel:
    check_link(folder)
    record = read_record(folder / RECORD_FILE)
    answers: list[Predictions] = []
    faults = [
        fault
        for check in (
            lambda: check_key(record, folder, key),
            lambda: check_data(record),
            lambda: check_files(record, folder),
            lambda: answers.append(_answers(record, folder)),
        )
        if (fault := _fault(check))
    ]
    if faults:
        reasons = dict.fromkeys(reason for fault in faults for reason in fault.reasons)
        raise ArtifactError(*reasons, advice=faults[0].advice)
    return TrainedModel(record, folder, answers[0])


def _answers(record: ModelRecord, folder: Path) -> Predictions:
    answers = predictions.read(folder / PREDICTIONS_FILE)
    check_answers(record, answers)
    return answers


def _fault(check: Callable[[], object]) -> ArtifactError | None:
    try:
        check()
    except ArtifactError as error:
        return error
    return None


def _unknown(key: str, roots: tuple[Path, ...]) -> ArtifactError:
    known = known_keys(*roots)
    places = " or ".join(f"{visible(root.name)}/" for root in roots)
    if has_recipe(key):
        step = f"Train it: {training(key)}"
    elif near := get_close_matches(key, known, n=1, cutoff=0.75):
        step = f"Did you mean {visible(near[0])}?"
    else:
        step = "Another comes by training a recipe of fmnist/models/ or importing a file."
    shown = ", ".join(visible(name) for name in known[:MOST_NAMED]) or "none"
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    return ArtifactError(f"No model {key!r} in {places}. Known: {shown}{more}.", advice=step)
