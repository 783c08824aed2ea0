"""What a training thought of each training image, kept beside the model.

The images that it found hardest and those over which it wavered most travel along as pictures,
since the training images themselves do not ship.
"""

import io
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.archives import Arrays, check_member, read_as
from fmnist.data.classes import IMAGE_SIDE

DYNAMICS_FILE: Final = "dynamics.npz"


@dataclass(frozen=True, eq=False)
class TrainingDynamics:
    """Three numbers for each of the official training images, in their order, and some pictures.

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
    numbers : ndarray of int64, shape (k,)
        Places of the images that have a picture.
    images : ndarray of uint8, shape (k, 28, 28)
        Their pictures.
    labels, answers : ndarray of uint8, shape (k,)
        Their labels, and what the trained model answers.
    """

    confidence: npt.NDArray[np.float16]
    deviation: npt.NDArray[np.float16]
    forgettings: npt.NDArray[np.uint16]
    numbers: npt.NDArray[np.int64]
    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]
    answers: npt.NDArray[np.uint8]

    @property
    def trained(self) -> npt.NDArray[np.bool_]:
        """Which images trained the model, shape (n,)."""
        return ~np.isnan(self.confidence)

    @property
    def hardness(self) -> npt.NDArray[np.int64]:
        """Each image's rank, shape (n,): 1 for the least confidence, 0 for one that did not train.

        Images of equal confidence are ranked in their order.
        """
        order = np.argsort(self.confidence, kind="stable")[: int(self.trained.sum())]
        ranks = np.zeros(len(self.confidence), np.int64)
        ranks[order] = np.arange(1, len(order) + 1)
        return ranks


def pack(dynamics: TrainingDynamics) -> dict[str, bytes]:
    """Return the file's content by its name."""
    arrays: dict[str, Any] = {each.name: getattr(dynamics, each.name) for each in fields(dynamics)}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
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

    def make(held: Arrays) -> TrainingDynamics:
        names = [each.name for each in fields(TrainingDynamics)]
        found = TrainingDynamics(**{name: held[name] for name in names})
        n, k = len(found.confidence), len(found.numbers)
        check_member("confidence", found.confidence, np.float16, (n,))
        check_member("deviation", found.deviation, np.float16, (n,))
        check_member("forgettings", found.forgettings, np.uint16, (n,))
        check_member("numbers", found.numbers, np.int64, (k,))
        check_member("images", found.images, np.uint8, (k, IMAGE_SIDE, IMAGE_SIDE))
        check_member("labels", found.labels, np.uint8, (k,))
        check_member("answers", found.answers, np.uint8, (k,))
        return found

    again = f"Restore it: git checkout -- artifacts/{folder.name}"
    return read_as(make, path, of=folder.name, again=again)
