"""The idx form that MNIST introduced: a magic number, the axes, then bytes in C order.

Layout (http://yann.lecun.com/exdb/mnist, section "The IDX file format"): two zero bytes, one byte
for the type (0x08 is uint8), one byte for the number of axes, then each axis as a big-endian
32-bit integer, then the values.
"""

import gzip
import io
import math
import struct
import zlib
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.errors import DataError

UINT8: Final = 0x08
TYPE_NAMES: Final = {0x09: "int8", 0x0B: "int16", 0x0C: "int32", 0x0D: "float32", 0x0E: "float64"}
LARGEST: Final = 2**30  # bytes, unpacked
GZIP_MAGIC: Final = b"\x1f\x8b"


def read_bytes(path: Path) -> bytes:
    """Return the file's content, unpacked if it is gzipped.

    Raises
    ------
    DataError
        The file is missing, unreadable, or a gzip stream that ends early.
    """
    try:
        packed = path.read_bytes()
        if not packed.startswith(GZIP_MAGIC):
            return packed
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise DataError(
                f"{path} unpacks to more than {LARGEST / 2**20:,.0f} MiB: expected less, as all "
                "70,000 images take 53. Name a smaller file."
            )
        return content  # noqa: TRY300 - what it raises is told below
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(
            f"{path} is a truncated or damaged gzip file ({error}). Delete it and fetch it again."
        ) from error
    except FileNotFoundError as error:
        raise DataError(f"There is no file {path}. Check its folder and name.") from error
    except OSError as error:
        raise DataError(
            f"{path} cannot be read: {error.strerror or error}. Correct that, then try again."
        ) from error


def decode(content: bytes, *, name: str) -> npt.NDArray[np.uint8]:
    """Decode an unpacked idx file of unsigned bytes.

    Parameters
    ----------
    content
        The file's uncompressed bytes.
    name
        What error messages call the file.

    Returns
    -------
    ndarray of uint8
        Read-only; as many axes as the header says.

    Raises
    ------
    DataError
        Wrong magic number, another value type, or fewer or more values than the header promises.
    """
    if len(content) < 4 or content[0] != 0 or content[1] != 0 or not 1 <= content[3] <= 4:  # noqa: PLR2004 - the format's own numbers
        raise DataError(
            f"{name} is not an idx file: expected a magic number 00 00 08 01 (labels) or "
            f"00 00 08 03 (images), received {content[:4].hex(' ') or 'an empty file'}. "
            "Fetch it again."
        )
    if content[2] != UINT8:
        raise DataError(
            f"{name} holds {TYPE_NAMES.get(content[2], f'values of type 0x{content[2]:02x}')}: "
            "expected unsigned bytes 0..255 (type 0x08). Store the pixels as uint8."
        )
    axes = content[3]
    start = 4 + 4 * axes
    if len(content) < start:
        raise DataError(
            f"{name} is truncated inside its header: expected {start} bytes of header, received "
            f"{len(content)}. Fetch it again."
        )
    shape = struct.unpack(f">{axes}I", content[4:start])
    expected = math.prod(shape)  # not np.prod: a hostile header would overflow 64 bits
    received = len(content) - start
    if received != expected:
        word = "truncated" if received < expected else "longer than its header says"
        raise DataError(
            f"{name} is {word}: its header declares {expected:,} values of shape {shape}, "
            f"{received:,} follow. Fetch it again."
        )
    return np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape)


def encode(array: npt.NDArray[np.uint8]) -> bytes:
    """Return the uncompressed idx form of an array of uint8; the inverse of `decode`.

    Raises
    ------
    DataError
        Another dtype: its bytes would be read back as other numbers.
    """
    return header(array) + array.tobytes()


def header(array: npt.NDArray[np.uint8]) -> bytes:
    """Return what stands before the values; errors as in `encode`."""
    if array.dtype != np.uint8:
        raise DataError(f"Only uint8 goes into an idx file here, received {array.dtype}.")
    return bytes([0, 0, UINT8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)


def read_idx(path: Path) -> npt.NDArray[np.uint8]:
    """Read one idx file, gzipped or not; errors as in `read_bytes` and `decode`."""
    return decode(read_bytes(path), name=str(path))
