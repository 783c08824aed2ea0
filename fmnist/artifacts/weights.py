"""The weights inside ``model.keras``, read without Keras.

The file is a zip; its ``model.weights.h5`` names arrays by layer type, such as
``layers/dense_1/vars/0``, in the order of the layers.
"""

import io
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.advice import advise
from fmnist.artifacts.archives import read_member
from fmnist.artifacts.checks import LARGEST_FILE
from fmnist.artifacts.files import MIB, size, visible
from fmnist.artifacts.store import MODEL_FILE, TrainedModel
from fmnist.errors import ArtifactError

WEIGHTS_FILE: Final = "model.weights.h5"
LARGEST: Final = 256 * MIB  # 67 million float32 weights; ours have 3 million
MOST_ARRAYS: Final = 10_000
DAMAGE: Final = (
    AttributeError,
    KeyError,
    MemoryError,
    OSError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What h5py raises for a file that is none of HDF5, or a damaged one."""

Weights = dict[str, npt.NDArray[np.float32]]


def read_weights(model: TrainedModel) -> Weights:
    """Return every array by its path in the file, such as ``lstm/cell/0`` or ``dense/1``.

    Raises
    ------
    ArtifactError
        The file holds no weights in Keras' form, or more than a page should load.
    """
    path = model.folder / MODEL_FILE
    try:
        content = read_member(path, WEIGHTS_FILE, at_most=LARGEST_FILE, unpacked=LARGEST)
        return _decode(content)
    except DAMAGE as error:
        raise _none(model, visible(str(error))) from error
    except ArtifactError as error:
        raise _none(model, str(error).rstrip(".")) from error


def _decode(content: bytes) -> Weights:
    import h5py  # noqa: PLC0415 - only the pages that look inside a model need it

    datasets: dict[str, Any] = {}

    def keep(name: str, item: object) -> None:
        if isinstance(item, h5py.Dataset):
            datasets[name.removeprefix("layers/").replace("vars/", "")] = item

    with h5py.File(io.BytesIO(content), "r") as stored:
        stored.visititems(keep)
        _check(datasets)
        return {name: dataset[()] for name, dataset in datasets.items()}


def _check(datasets: dict[str, Any]) -> None:
    """Look at what is declared: an array may claim any size, or lie in another file."""
    strange = [
        name
        for name, dataset in datasets.items()
        if dataset.dtype.kind not in "fiu" or dataset.external or dataset.is_virtual
    ]
    if strange:
        raise ArtifactError(f"{visible(strange[0])} is no array of numbers inside the file.")
    total = sum(dataset.nbytes for dataset in datasets.values())
    if total > LARGEST or len(datasets) > MOST_ARRAYS:
        raise ArtifactError(
            f"its {len(datasets):,} arrays take {size(total)}: expected at most {size(LARGEST)}."
        )


def _none(model: TrainedModel, why: str) -> ArtifactError:
    return ArtifactError(
        f"{MODEL_FILE} in {model.key}/ holds no weights in Keras' form ({why}).",
        advice=advise(model.folder),
    )
