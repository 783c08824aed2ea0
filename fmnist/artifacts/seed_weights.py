"""The weights of the seeds that were not chosen, kept where an ensemble is to ask them too."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.advice import advise
from fmnist.artifacts.archives import read_arrays
from fmnist.artifacts.files import MIB, place
from fmnist.errors import ArtifactError

SEEDS_FILE: Final = "seeds.npz"
LARGEST_FILE: Final = 256 * MIB

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
        arrays = read_arrays(path, at_most=LARGEST_FILE, unpacked=LARGEST_FILE)
        for name, array in sorted(arrays.items()):
            found.setdefault(int(name.partition("/")[0]), []).append(array)
    except (ArtifactError, ValueError) as error:
        raise ArtifactError(
            f"{place(path)} holds no weights by seed ({error}).", advice=advise(folder)
        ) from error
    return dict(sorted(found.items()))
