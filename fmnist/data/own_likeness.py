"""How near each test image comes to another one, released with the images."""

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.dataset import TEST_DATA
from fmnist.data.npy import WRITE_AGAIN, read_released
from fmnist.errors import DataError

OWN_LIKENESS: Final = TEST_DATA / "own_likeness.npy"
_TEST_IMAGES: Final = 10_000


def load_own_likeness(path: Path = OWN_LIKENESS) -> npt.NDArray[np.float64]:
    """Read what ``python -m fmnist distances`` writes.

    Returns
    -------
    ndarray of float64, shape (2, 10000)
        In the order of the test images: the root of the sum of squared differences of grey values
        to the nearest other one, and the largest correlation with another one.

    Raises
    ------
    DataError
        The file is missing or holds something else.
    """
    own = read_released(path)
    if own.shape != (2, _TEST_IMAGES) or own.dtype.kind != "f":
        raise DataError(
            f"{path.name} holds {own.dtype} of shape {own.shape}: expected a distance and a "
            f"correlation for each of {_TEST_IMAGES:,} test images. {WRITE_AGAIN}"
        )
    return own.astype(np.float64)


def save_own_likeness(own: npt.NDArray[np.float64], path: Path = OWN_LIKENESS) -> None:
    """Write those of all test images, as float32."""
    np.save(path, own.astype(np.float32))
