"""Putting a folder in place whole, by one writer at a time, and clearing away what a kill left."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from fmnist.artifacts.files import MIB, size
from fmnist.artifacts.folders import PREVIOUS
from fmnist.errors import ArtifactError

LOCK: Final = ".lock"
PATIENCE: Final = 10.0  # seconds that a writer waits for another; writing takes a fraction of one
BUILDING: Final = ".building-"
LEFT_BEHIND: Final = re.compile(rf"\.(.+)(?:{re.escape(PREVIOUS)}|{BUILDING}[a-z0-9_]{{8}})")
ROOM: Final = 200 * MIB  # for the largest model with the state of its optimiser, several times


@contextmanager
def locked(key: str, root: Path, *, wait: float = PATIENCE) -> Iterator[None]:
    """Let nobody else write this model; a lock ends with its process, however that ends.

    Raises
    ------
    ArtifactError
        Another process holds the lock, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - pages only read

    path = root / f".{key}{LOCK}"
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, is_singleton=True)  # so that its holder may take it once more
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise ArtifactError(
            f"Another process is training or writing {key} in {root}, and holds {path}: wait until "
            "it has finished or stop it, then try again."
        ) from error
    except OSError as error:
        raise _not_written(root, error) from error
    try:
        yield
    finally:
        lock.release()


def check_room(root: Path, *, needed: int = ROOM) -> None:
    """Check before long work that its result can be kept.

    Raises
    ------
    ArtifactError
        The folder cannot be written, or its disk is nearly full.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=root) as probe:
            probe.write(b"0" * 4096)
        free = shutil.disk_usage(root).free
    except OSError as error:
        raise _not_written(root, error) from error
    if free < needed:
        raise ArtifactError(
            f"{root} has room for {size(free)}: expected at least {size(needed)}. Free some, or "
            "name a folder on another disk."
        )


def replace(key: str, contents: Mapping[str, bytes], root: Path) -> None:
    """Write one folder whole or not at all.

    The new folder is completed beside the old one and takes its place by renaming, so a process
    that is killed at any moment leaves the old artifact or the new one, never a mixture.

    Raises
    ------
    ArtifactError
        Another process is writing this model, or the disk is full or read-only.
    """
    with locked(key, root):
        try:
            _clear(key, root)
            _replace(key, contents, root)
        except OSError as error:
            raise _not_written(root / key, error) from error
    for other in {key for key, _ in _left_behind(root)}:
        with suppress(ArtifactError, OSError), locked(other, root, wait=0):
            _clear(other, root)


def write_whole(path: Path, content: bytes) -> None:
    """Write one file whole or not at all: one that is being read, or a full disk, leaves no half.

    Raises
    ------
    ArtifactError
        It cannot be written.
    """
    path = path.resolve()  # the file that a link leads to is replaced, not the link
    building = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        building = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        building.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        building.replace(path)
    except OSError as error:
        if building is not None:
            with suppress(OSError):
                building.unlink(missing_ok=True)
        raise _not_written(path, error) from error


def _replace(key: str, contents: Mapping[str, bytes], root: Path) -> None:
    target, previous = root / key, root / f".{key}{PREVIOUS}"
    building = Path(tempfile.mkdtemp(prefix=f".{key}{BUILDING}", dir=root))
    try:
        for name, content in contents.items():
            _write_durably(building / name, content)
        building.chmod(0o755)
        if target.exists() or target.is_symlink():
            target.rename(previous)
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
        _clear(key, root)


def _clear(key: str, root: Path) -> None:
    """Put back an artifact whose replacement was killed, and remove what it left half-written."""
    target, previous = root / key, root / f".{key}{PREVIOUS}"
    if previous.exists() and not target.exists():
        previous.rename(target)
    for left in [path for owner, path in _left_behind(root) if owner == key]:
        if left.is_symlink():  # a link to a folder was replaced: what it led to stays
            left.unlink()
        else:
            shutil.rmtree(left)


def _left_behind(root: Path) -> Iterator[tuple[str, Path]]:
    """Go through what only a running or a killed writer has there, each with its model's key."""
    for path in root.iterdir():
        left = LEFT_BEHIND.fullmatch(path.name)
        if left and path.is_dir():
            yield left[1], path


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _not_written(path: Path, error: OSError) -> ArtifactError:
    return ArtifactError(
        f"{path} cannot be written: {error.strerror or error}. What was there is untouched; free "
        "some room, correct the permissions, or name another folder, and run the command again."
    )
