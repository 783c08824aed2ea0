"""The weights of the seeds that were not chosen, kept where an ensemble is to ask them too."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.errors import ArtifactError

SEEDS_FILE: Final = "seeds.npz"

Weights = list[npt.NDArray[Any]]


def pack(weights: Mapping[int, Weights]) -> dict[str, bytes]:
    """Return the file's content by its name; `weights` are those of each seed, in Keras' order."""
    buffer = io.BytesIO()
    named: dict[str, Any] = {
        f"{seed}/{position:03d}": array
        for seed, arrays in sorted(weights.items())
        for position, array in enumerate(arrays)
    }
    np.savez(buffer, **named)
    return {SEEDS_FILE: buffer.getvalue()}


def read(folder: Path) -> dict[int, Weights]:
    """Read the weights by seed; empty where none are kept.

    Raises
    ------
    ArtifactError
        The file is damaged or names its arrays otherwise.
    """
    path = folder / SEEDS_FILE
    if not path.is_file():
        return {}
    found: dict[int, Weights] = {}
    try:
        with np.load(path, allow_pickle=False) as archive:
            for name in sorted(archive.files):
                found.setdefault(int(name.partition("/")[0]), []).append(archive[name])
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ArtifactError(
            f"{SEEDS_FILE} in {folder.name}/ holds no weights by seed ({error}). Restore it: "
            f"git checkout -- artifacts/{folder.name}"
        ) from error
    return dict(sorted(found.items()))
