"""Reading and writing the folders below ``artifacts/``.

A folder is trusted only when its record is valid, every file has the hash that the record names,
and the predictions are probabilities for the official test images.
"""

import csv
import hashlib
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts import predictions
from fmnist.artifacts.predictions import Predictions
from fmnist.artifacts.record import RECORD_FILE, ModelRecord, check_data, read_record
from fmnist.errors import ArtifactError

ARTIFACTS: Final = Path(
    os.environ.get("FMNIST_ARTIFACTS") or Path(__file__).resolve().parents[2] / "artifacts"
)
PREDICTIONS_FILE: Final = "test_predictions.npz"
HISTORY_FILE: Final = "history.csv"
MODEL_FILE: Final = "model.keras"
GRAPH_FILE: Final = "model.onnx"
NOT_MODELS: Final = frozenset({"test_data", "probe_data"})
PREVIOUS: Final = ".previous"
READERS: Final = 2


@dataclass(frozen=True)
class TrainedModel:
    """One intact artifact.

    Attributes
    ----------
    record : ModelRecord
        What the model says about itself.
    folder : Path
        Where its files are.
    predictions : Predictions
        Its answers in the official order of the test images.
    """

    record: ModelRecord
    folder: Path
    predictions: Predictions

    @property
    def key(self) -> str:
        """The folder's name, which is the model's key."""
        return self.record.key

    @property
    def model_file(self) -> Path | None:
        """The file that holds its weights; None where only its predictions are known."""
        names = (MODEL_FILE, GRAPH_FILE)
        return next((self.folder / name for name in names if name in self.record.files), None)

    @property
    def y_pred(self) -> npt.NDArray[np.uint8]:
        """Its answers, shape (10000,)."""
        return self.predictions.y_pred

    @property
    def states_probabilities(self) -> bool:
        """False of a model that came as labels alone."""
        return self.predictions.y_proba is not None

    @property
    def y_proba(self) -> npt.NDArray[np.float32]:
        """Its probabilities, shape (10000, 10).

        Raises
        ------
        ArtifactError
            It states none; ask `states_probabilities` first.
        """
        if self.predictions.y_proba is None:
            raise ArtifactError(
                f"{self.record.display_name} came as labels alone: it states no probabilities. "
                "Import its probabilities to see it here."
            )
        return self.predictions.y_proba

    @property
    def y_true(self) -> npt.NDArray[np.uint8] | None:
        """Labels of a model of another data set, shape (10000,); None for Fashion-MNIST."""
        return self.predictions.y_true


@dataclass(frozen=True)
class BrokenArtifact:
    """A folder that cannot be trusted, and the sentence that says why and what to do."""

    key: str
    reason: str

    @property
    def advice(self) -> str:
        """The next step for whoever owns the folder."""
        return (
            f"Restore it (git checkout -- artifacts/{self.key}) or train it again "
            f"(python -m fmnist train {self.key})."
        )


@dataclass(frozen=True)
class Registry:
    """Everything found below ``artifacts/``, in order of the keys."""

    models: tuple[TrainedModel, ...]
    broken: tuple[BrokenArtifact, ...]


def scan(root: Path = ARTIFACTS) -> Registry:
    """Read every artifact; a broken one never hides the others."""
    with ThreadPoolExecutor(READERS) as pool:  # hashing and unpacking run side by side
        found = list(pool.map(partial(_load_or_explain, root=root), known_keys(root)))
    return Registry(
        tuple(each for each in found if isinstance(each, TrainedModel)),
        tuple(each for each in found if isinstance(each, BrokenArtifact)),
    )


def _load_or_explain(key: str, root: Path) -> TrainedModel | BrokenArtifact:
    try:
        return load(key, root)
    except ArtifactError as error:
        return BrokenArtifact(key, str(error))


def known_keys(root: Path = ARTIFACTS) -> tuple[str, ...]:
    """Return the keys of all folders, intact or not."""
    return tuple(_folders(root))


def state(root: Path = ARTIFACTS) -> tuple[tuple[str, int, int], ...]:
    """Return a cheap fingerprint (name, size, modification time) of every file, for caches."""
    found = []
    for folder in _folders(root).values():
        found.append((folder.name, *_size_and_time(folder.stat())))
        with os.scandir(folder) as files:  # which is five times as quick as paths
            found += [
                (f"{folder.name}/{each.name}", *_size_and_time(each.stat())) for each in files
            ]
    return tuple(sorted(found))


def _size_and_time(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def load(key: str, root: Path = ARTIFACTS) -> TrainedModel:
    """Read one artifact and check all of it.

    Raises
    ------
    ArtifactError
        The first thing that is wrong, as a sentence.
    """
    folder = _folders(root).get(key)
    if folder is None:
        known = ", ".join(known_keys(root)) or "none"
        raise ArtifactError(
            f"No model {key!r} in {root.name}/. Known: {known}. "
            f"Train it: python -m fmnist train {key}"
        )
    record = read_record(folder / RECORD_FILE)
    if record.key != key:
        raise ArtifactError(
            f"{RECORD_FILE}, field key: expected {key!r} (the folder's name), "
            f"received {record.key!r}."
        )
    check_data(record)
    _check_files(folder, record)
    found = predictions.read(folder / PREDICTIONS_FILE)
    if record.data.dataset != "fashion-mnist" and found.y_true is None:
        raise ArtifactError(f"{PREDICTIONS_FILE} holds no y_true: {record.data.dataset} needs it.")
    return TrainedModel(record, folder, found)


def read_history(model: TrainedModel) -> dict[str, npt.NDArray[np.float64]]:
    """Return the training history, one value per epoch.

    Returns
    -------
    dict of str to ndarray of float64, shape (epochs,)
        By column name; the columns are those of `fmnist.training.loop`.

    Raises
    ------
    ArtifactError
        The file is no table of numbers.
    """
    path = model.folder / HISTORY_FILE
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    except (ValueError, TypeError, IndexError) as error:
        raise ArtifactError(f"{HISTORY_FILE} in {model.key}/ is no table of numbers.") from error


def sha256(path: Path) -> str:
    """Return the hex SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write(record: ModelRecord, files: dict[str, bytes], root: Path = ARTIFACTS) -> TrainedModel:
    """Write one artifact whole or not at all, then read it back.

    The new folder is completed beside the old one and takes its place by renaming, so a process
    that is killed at any moment leaves the old artifact or the new one, never a mixture.

    Parameters
    ----------
    record
        Its `files` are replaced by the hashes of the given contents.
    files
        Content by file name, without the record itself.
    root
        The folder that holds all artifacts.
    """
    root.mkdir(parents=True, exist_ok=True)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    record = ModelRecord.model_validate(record.model_dump() | {"files": hashes})
    target, previous = root / record.key, root / f".{record.key}{PREVIOUS}"
    building = Path(tempfile.mkdtemp(prefix=f".{record.key}.", dir=root))
    try:
        for name, content in files.items():
            _write_durably(building / name, content)
        _write_durably(building / RECORD_FILE, record.model_dump_json(indent=2).encode() + b"\n")
        building.chmod(0o755)
        _recover(root)
        if target.exists():
            target.rename(previous)
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
        _recover(root)
    return load(record.key, root)


def add_files(model: TrainedModel, files: dict[str, bytes], root: Path = ARTIFACTS) -> TrainedModel:
    """Write some files of an artifact anew, or for the first time; all others stay as they are."""
    kept = {name: (model.folder / name).read_bytes() for name in model.record.files}
    return write(model.record, kept | files, root)


def _recover(root: Path) -> None:
    """Put back every artifact whose replacement was killed between the two renames."""
    for key, folder in _folders(root).items():
        previous = root / f".{key}{PREVIOUS}"
        if folder == previous:
            previous.rename(root / key)
        elif previous.exists():
            shutil.rmtree(previous)


def _folders(root: Path) -> dict[str, Path]:
    """Return each key's folder; the previous one while, or after, its replacement was cut short."""
    if not root.is_dir():
        return {}
    names = {path.name for path in root.iterdir() if path.is_dir()} - NOT_MODELS
    found = {name: root / name for name in names if not name.startswith(".")}
    previous = {
        name.removeprefix(".").removesuffix(PREVIOUS): root / name
        for name in names
        if name.startswith(".") and name.endswith(PREVIOUS)
    }
    return dict(sorted((previous | found).items()))


def _check_files(folder: Path, record: ModelRecord) -> None:
    for name, expected in record.files.items():
        path = folder / name
        if not path.is_file():
            raise ArtifactError(f"{name} is missing in {folder.name}/.")
        received = sha256(path)
        if received != expected:
            raise ArtifactError(
                f"{name} has changed since it was recorded: expected SHA-256 {expected[:12]}…, "
                f"received {received[:12]}…."
            )


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
