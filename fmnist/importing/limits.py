"""How much of a machine a stranger's file may take before, during and after it is opened."""

import os
import signal
import zipfile
from pathlib import Path
from typing import Final

from fmnist.errors import ImportingError
from fmnist.importing.forms import Form

MEBIBYTE: Final = 2**20
LARGEST_MODEL: Final = 400 * MEBIBYTE  # a hundred million weights
LARGEST_TABLE: Final = 100 * MEBIBYTE
LARGEST_UNPACKED: Final = 1000 * MEBIBYTE
HIGHEST_RATIO: Final = 200  # trained weights hardly shrink; zeros shrink a thousandfold
RATIO_COUNTS_FROM: Final = 10 * MEBIBYTE
MOST_MEMBERS: Final = 1000
MEMORY: Final = 12_000 * MEBIBYTE  # address space, of which TensorFlow reserves several GB
SECONDS: Final = 600
"""Of computing, and of waiting, for one file."""


def check_size(path: Path, name: str, form: Form) -> None:
    """Refuse a file that is larger than any of its kind needs to be.

    Raises
    ------
    ImportingError
        Names the limit and the size.
    """
    tables = {Form.CSV, Form.CSV_GZ, Form.NPY, Form.NPZ, Form.PARQUET}
    most = LARGEST_TABLE if form in tables else LARGEST_MODEL
    size = path.stat().st_size if path.is_file() else _folder_size(path, name)
    if size > most:
        raise ImportingError(
            f"{name} is too large: expected at most {most // MEBIBYTE} MiB of a file of this kind, "
            f"received {size / MEBIBYTE:,.0f} MiB."
        )


def check_archive(path: Path, name: str) -> None:
    """Refuse an archive that unpacks into other folders, or into more than it may.

    Sizes are those that the archive declares; nothing of it is unpacked here, and whatever
    declares too little is cut off there when it is read.

    Raises
    ------
    ImportingError
        Names the member and the limit.
    """
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise ImportingError(
            f"{name} holds {len(members):,} files: expected at most {MOST_MEMBERS:,}."
        )
    for member in members:
        parts = Path(member.filename.replace("\\", "/")).parts
        if member.filename.startswith(("/", "\\")) or ".." in parts or ":" in member.filename:
            raise ImportingError(
                f"{name} holds a file that would be written outside its folder "
                f"({member.filename[:60]!r}), so it is not opened. Save the model again."
            )
        if member.flag_bits & 0x1:
            raise ImportingError(f"{name} is encrypted. Save it without a password.")
        packed = max(member.compress_size, 1)
        if (
            member.file_size > RATIO_COUNTS_FROM and member.file_size / packed > HIGHEST_RATIO
        ) or member.file_size > LARGEST_UNPACKED:
            raise ImportingError(_unpacks_into(name, member.file_size))
    if (total := sum(member.file_size for member in members)) > LARGEST_UNPACKED:
        raise ImportingError(_unpacks_into(name, total))


def restrain() -> None:
    """Limit this process, once and for all; where the system cannot, the deadline still holds."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 2 * LARGEST_UNPACKED),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (lowest, lowest))
    signal.alarm(SECONDS)  # ends it even where nobody keeps the clock any more


def _unpacks_into(name: str, size: int) -> str:
    return (
        f"{name} would unpack into {size / MEBIBYTE:,.0f} MiB, far more than a model of its size "
        f"holds (at most {LARGEST_UNPACKED // MEBIBYTE} MiB, and {HIGHEST_RATIO} times its packed "
        "size), so it is not opened."
    )


def _folder_size(path: Path, name: str) -> int:
    total = 0
    for folder, _, files in os.walk(path):
        for file in files:
            each = Path(folder) / file
            if each.is_symlink():
                raise ImportingError(
                    f"{name} holds a symbolic link ({file}), which is not followed. Put the file "
                    "itself in its place."
                )
            total += each.stat().st_size
    return total
