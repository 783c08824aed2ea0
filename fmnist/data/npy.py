"""NumPy's own files, .npy and .npz, without ever unpickling anything."""

import io
import tokenize
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.errors import DataError

NPY_MAGIC: Final = b"\x93NUMPY"
NPZ_MAGIC: Final = b"PK\x03\x04"
WRITE_AGAIN: Final = "Write it again: python -m fmnist distances"
DAMAGE: Final = (
    EOFError,
    MemoryError,  # a header that promises more than any machine has
    OSError,
    RuntimeError,  # an encrypted member
    SyntaxError,  # a header that is no Python literal; also the next two
    TypeError,
    ValueError,
    tokenize.TokenError,
    zipfile.BadZipFile,
    zlib.error,
)


def reason(error: Exception) -> str:
    """Say why a NumPy file cannot be read; Python's own words for a broken header help nobody."""
    if isinstance(error, SyntaxError | tokenize.TokenError):
        return "its header does not describe an array"
    return str(error)


def decode_arrays(content: bytes, *, name: str) -> dict[str, npt.NDArray[Any]]:
    """Decode a .npy file (one array, under the key "") or a .npz file (each under its key).

    Parameters
    ----------
    content
        The file's bytes.
    name
        What error messages call the file.

    Raises
    ------
    DataError
        Truncated or damaged, not of NumPy's form, or an array of Python objects.
    """
    if not content.startswith((NPY_MAGIC, NPZ_MAGIC)):
        raise DataError(
            f"{name} is not a NumPy file: expected it to start with {NPY_MAGIC.hex(' ')} (.npy) or "
            f"{NPZ_MAGIC.hex(' ')} (.npz), received {content[:6].hex(' ') or 'an empty file'}."
        )
    try:
        loaded = np.load(io.BytesIO(content), allow_pickle=False)
        arrays = {"": loaded} if isinstance(loaded, np.ndarray) else dict(loaded)
    except DAMAGE as error:
        if "allow_pickle" in str(error):
            raise DataError(
                f"{name} holds pickled Python objects, which can run code and are never opened: "
                "expected arrays of numbers. Store them with np.savez(x=images, y=labels)."
            ) from error
        raise DataError(
            f"{name} is a truncated or damaged NumPy file ({reason(error)}). "
            "Write or fetch it again."
        ) from error
    if not arrays or any(not isinstance(array, np.ndarray) for array in arrays.values()):
        raise DataError(
            f"{name} is an archive without arrays, or with other files: expected what np.savez "
            "writes. Unpack it and look at its files one by one."
        )
    return arrays


def read_released(path: Path) -> npt.NDArray[Any]:
    """Read the array of a .npy file that ``python -m fmnist distances`` writes.

    Raises
    ------
    DataError
        The file is missing, or holds no array.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path.name} cannot be read: {error.strerror}. {WRITE_AGAIN}") from error
    return decode_arrays(content, name=path.name).get("", np.empty(0))
