"""The content of ``units.npz``: the test images that excite each unit of a network most."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.archives import read_arrays
from fmnist.artifacts.files import MIB
from fmnist.artifacts.predictions import N_TEST_IMAGES
from fmnist.errors import ArtifactError

FILE: Final = "units.npz"
LARGEST: Final = 64 * MIB  # ours have 170 KiB at most


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
    again = f"Make it again: python -m fmnist units {of}"
    try:
        held = read_arrays(path, at_most=LARGEST, unpacked=LARGEST)
        found = ExcitingImages(
            tuple(map(str, held["tensors"])),
            tuple(map(int, held["n_units"])),
            held["indices"],
            held["responses"],
            str(held["graph_sha256"]),
        )
    except ArtifactError as error:
        raise ArtifactError(f"{FILE} of {of}: {error.reasons[0]} {again}") from error
    except (KeyError, ValueError, TypeError) as error:
        raise ArtifactError(f"{FILE} of {of} is damaged ({error}). {again}") from error
    if wrong := _complaint(found):
        raise ArtifactError(f"{FILE} of {of}: {wrong}. {again}")
    if found.graph_sha256 != graph_sha256:
        raise ArtifactError(f"{FILE} of {of} belongs to another network. {again}")
    return found


def _complaint(found: ExcitingImages) -> str | None:
    """Say what keeps arrays from being images of units, if anything does."""
    if len(found.tensors) != len(found.n_units):
        return f"expected a number of units for each of {len(found.tensors)} layers"
    rows = sum(found.n_units)
    for name, dtype in (("indices", np.uint16), ("responses", np.float32)):
        received = getattr(found, name)
        if received.dtype != dtype or received.ndim != 2 or len(received) != rows:  # noqa: PLR2004 - units by images
            return (
                f"expected {name} {np.dtype(dtype)} of shape ({rows}, k), received "
                f"{received.dtype} of shape {received.shape}"
            )
    if found.indices.shape != found.responses.shape:
        return f"expected as many responses as images, received {found.responses.shape}"
    if found.indices.max(initial=0) >= N_TEST_IMAGES:
        return f"expected images of 0 to {N_TEST_IMAGES - 1}, received {found.indices.max()}"
    return None
