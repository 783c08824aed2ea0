"""A small picture as a text that an address can hold: a link carries it to whoever opens it."""

import base64
import binascii
import zlib
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import IMAGE_SIDE
from fmnist.errors import DataError

LONGEST_TOKEN: Final = 1200  # characters; 784 bytes that cannot be packed take 1,060
_BYTES: Final = IMAGE_SIDE**2


def to_token(pixels: npt.NDArray[np.uint8]) -> str:
    """Pack an image of shape (28, 28), uint8, into 50 to 1,060 letters, digits, "-" and "_"."""
    packed = zlib.compress(pixels.tobytes(), level=9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def from_token(token: str) -> npt.NDArray[np.uint8]:
    """Unpack an image of shape (28, 28), uint8, from a text that anybody may have written.

    Raises
    ------
    DataError
        It holds no such image.
    """
    problem = "The address holds no picture that can be read: open the picture again."
    if len(token) > LONGEST_TOKEN:
        raise DataError(problem)
    unpacking = zlib.decompressobj()
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        content = unpacking.decompress(packed, _BYTES + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise DataError(problem) from error
    if len(content) != _BYTES or not unpacking.eof:
        raise DataError(problem)
    return np.frombuffer(content, dtype=np.uint8).reshape(IMAGE_SIDE, IMAGE_SIDE)
