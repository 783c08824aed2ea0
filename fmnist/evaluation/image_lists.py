"""A list of test images as a short text that an address can carry.

Each image is written as its distance from the one before, one byte each, compressed: any list out
of 10,000 images takes at most about 1,800 characters, and most take a few hundred.
"""

import binascii
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

import numpy as np

from fmnist.evaluation.contracts import Ints

LONGEST: Final = 2000
"""Characters."""
GO_ON: Final = 255
"""A byte that is no image yet: the next one is added to it."""

STRATEGIES: Final = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_HUFFMAN_ONLY)
"""The first suits lists with runs, the second those without any order."""


def encode_images(images: Ints) -> str:
    """Write test images as letters, digits, ``-`` and ``_``.

    Parameters
    ----------
    images : ndarray of shape (count,), integer
        In any order.
    """
    gaps = np.diff(np.unique(images), prepend=-1)
    raw = b"".join(bytes([GO_ON]) * (gap // GO_ON) + bytes([gap % GO_ON]) for gap in gaps.tolist())
    packed = min((_packed(raw, strategy) for strategy in STRATEGIES), key=len)
    return urlsafe_b64encode(packed).decode().rstrip("=")


def _packed(raw: bytes, strategy: int) -> bytes:
    packing = zlib.compressobj(9, strategy=strategy)
    return packing.compress(raw) + packing.flush()


def decode_images(text: str, *, n_images: int) -> Ints | None:
    """Read test images; None where the text is no list of them.

    Parameters
    ----------
    text
        From an address; anybody may have written it.
    n_images
        Every image is below.

    Returns
    -------
    ndarray of int64, shape (count,), or None
        Ascending.
    """
    if len(text) > LONGEST or not text.isascii():
        return None
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacking = zlib.decompressobj()
        raw = unpacking.decompress(packed, n_images + n_images // GO_ON + 1)
    except (binascii.Error, zlib.error):
        return None
    if not unpacking.eof:
        return None
    gaps = np.frombuffer(raw, np.uint8)
    images = np.cumsum(gaps, dtype=np.int64)[gaps < GO_ON] - 1
    is_list = not images.size or (images[0] >= 0 and images[-1] < n_images)
    return images if is_list and bool((np.diff(images) > 0).all()) else None
