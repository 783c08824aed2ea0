"""Members of zip files, looked at before they are unpacked.

A zip file states how large each member becomes. What states too much is never unpacked, and of
what states too little no more is unpacked than it states.
"""

import io
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.files import MIB, is_pointer, open_file, read_bytes, size, visible
from fmnist.data.npy import reason
from fmnist.errors import ArtifactError

Arrays = Mapping[str, npt.NDArray[Any]]
Shape = tuple[int | str, ...]
Read = TypeVar("Read")

LARGEST: Final = 64 * MIB  # of what is kept beside a model, whose own have 600 KiB at most
PLAIN: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what NumPy and Keras write
ENCRYPTED: Final = 0x1
LARGEST_DIRECTORY: Final = MIB  # some 10,000 members
END: Final = b"PK\x05\x06"
END_LENGTH: Final = 22
LONGEST_COMMENT: Final = 2**16
ZIP64_LOCATOR: Final = b"PK\x06\x07"
ZIP64_LOCATOR_LENGTH: Final = 20
NPY: Final = b"\x93NUMPY"
DAMAGE: Final = (
    EOFError,
    MemoryError,  # a header with more brackets than the parser takes
    OSError,
    OverflowError,
    RecursionError,
    RuntimeError,
    SyntaxError,  # a header that is no Python literal
    TypeError,
    ValueError,
    struct.error,
    tokenize.TokenError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)


def read_arrays(path: Path, *, at_most: int, unpacked: int) -> dict[str, npt.NDArray[Any]]:
    """Read every array of a ``.npz`` file.

    Parameters
    ----------
    path
        Of the file.
    at_most
        Bytes that the file may have.
    unpacked
        Bytes that all its arrays together may have.

    Raises
    ------
    ArtifactError
        The first thing that is wrong, found before anything large is unpacked.
    """
    return arrays_of(read_bytes(path, at_most=at_most), name=path.name, unpacked=unpacked)


def read_as(make: Callable[[Arrays], Read], path: Path, *, of: str, again: str) -> Read:
    """Read a ``.npz`` file that is kept beside a model.

    Parameters
    ----------
    make
        Makes of the arrays what is wanted, or raises an ArtifactError that says what is wrong.
    path
        Of the file.
    of
        The model's key, for the error.
    again
        A sentence that says how to make or restore the file.

    Raises
    ------
    ArtifactError
        The first thing that is wrong, and `again`.
    """
    try:
        return make(read_arrays(path, at_most=LARGEST, unpacked=LARGEST))
    except ArtifactError as error:
        raise ArtifactError(f"{path.name} of {of}: {error.reasons[0]} {again}") from error
    except (KeyError, ValueError, TypeError) as error:
        raise ArtifactError(f"{path.name} of {of} is damaged ({error}). {again}") from error


def check_member(name: str, array: npt.NDArray[Any], dtype: npt.DTypeLike, shape: Shape) -> None:
    """Refuse an array of another type or shape.

    Parameters
    ----------
    name, array
        Which array.
    dtype
        What it must hold.
    shape
        What it must have: numbers, and letters where any number will do.

    Raises
    ------
    ArtifactError
        What was expected and what was received.
    """
    fits = len(shape) == array.ndim and all(
        isinstance(wanted, str) or wanted == length
        for wanted, length in zip(shape, array.shape, strict=True)
    )
    if array.dtype != dtype or not fits:
        expected = ", ".join(map(str, shape))
        raise ArtifactError(
            f"expected {name} {np.dtype(dtype)} of shape ({expected}), received {array.dtype} of "
            f"shape {array.shape}."
        )


def arrays_of(content: bytes, *, name: str, unpacked: int) -> dict[str, npt.NDArray[Any]]:
    """Decode the content of a ``.npz`` file; see `read_arrays`."""
    if content.startswith(NPY):
        raise ArtifactError(
            f"{name} is one bare array (what np.save writes) under another name: expected an "
            "archive of named arrays. Write it with np.savez_compressed."
        )
    if is_pointer(content):
        raise ArtifactError(f"{name} is a Git LFS pointer, not the file. Fetch it: git lfs pull")
    members = read_members(io.BytesIO(content), name=name, unpacked=unpacked)
    return {
        member.removesuffix(".npy"): _array(packed, f"{name}, member {visible(member)},")
        for member, packed in members.items()
    }


def check_archive(path: Path, *, at_most: int, unpacked: int) -> None:
    """Look at what a zip file's members claim to be, and unpack none; see `read_arrays`."""
    with open_file(path, at_most=at_most) as stream:
        read_members(stream, name=path.name, unpacked=unpacked, unpack=False)


def read_members(
    stream: BinaryIO, *, name: str, unpacked: int, unpack: bool = True
) -> dict[str, bytes]:
    """Unpack a zip file's members, or none of them, after a look at what all claim to be.

    Raises
    ------
    ArtifactError
        No zip file, a member that is encrypted, packed in an unusual way or too large.
    """
    try:
        _check_directory(stream, name)
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
            _check_members(infos, name, unpacked)
            return {info.filename: _unpack(archive, info) for info in infos if unpack}
    except DAMAGE as error:
        raise ArtifactError(
            f"{name} is truncated or damaged ({visible(reason(error))})."
        ) from error


def _check_directory(stream: BinaryIO, name: str) -> None:
    """Refuse a list of members that is itself too large to be read."""
    length = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, length - END_LENGTH - LONGEST_COMMENT - ZIP64_LOCATOR_LENGTH))
    tail = stream.read()
    stream.seek(0)
    end = tail.rfind(END)
    if end < 0 or len(tail) < end + END_LENGTH:
        raise zipfile.BadZipFile("File is not a zip file")
    (listed,) = struct.unpack_from("<L", tail, end + 12)
    large = ZIP64_LOCATOR in tail[max(0, end - ZIP64_LOCATOR_LENGTH) : end]
    if large or listed > LARGEST_DIRECTORY:
        raise ArtifactError(
            f"{name} lists more members than any model has: expected a list of at most "
            f"{size(LARGEST_DIRECTORY)}, received {'a Zip64 list' if large else size(listed)}."
        )


def _check_members(infos: list[zipfile.ZipInfo], name: str, unpacked: int) -> None:
    for info in infos:
        shown = visible(info.filename)
        if info.flag_bits & ENCRYPTED:
            raise ArtifactError(
                f"{name}, member {shown}, is encrypted: expected one that opens without a password."
            )
        if info.compress_type not in PLAIN:
            raise ArtifactError(
                f"{name}, member {shown}, is packed by method {info.compress_type}: expected "
                "stored (0) or deflated (8)."
            )
    total = sum(info.file_size for info in infos)
    if total > unpacked:
        raise ArtifactError(f"{name} unpacks to {size(total)}: expected at most {size(unpacked)}.")


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        return member.read(info.file_size)  # read() without a number unpacks first and cuts then


def _array(packed: bytes, what: str) -> npt.NDArray[Any]:
    """Decode one ``.npy`` file whose header must promise exactly what it holds."""
    stream = io.BytesIO(packed)
    try:
        version = np.lib.format.read_magic(stream)
        if version not in ((1, 0), (2, 0)):
            raise ValueError(f"version {version} of the form")
        read_header = (
            np.lib.format.read_array_header_1_0
            if version == (1, 0)
            else np.lib.format.read_array_header_2_0
        )
        shape, columns_first, dtype = read_header(stream)
        held = len(packed) - stream.tell()
        promised = dtype.itemsize
        for length in shape:
            promised *= length
        if dtype.hasobject or dtype.itemsize == 0 or min(shape, default=0) < 0:
            raise ArtifactError(f"{what} holds {dtype} of shape {shape}: expected numbers.")
        if promised != held:
            raise ArtifactError(
                f"{what} declares {dtype} of shape {visible(str(shape))}, "
                f"{visible(f'{promised:,}')} bytes: received {held:,}."
            )
        flat = np.frombuffer(packed, dtype, offset=stream.tell())
        return flat.reshape(shape, order="F" if columns_first else "C").copy()
    except DAMAGE as error:
        raise ArtifactError(
            f"{what} is truncated or damaged ({visible(reason(error))})."
        ) from error
