"""Reading files that anybody may have put there: nothing here waits, and nothing reads too much."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Final

from fmnist.errors import ArtifactError

KINDS: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
POINTER: Final = b"version https://git-lfs.github.com/spec/"
ANNEX: Final = ".git/annex/objects"
MIB: Final = 2**20


def read_bytes(path: Path, *, at_most: int) -> bytes:
    """Return a regular file's content.

    Parameters
    ----------
    path
        Of the file, or of a link to it.
    at_most
        Bytes; a larger file is refused before it is read.

    Raises
    ------
    ArtifactError
        There is no such file, it is none, it is too large or it cannot be read.
    """
    with open_file(path, at_most=at_most) as stream:
        return stream.read(at_most)


def sha256(path: Path, *, at_most: int = 512 * MIB) -> str:
    """Return the hex SHA-256 of a regular file; errors as in `read_bytes`."""
    with open_file(path, at_most=at_most) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def open_file(path: Path, *, at_most: int) -> Iterator[BufferedReader]:
    """Open a regular file; opening never waits, as it would for a named pipe's other end."""
    try:
        _check(path, path.stat(), at_most)
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(number, "rb") as stream:
            _check(path, os.fstat(number), at_most)  # it may be another one by now
            yield stream
    except OSError as error:
        raise ArtifactError(_explain(path, error)) from error


def is_pointer(content: bytes) -> bool:
    """Tell whether a file only stands for the one that Git LFS keeps."""
    return content.startswith(POINTER)


def visible(text: str, *, at_most: int = 80) -> str:
    """Return text with what cannot be seen, or turns the line around, written as escapes."""
    readable = "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)
    return readable if len(readable) <= at_most else f"{readable[: at_most - 1]}…"


def size(n_bytes: int) -> str:
    """Write a number of bytes for people."""
    if n_bytes >= 2**30:
        return f"{n_bytes / 2**30:,.1f} GiB"
    return f"{n_bytes / MIB:,.1f} MiB" if n_bytes >= MIB else f"{n_bytes:,} bytes"


def place(path: Path) -> str:
    """Name a file by its folder."""
    return f"{visible(path.name)} in {visible(path.parent.name)}/"


def _check(path: Path, status: os.stat_result, at_most: int) -> None:
    kind = stat.S_IFMT(status.st_mode)
    if kind != stat.S_IFREG:
        raise ArtifactError(f"{place(path)} is {KINDS.get(kind, 'no file')}: expected a file.")
    if status.st_size > at_most:
        raise ArtifactError(
            f"{place(path)} has {size(status.st_size)}: expected at most {size(at_most)}."
        )


def _explain(path: Path, error: OSError) -> str:
    if os.path.islink(path) and isinstance(error, FileNotFoundError):  # noqa: PTH114 - never raises
        return f"{place(path)} is {dangling(path)}."
    if isinstance(error, FileNotFoundError):
        return f"{visible(path.name)} is missing in {visible(path.parent.name)}/."
    if error.errno == errno.ELOOP:
        return f"{place(path)} is a link that leads back to itself: expected a file."
    return f"{place(path)} cannot be read: {error.strerror or error}."


def dangling(link: Path) -> str:
    """Say where a link leads that leads nowhere, and how to get what it stands for."""
    try:
        target = str(link.readlink())
    except OSError:  # gone meanwhile
        return "a link that leads nowhere"
    hint = " (fetch it: git annex get)" if ANNEX in target else ""
    return f"a link to {visible(target)}, which is not there{hint}"
