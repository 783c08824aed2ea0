"""Where the folders of models are, and which of them have changed.

``FMNIST_ARTIFACTS`` may name several folders, as ``PATH`` does: ``mine:artifacts``. New models are
written into the first. Of two models with one key the one in the earlier folder is shown.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from fmnist import paths
from fmnist.artifacts.files import dangling, visible

VARIABLE: Final = "FMNIST_ARTIFACTS"
SHIPPED: Final = paths.APP / "artifacts"
NOT_MODELS: Final = frozenset({"test_data", "probe_data"})
PREVIOUS: Final = ".previous"
MOST_WATCHED: Final = 256  # files of one folder; a model has about ten

State = tuple[tuple[str, int, int], ...]
GONE: Final = (-1, 0)


def named(value: str | None) -> tuple[Path, ...]:
    """Return the folders that a value of ``FMNIST_ARTIFACTS`` names, each once; ours without any.

    >>> named(None) == (SHIPPED,)
    True
    """
    paths = [Path(part).expanduser() for part in (value or "").split(os.pathsep) if part.strip()]
    by_place = {os.path.realpath(path): path for path in reversed(paths)}
    return tuple(path for path in paths if by_place[os.path.realpath(path)] is path) or (SHIPPED,)


ROOTS: Final = named(os.environ.get(VARIABLE))


@dataclass(frozen=True)
class Misplaced:
    """What can be told to be wrong without looking into a folder."""

    name: str
    reason: str
    advice: str


def find(*roots: Path) -> dict[str, Path]:
    """Return each key's folder, in order of the keys."""
    found: dict[str, Path] = {}
    for root in roots:
        found = _below(root) | found
    return dict(sorted(found.items()))


def misplaced(*roots: Path) -> tuple[Misplaced, ...]:
    """Return named folders that are not there, and models hidden behind others of the same key."""
    return tuple(_misplaced(roots))


def _misplaced(roots: tuple[Path, ...]) -> Iterator[Misplaced]:
    seen: dict[str, Path] = {}
    for root in roots:
        if not os.path.isdir(root):  # noqa: PTH112 - unlike a path's method it never raises
            yield Misplaced(
                visible(str(root)),
                f"{visible(str(root))} is {_what_instead(root)}: expected a folder of models.",
                f"Create it, or name another in {VARIABLE}.",
            )
        for key, folder in _below(root).items():
            if seen.get(key, folder) != folder:
                yield Misplaced(
                    visible(key),
                    f"{visible(str(folder))} has the same key as {visible(str(seen[key]))}, which "
                    "is shown instead.",
                    "To see both, rename one folder and give the key in its record.json that name.",
                )
            seen.setdefault(key, folder)


def _what_instead(root: Path) -> str:
    if os.path.islink(root):  # noqa: PTH114
        return dangling(root)
    return "a file" if os.path.exists(root) else "not there"  # noqa: PTH110


def state(*roots: Path) -> State:
    """Return a cheap fingerprint (name, size, modification time) of every file, for caches.

    It is taken at every look at the app, while anybody may change the files: whatever vanishes
    meanwhile, leads nowhere or may not be looked at counts as such, and is no error.
    """
    return tuple(sorted(each for root in roots for each in _state_below(root)))


def _state_below(root: Path) -> Iterator[tuple[str, int, int]]:
    found = os.path.isdir(root)  # noqa: PTH112
    yield _hashable(root), *((0, 0) if found else GONE)
    for folder in _below(root).values():
        yield _hashable(folder), *_size_and_time(folder)
        try:
            with os.scandir(folder) as files:  # five times as quick as paths
                for each in islice(files, MOST_WATCHED):
                    yield _hashable(each), *_size_and_time(each)
        except OSError:
            yield f"{_hashable(folder)}/", *GONE


def _size_and_time(found: os.DirEntry[str] | Path) -> tuple[int, int]:
    try:
        status = found.stat()
    except OSError:  # a link that leads nowhere, or a file that is gone
        return GONE
    return status.st_size, status.st_mtime_ns


def _hashable(path: os.PathLike[str]) -> str:
    """Return a path as text that can be encoded, which names of another encoding cannot."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode()


def identity(folder: Path) -> tuple[int, int]:
    """Return what changes when a folder is replaced by another of its name."""
    try:
        status = folder.stat()
    except OSError:
        return GONE
    return status.st_ino, status.st_mtime_ns


def _below(root: Path) -> dict[str, Path]:
    """Return each key's folder; the previous one while, or after, its replacement was cut short."""
    try:
        with os.scandir(root) as entries:
            names = {entry.name for entry in entries if _may_be_a_model(entry)} - NOT_MODELS
    except OSError:
        return {}
    found = {name: root / name for name in names if not name.startswith(".")}
    previous = {
        name.removeprefix(".").removesuffix(PREVIOUS): root / name
        for name in names
        if name.startswith(".") and name.endswith(PREVIOUS)
    }
    return dict(sorted((previous | found).items()))


def _may_be_a_model(entry: os.DirEntry[str]) -> bool:
    """Tell whether a folder, or a link to one, has this name; the link may lead nowhere."""
    try:
        return entry.is_dir() or (entry.is_symlink() and not Path(entry.path).is_file())
    except OSError:  # a link that leads back to itself
        return True
