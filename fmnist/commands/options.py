"""What several commands ask for in the same words."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from fmnist.artifacts.store import TrainedModel

FOLDER: Final = click.Path(path_type=Path, file_okay=False)


def one_or_all(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the words KEY and --all, for `chosen`."""
    decorated: Callable[..., Any] = click.option(
        "--all", "every", is_flag=True, help="Every artifact."
    )(command)
    return click.argument("key", required=False)(decorated)


def chosen(key: str | None, *, every: bool) -> "list[TrainedModel]":
    """Load the one model that was named, or all."""
    from fmnist.artifacts import store  # noqa: PLC0415

    if every == (key is not None):
        raise click.UsageError("Give one KEY or --all.")
    return [store.load(name) for name in (store.known_keys() if every else (key or "",))]
