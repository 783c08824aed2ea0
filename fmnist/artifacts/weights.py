"""The weights inside ``model.keras``, read without Keras.

The file is a zip; its ``model.weights.h5`` names arrays by layer type, such as
``layers/dense_1/vars/0``, in the order of the layers.
"""

import io
import zipfile

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.store import MODEL_FILE, TrainedModel
from fmnist.errors import ArtifactError

Weights = dict[str, npt.NDArray[np.float32]]


def read_weights(model: TrainedModel) -> Weights:
    """Return every array by its path in the file, such as ``lstm/cell/0`` or ``dense/1``.

    Raises
    ------
    ArtifactError
        The file holds no weights in Keras' form.
    """
    import h5py  # noqa: PLC0415 - only the pages that look inside a model need it

    found: Weights = {}

    def keep(name: str, item: object) -> None:
        if isinstance(item, h5py.Dataset):
            found[name.removeprefix("layers/").replace("vars/", "")] = item[()]

    try:
        with zipfile.ZipFile(model.folder / MODEL_FILE) as packed:
            content = packed.read("model.weights.h5")
        with h5py.File(io.BytesIO(content), "r") as stored:
            stored.visititems(keep)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ArtifactError(
            f"{MODEL_FILE} in {model.key}/ holds no weights in Keras' form ({error}). "
            f"Train it again: {model.record.command}"
        ) from error
    return found
