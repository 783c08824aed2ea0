"""What models were asked once: maps, answers to corrupted images, what excites their units."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from fmnist import text
from fmnist.artifacts import corrupted, features, units
from fmnist.artifacts.corrupted import CorruptedAnswers
from fmnist.artifacts.features import ImageMap
from fmnist.artifacts.store import GRAPH_FILE, PREDICTIONS_FILE
from fmnist.artifacts.units import ExcitingImages
from fmnist.data.dataset import TEST_DATA
from fmnist.errors import ArtifactError
from fmnist.evaluation_set import EvaluatedModel
from fmnist.explanation.corruptions import CORRUPTIONS, VERSION

PIXELS: Final = "pixels"
MOST_NAMED: Final = 5


def answers_of(one: EvaluatedModel) -> CorruptedAnswers | None:
    """Return a model's answers to corrupted images; None where it was not asked.

    Raises
    ------
    ArtifactError
        Its file is damaged, belongs to another model, or is of other corruptions than today's.
    """
    if corrupted.FILE not in one.record.files:
        return None
    path = one.model.folder / corrupted.FILE
    sha256 = one.record.files[PREDICTIONS_FILE]
    answers = _answers(one.record.files[corrupted.FILE], path, one.key, sha256)
    if answers.version != VERSION or answers.keys != tuple(CORRUPTIONS):
        raise ArtifactError(
            f"{corrupted.FILE} of {one.key} holds the answers to other corruptions than these. "
            f"Make it again: python -m fmnist corrupt {one.key}"
        )
    return answers


@lru_cache(maxsize=128)
def _answers(sha256: str, path: Path, of: str, predictions_sha256: str) -> CorruptedAnswers:  # noqa: ARG001 - cache key
    return corrupted.read(path, of=of, predictions_sha256=predictions_sha256)


def map_of(one: EvaluatedModel) -> ImageMap | None:
    """Return where the test images lie for a model; None where it was not made.

    Raises
    ------
    ArtifactError
        Its file is damaged or belongs to another model.
    """
    if features.FILE not in one.record.files:
        return None
    path = one.model.folder / features.FILE
    sha256 = one.record.files[PREDICTIONS_FILE]
    return _map(one.record.files[features.FILE], path, one.key, sha256)


def pixel_map() -> ImageMap:
    """Return where the test images lie by their pixels.

    Raises
    ------
    ArtifactError
        The file is missing or damaged.
    """
    return _map("", TEST_DATA / features.PIXEL_FILE, "--pixels", "")


@lru_cache(maxsize=128)
def _map(sha256: str, path: Path, of: str, predictions_sha256: str) -> ImageMap:  # noqa: ARG001 - cache key
    return features.read(path, of=of, predictions_sha256=predictions_sha256)


def exciting_images_of(one: EvaluatedModel) -> ExcitingImages | None:
    """Return the test images that excite a model's units most; None where it was not asked.

    Raises
    ------
    ArtifactError
        Its file is damaged or belongs to another network.
    """
    files = one.record.files
    if units.FILE not in files or GRAPH_FILE not in files:
        return None
    return _units(files[units.FILE], one.model.folder / units.FILE, one.key, files[GRAPH_FILE])


@lru_cache(maxsize=128)
def _units(sha256: str, path: Path, of: str, graph_sha256: str) -> ExcitingImages:  # noqa: ARG001 - cache key
    return units.read(path, of=of, graph_sha256=graph_sha256)


def not_asked(missing: Sequence[EvaluatedModel], command: str) -> str:
    """Say which models lack a file, and the command that makes it; empty where none does."""
    if not missing:
        return ""
    mute = [one for one in missing if one.record.origin == "predictions"]
    able = [one for one in missing if one not in mute]
    said = []
    if mute:
        said.append(
            f"Left out, for what came as predictions cannot be asked: {_named(mute)}. Import the "
            "model itself to see it here."
        )
    if able:
        said.append(
            f"Not asked yet and left out: {_named(able)}. Run: python -m fmnist {command} "
            f"{able[0].key if len(able) == 1 else '--all'}"
        )
    return " ".join(said)


def _named(models: Sequence[EvaluatedModel]) -> str:
    return text.enumerate_few([f"**{one.name}**" for one in models], MOST_NAMED)
