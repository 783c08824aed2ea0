"""The next step for whoever owns a folder that cannot be shown."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import Final

RECIPES: Final = Path(__file__).resolve().parents[1] / "models"
DEADLINE: Final = 5.0  # seconds; git answers in milliseconds
# A folder may come with a .git of its own, whose settings can name programs to be run.
HARMLESS: Final = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def advise(folder: Path) -> str:
    """Say how to get an intact folder back, by what is true of this one.

    Parameters
    ----------
    folder
        Of the model; its name is the key.
    """
    if is_kept_by_git(folder):
        again = f" or train it again: {training(folder.name)}" if has_recipe(folder.name) else ""
        return f"Restore it: {checkout(folder)}{again}"
    if has_recipe(folder.name):
        return f"Train it again: {training(folder.name)}"
    return (
        "Fix this, import the model again, or remove the folder: "
        f"rm -r {shlex.quote(str(_as_typed(folder)))}"
    )


def has_recipe(key: str) -> bool:
    """Tell whether a model of this key can be trained here."""
    return key.isidentifier() and not key.startswith("_") and (RECIPES / f"{key}.py").is_file()


def training(key: str) -> str:
    """Return the command that trains a recipe."""
    return f"python -m fmnist train {key}"


def checkout(folder: Path) -> str:
    """Return the command that brings back what git has, as it can be pasted."""
    typed = _as_typed(folder)
    if typed.is_absolute():
        parent, name = shlex.quote(str(typed.parent)), shlex.quote(typed.name)
        return f"git -C {parent} checkout -- {name}"
    return f"git checkout -- {shlex.quote(str(typed))}"


def is_kept_by_git(folder: Path) -> bool:
    """Tell whether git holds other content for this folder than lies there, so can restore it."""
    command = ["git", *HARMLESS, "ls-files", "--deleted", "--modified", "--", folder.name]
    try:
        found = subprocess.run(  # noqa: S603 - a fixed command; the name stands behind --
            command,
            cwd=folder.parent,
            capture_output=True,
            timeout=DEADLINE,
            check=False,
            env=os.environ | {"GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"},
        )
    except (OSError, subprocess.SubprocessError, ValueError):  # no git, or a name it cannot take
        return False
    return found.returncode == 0 and bool(found.stdout)


def _as_typed(folder: Path) -> Path:
    """Return the path as a person would type it here."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
