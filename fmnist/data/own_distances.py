"""How far each test image lies from the nearest other one, released with the images."""

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.dataset import TEST_DATA
from fmnist.data.npy import decode_arrays
from fmnist.errors import DataError

OWN_DISTANCES: Final = TEST_DATA / "own_distances.npy"
_TEST_IMAGES: Final = 10_000


def load_own_distances(path: Path = OWN_DISTANCES) -> npt.NDArray[np.float64]:
    """Read the distances that ``python -m fmnist distances`` writes.

    Returns
    -------
    ndarray of float64, shape (10000,)
        Root of the sum of squared differences of grey values, in the order of the test images.

    Raises
    ------
    DataError
        The file is missing or holds something else.
    """
    advice = "Write it again: python -m fmnist distances"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path.name} cannot be read: {error.strerror}. {advice}") from error
    distances = decode_arrays(content, name=path.name).get("", np.empty(0))
    if distances.shape != (_TEST_IMAGES,) or distances.dtype.kind != "f":
        raise DataError(
            f"{path.name} holds {distances.dtype} of shape {distances.shape}: expected one "
            f"distance for each of {_TEST_IMAGES:,} test images. {advice}"
        )
    return distances.astype(np.float64)


def save_own_distances(distances: npt.NDArray[np.float64], path: Path = OWN_DISTANCES) -> None:
    """Write the distances of all test images, as float32."""
    np.save(path, distances.astype(np.float32))
