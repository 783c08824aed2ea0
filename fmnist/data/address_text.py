"""A few bytes as a text that an address can hold, and what anybody wrote there as bytes again."""

import base64
import binascii
import zlib


def to_text(content: bytes) -> str:
    """Pack bytes into letters, digits, "-" and "_"."""
    return base64.urlsafe_b64encode(zlib.compress(content, level=9)).decode().rstrip("=")


def from_text(text: str, *, n_bytes: int, longest: int) -> bytes | None:
    """Return the bytes that a text holds; None where it does not hold so many of them.

    Parameters
    ----------
    text
        Of whoever made the address; no more than one byte too many is ever unpacked.
    n_bytes
        How many bytes it must hold.
    longest
        Characters it may have.
    """
    if len(text) > longest:
        return None
    unpacking = zlib.decompressobj()
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        content = unpacking.decompress(packed, n_bytes + 1)
    except (binascii.Error, ValueError, zlib.error):
        return None
    return content if len(content) == n_bytes and unpacking.eof else None
