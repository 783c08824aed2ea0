"""Some of the test images as a text that an address can hold: a link names exactly these."""

from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.address_text import from_text, to_text
from fmnist.errors import DataError

N_IMAGES: Final = 10_000
LONGEST_LIST: Final = 1_700  # characters; a bit for each image that cannot be packed takes 1,682
_BYTES: Final = N_IMAGES // 8


def to_list_token(indices: npt.NDArray[np.int64]) -> str:
    """Pack which images these are, in whatever order, into letters, digits, "-" and "_".

    Parameters
    ----------
    indices
        Test images, shape (n,), each 0 to 9,999.

    Returns
    -------
    str
        Some 20 characters for one image, some 200 for seventy, never more than `LONGEST_LIST`.
    """
    named = np.zeros(N_IMAGES, dtype=np.bool_)
    named[indices] = True
    return to_text(np.packbits(named).tobytes())


def from_list_token(token: str) -> npt.NDArray[np.int64]:
    """Return the images, ascending, shape (n,), that a text names; anybody may have written it.

    Raises
    ------
    DataError
        It names no images.
    """
    content = from_text(token, n_bytes=_BYTES, longest=LONGEST_LIST)
    if content is None:
        raise DataError(
            "The address names no list of test images that can be read: it may have been cut "
            "short. Ask for the whole link again."
        )
    return np.flatnonzero(np.unpackbits(np.frombuffer(content, dtype=np.uint8))).astype(np.int64)
