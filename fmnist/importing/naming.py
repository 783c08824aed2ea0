"""How an imported model is called: a display name of its own, and a key made of it."""

import re
import unicodedata
from pathlib import Path
from typing import Final

from fmnist.artifacts import store
from fmnist.artifacts.folders import NOT_MODELS, ROOTS
from fmnist.artifacts.texts import MARKS, check_name
from fmnist.errors import ImportingError

Roots = tuple[Path, ...]
LONGEST_NAME: Final = 40
LONGEST_KEY: Final = 40


def checked_name(name: str, *, other_than: str | None = None, roots: Roots = ROOTS) -> str:
    """Return a display name that can be used, without blanks around it.

    Parameters
    ----------
    name
        As its owner typed it.
    other_than
        The key of a model that may keep its own name.
    roots
        The folders that hold models.

    Raises
    ------
    ImportingError
        It is empty, too long, not printable, or another model's.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME:
        raise ImportingError(
            f"A model's name has 1 to {LONGEST_NAME} characters: received {len(plain)}."
        )
    if any(unicodedata.category(character)[0] == "C" for character in plain):
        raise ImportingError(
            "A model's name may hold letters, digits, punctuation and spaces, but no invisible "
            "characters and none that reverse the direction of the text."
        )
    try:
        check_name(plain)
    except ValueError as error:
        raise ImportingError(f"{plain} is not a name that every page can show: {error}.") from error
    taken = {
        _folded(model.record.display_name): model.key
        for model in store.scan(*roots).models
        if model.key != other_than
    }
    if _folded(plain) in taken:
        raise ImportingError(
            f"There is already a model called {plain} (key {taken[_folded(plain)]}). "
            "Choose another name."
        )
    return plain


def suggested_name(file: str) -> str:
    """Return a name that can be used, as near as possible to that of a file, without its ending."""
    stem = re.sub(r"(?<=.)\.(csv\.gz|[^.]*)$", "", file)
    seen = "".join(each for each in stem if each.isprintable())
    plain = MARKS.sub(" ", MARKS.sub(" ", seen))
    name = " ".join(plain.split())[:LONGEST_NAME].strip()
    try:
        return check_name(name)
    except ValueError:
        return "My model"


def free_key(name: str, roots: Roots = ROOTS) -> str:
    """Return a key made of a display name that no model has yet."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not stem or not stem[0].isalpha():
        stem = f"model_{stem}".strip("_")
    stem = stem[: LONGEST_KEY - 4].rstrip("_")
    taken = {*store.known_keys(*roots), *NOT_MODELS}
    keys = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
