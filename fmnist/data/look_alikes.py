"""The test images of different classes that nearly coincide, released with the images."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.dataset import TEST_DATA
from fmnist.data.npy import WRITE_AGAIN, read_released
from fmnist.errors import DataError

LOOK_ALIKES: Final = TEST_DATA / "look_alikes.npy"
N_PAIRS: Final = 50  # pairs


def load_look_alikes(path: Path = LOOK_ALIKES) -> npt.NDArray[np.float64]:
    """Read the pairs that ``python -m fmnist distances`` writes; to find them takes 3 s.

    Returns
    -------
    ndarray of float64, shape (50, 3)
        The two images' indices and the root mean square difference of their pixels, 0 to 255; the
        closest pair first.

    Raises
    ------
    DataError
        The file is missing or holds something else.
    """
    pairs = read_released(path)
    if pairs.shape != (N_PAIRS, 3) or pairs.dtype != np.float64:
        raise DataError(
            f"{path.name} holds {pairs.dtype} of shape {pairs.shape}: expected {N_PAIRS} pairs of "
            f"images with their distance, float64 of shape ({N_PAIRS}, 3). {WRITE_AGAIN}"
        )
    return pairs


def save_look_alikes(pairs: Sequence[tuple[int, int, float]], path: Path = LOOK_ALIKES) -> None:
    """Write pairs of images with their distances."""
    np.save(path, np.array(pairs, dtype=np.float64))
