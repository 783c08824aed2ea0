"""A small picture as a text that an address can hold: a link carries it to whoever opens it."""

from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.address_text import from_text, to_text
from fmnist.data.classes import IMAGE_SIDE
from fmnist.errors import DataError

LONGEST_TOKEN: Final = 1200  # characters; 784 bytes that cannot be packed take 1,060
_BYTES: Final = IMAGE_SIDE**2


def to_token(pixels: npt.NDArray[np.uint8]) -> str:
    """Pack an image of shape (28, 28), uint8, into 50 to 1,060 letters, digits, "-" and "_"."""
    return to_text(pixels.tobytes())


def from_token(token: str) -> npt.NDArray[np.uint8]:
    """Unpack an image of shape (28, 28), uint8, from a text that anybody may have written.

    Raises
    ------
    DataError
        It holds no such image.
    """
    content = from_text(token, n_bytes=_BYTES, longest=LONGEST_TOKEN)
    if content is None:
        raise DataError("The address holds no picture that can be read: open the picture again.")
    return np.frombuffer(content, dtype=np.uint8).reshape(IMAGE_SIDE, IMAGE_SIDE)
