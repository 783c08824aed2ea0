"""The content of ``test_predictions.npz``: one model's probabilities for the test images."""

import io
import zipfile
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import N_CLASSES
from fmnist.errors import ArtifactError

N_TEST_IMAGES: Final = 10_000
ROW_SUM_TOLERANCE: Final = 1e-3  # float32 softmax rows are within about 1e-6

Predictions = tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8] | None]


def pack(y_proba: npt.NDArray[np.float32], y_true: npt.NDArray[np.uint8] | None = None) -> bytes:
    """Return the content of ``test_predictions.npz``."""
    buffer = io.BytesIO()
    if y_true is None:
        np.savez_compressed(buffer, y_proba=y_proba.astype(np.float32))
    else:
        np.savez_compressed(buffer, y_proba=y_proba.astype(np.float32), y_true=y_true)
    return buffer.getvalue()


def read(path: Path) -> Predictions:
    """Read probabilities, and labels where the file holds them.

    Returns
    -------
    y_proba : ndarray of float32, shape (10000, 10)
        Rows sum to one, within 1e-3.
    y_true : ndarray of uint8, shape (10000,), or None

    Raises
    ------
    ArtifactError
        The first thing that is wrong.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            y_proba = archive.get("y_proba")
            y_true = archive.get("y_true")
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ArtifactError(f"{path.name} is truncated or damaged ({error}).") from error
    if y_proba is None:
        raise ArtifactError(f"{path.name} holds no array y_proba.")
    if wrong := _complaint(y_proba):
        raise ArtifactError(f"{path.name}: {wrong}.")
    if y_true is not None and (y_true.dtype != np.uint8 or y_true.shape != (N_TEST_IMAGES,)):
        raise ArtifactError(
            f"{path.name}: expected y_true uint8 of shape ({N_TEST_IMAGES},), "
            f"received {y_true.dtype} of shape {y_true.shape}."
        )
    return y_proba, y_true


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
        return f"rows of y_proba must sum to 1, received a row that is off by {off:.3g}"
    return None
