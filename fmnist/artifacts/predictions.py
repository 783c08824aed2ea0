"""The content of ``test_predictions.npz``: one model's answers for the test images.

Most models state probabilities (``y_proba``). One that came as labels alone stores those
(``y_pred``) and nothing else: no confidence is ever made up for it.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.archives import read_arrays
from fmnist.artifacts.files import MIB
from fmnist.data.classes import N_CLASSES
from fmnist.errors import ArtifactError

N_TEST_IMAGES: Final = 10_000
LARGEST_FILE: Final = 4 * MIB  # ours have 0.4
LARGEST_ARRAYS: Final = 4 * MIB  # ten float64 for each image are 0.8
ROW_SUM_TOLERANCE: Final = 1e-3  # float32 softmax rows are within about 1e-6


@dataclass(frozen=True, eq=False)
class Predictions:
    """What the file holds.

    Attributes
    ----------
    y_pred : ndarray of uint8, shape (10000,)
        The answers: the most probable class, or the label that was stored.
    y_proba : ndarray of float32, shape (10000, 10), or None
        Rows sum to one, within 1e-3; None where only labels are known.
    y_true : ndarray of uint8, shape (10000,), or None
        Of models of another data set, whose labels travel with them.
    """

    y_pred: npt.NDArray[np.uint8]
    y_proba: npt.NDArray[np.float32] | None
    y_true: npt.NDArray[np.uint8] | None


def pack(y_proba: npt.NDArray[np.float32], y_true: npt.NDArray[np.uint8] | None = None) -> bytes:
    """Return the content of ``test_predictions.npz`` of a model that states probabilities."""
    arrays = {"y_proba": y_proba.astype(np.float32)}
    return _pack(arrays if y_true is None else arrays | {"y_true": y_true})


def pack_labels(y_pred: npt.NDArray[np.uint8]) -> bytes:
    """Return the content of ``test_predictions.npz`` of a model that states labels alone."""
    return _pack({"y_pred": y_pred.astype(np.uint8)})


def _pack(arrays: dict[str, npt.NDArray[Any]]) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def read(path: Path) -> Predictions:
    """Read probabilities or labels, and the true labels where the file holds them.

    Raises
    ------
    ArtifactError
        The first thing that is wrong.
    """
    arrays = read_arrays(path, at_most=LARGEST_FILE, unpacked=LARGEST_ARRAYS)
    y_pred, y_proba, y_true = map(arrays.get, ("y_pred", "y_proba", "y_true"))
    if y_true is not None:
        _check_labels(path, "y_true", y_true)
    if y_proba is not None:
        if wrong := _complaint(y_proba):
            raise ArtifactError(f"{path.name}: {wrong}.")
        return Predictions(y_proba.argmax(axis=1).astype(np.uint8), y_proba, y_true)
    if y_pred is None:
        raise ArtifactError(f"{path.name} holds no array y_proba, nor y_pred (labels alone).")
    _check_labels(path, "y_pred", y_pred)
    return Predictions(y_pred, None, y_true)


def _check_labels(path: Path, name: str, labels: npt.NDArray[Any]) -> None:
    if labels.dtype != np.uint8 or labels.shape != (N_TEST_IMAGES,):
        raise ArtifactError(
            f"{path.name}: expected {name} uint8 of shape ({N_TEST_IMAGES},), "
            f"received {labels.dtype} of shape {labels.shape}."
        )
    if labels.max() >= N_CLASSES:
        raise ArtifactError(
            f"{path.name}: expected {name} of 0 to {N_CLASSES - 1}, received {labels.max()}."
        )


def _complaint(y_proba: npt.NDArray[np.float32]) -> str | None:
    """Say what keeps an array from being probabilities for the test images, if anything does."""
    expected = (N_TEST_IMAGES, N_CLASSES)
    if y_proba.shape != expected or y_proba.dtype != np.float32:
        return (
            f"expected y_proba float32 of shape {expected}, "
            f"received {y_proba.dtype} of shape {y_proba.shape}"
        )
    finite = np.isfinite(y_proba).all(axis=1)
    if not finite.all():
        return f"{int((~finite).sum()):,} rows of y_proba hold NaN or infinity"
    if y_proba.min() < 0:
        return "y_proba holds negative probabilities"
    off = float(np.abs(y_proba.sum(axis=1, dtype=np.float64) - 1).max())
    if off > ROW_SUM_TOLERANCE:
        return f"rows of y_proba must sum to 1, received one that is off by {off:.3g}"
    return None
