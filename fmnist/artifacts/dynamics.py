"""What a training thought of each training image, kept beside the model."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.errors import ArtifactError

DYNAMICS_FILE: Final = "dynamics.npz"


@dataclass(frozen=True, eq=False)
class TrainingDynamics:
    """Three numbers for each of the official training images, in their order.

    Attributes
    ----------
    confidence : ndarray of float16, shape (n,)
        The mean over the epochs of the probability given to the label, 0 to 1; not a number where
        an image was kept for validation.
    deviation : ndarray of float16, shape (n,)
        Its standard deviation over the epochs, likewise.
    forgettings : ndarray of uint16, shape (n,)
        Epochs in which the image was wrong after it had been right in the one before; 0 where it
        was kept for validation.
    """

    confidence: npt.NDArray[np.float16]
    deviation: npt.NDArray[np.float16]
    forgettings: npt.NDArray[np.uint16]

    @property
    def trained(self) -> npt.NDArray[np.bool_]:
        """Which images trained the model, shape (n,)."""
        return ~np.isnan(self.confidence)


def pack(
    n: int,
    trained: npt.NDArray[np.int64],
    *,
    confidence: npt.NDArray[np.floating],
    deviation: npt.NDArray[np.floating],
    forgettings: npt.NDArray[np.integer],
) -> dict[str, bytes]:
    """Return the file's content by its name.

    Parameters
    ----------
    n
        Official training images.
    trained
        Which of them trained the model, shape (m,).
    confidence, deviation, forgettings
        Of those, each of shape (m,).
    """
    columns = {
        "confidence": np.full(n, np.nan, np.float16),
        "deviation": np.full(n, np.nan, np.float16),
        "forgettings": np.zeros(n, np.uint16),
    }
    columns["confidence"][trained] = confidence
    columns["deviation"][trained] = deviation
    columns["forgettings"][trained] = forgettings
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **columns)
    return {DYNAMICS_FILE: buffer.getvalue()}


def read(folder: Path) -> TrainingDynamics | None:
    """Read what was kept; None where nothing was.

    Raises
    ------
    ArtifactError
        The file is damaged, or holds other arrays.
    """
    path = folder / DYNAMICS_FILE
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as archive:
            found = TrainingDynamics(
                archive["confidence"], archive["deviation"], archive["forgettings"]
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ArtifactError(
            f"{DYNAMICS_FILE} in {folder.name}/ holds no confidence, deviation and forgettings of "
            f"training images ({error}). Restore it: git checkout -- artifacts/{folder.name}"
        ) from error
    shapes = {found.confidence.shape, found.deviation.shape, found.forgettings.shape}
    if len(shapes) != 1 or found.confidence.ndim != 1:
        raise ArtifactError(
            f"{DYNAMICS_FILE} in {folder.name}/: expected three arrays of one length, received "
            f"shapes {sorted(shapes)}. Restore it: git checkout -- artifacts/{folder.name}"
        )
    return found
