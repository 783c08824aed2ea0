"""The content of ``units.npz``: the test images that excite each unit of a network most."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.archives import Arrays, check_member, read_as
from fmnist.artifacts.predictions import N_TEST_IMAGES
from fmnist.errors import ArtifactError

FILE: Final = "units.npz"


@dataclass(frozen=True, eq=False)
class ExcitingImages:
    """For each unit of each layer some test images, the most exciting first.

    Attributes
    ----------
    tensors : tuple of str
        The layers, by what they are called in the graph.
    n_units : tuple of int
        How many units each has; their rows follow one another below.
    indices : ndarray of uint16, shape (all units, k)
        Official numbers of the test images.
    responses : ndarray of float32, shape (all units, k)
        What the unit answers to them.
    graph_sha256 : str
        Of ``model.onnx``: says which network it was.
    """

    tensors: tuple[str, ...]
    n_units: tuple[int, ...]
    indices: npt.NDArray[np.uint16]
    responses: npt.NDArray[np.float32]
    graph_sha256: str

    def of_layer(
        self, tensor: str
    ) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.float32]] | None:
        """Return indices and responses of a layer, shape (units, k); None of one not asked."""
        if tensor not in self.tensors:
            return None
        at = self.tensors.index(tensor)
        rows = slice(sum(self.n_units[:at]), sum(self.n_units[: at + 1]))
        return self.indices[rows], self.responses[rows]


def pack(found: ExcitingImages) -> bytes:
    """Return the content of ``units.npz``."""
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        tensors=np.array(found.tensors, dtype=np.str_),
        n_units=np.array(found.n_units, dtype=np.int64),
        indices=found.indices.astype(np.uint16),
        responses=found.responses.astype(np.float32),
        graph_sha256=np.str_(found.graph_sha256),
    )
    return buffer.getvalue()


def read(path: Path, *, of: str, graph_sha256: str) -> ExcitingImages:
    """Read what excites a model's units.

    Parameters
    ----------
    path
        ``units.npz``.
    of
        The model's key, for the sentence that says how to make the file again.
    graph_sha256
        What the model's record says of its ``model.onnx``.

    Raises
    ------
    ArtifactError
        The file is damaged or belongs to another network.
    """

    def make(held: Arrays) -> ExcitingImages:
        found = ExcitingImages(
            tuple(map(str, held["tensors"])),
            tuple(map(int, held["n_units"])),
            held["indices"],
            held["responses"],
            str(held["graph_sha256"]),
        )
        _check(found)
        if found.graph_sha256 != graph_sha256:
            raise ArtifactError("it belongs to another network.")
        return found

    return read_as(make, path, of=of, again=f"Make it again: python -m fmnist units {of}")


def _check(found: ExcitingImages) -> None:
    """Refuse arrays that are no images of units."""
    if len(found.tensors) != len(found.n_units):
        raise ArtifactError(f"expected a number of units for each of {len(found.tensors)} layers.")
    rows = sum(found.n_units)
    check_member("indices", found.indices, np.uint16, (rows, "k"))
    check_member("responses", found.responses, np.float32, (rows, "k"))
    if found.indices.shape != found.responses.shape:
        raise ArtifactError(
            f"expected as many responses as images, received {found.responses.shape}."
        )
    if found.indices.max(initial=0) >= N_TEST_IMAGES:
        raise ArtifactError(
            f"expected images of 0 to {N_TEST_IMAGES - 1}, received {found.indices.max()}."
        )
