"""What several commands ask for, and how they go on after a model that fails."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from fmnist.errors import FmnistError

if TYPE_CHECKING:
    from fmnist.artifacts.store import BrokenArtifact, TrainedModel

FOLDER: Final = click.Path(path_type=Path, file_okay=False)
LEFT_OUT: Final = "fmnist.left_out"


def one_or_all(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the words KEY and --all, for `chosen`."""
    decorated: Callable[..., Any] = click.option(
        "--all", "every", is_flag=True, help="Every artifact."
    )(command)
    return click.argument("key", required=False)(decorated)


def chosen(key: str | None, *, every: bool) -> "list[TrainedModel]":
    """Load the one model that was named, or all; of all, broken ones are told and left out."""
    from fmnist.artifacts import store  # noqa: PLC0415

    if every == (key is not None):
        raise click.UsageError("Give one KEY or --all.")
    if key is not None:
        return [store.load(key)]
    registry = store.scan()
    leave_out_broken(registry.broken)
    return list(registry.models)


def to_write(models: "list[TrainedModel]") -> "list[TrainedModel]":
    """Return the models, of which all can be written: told before the work, not after it.

    Raises
    ------
    ArtifactError
        A folder cannot be written, or its disk is nearly full.
    """
    from fmnist.artifacts.writing import check_room  # noqa: PLC0415

    for root in {model.folder.parent for model in models}:
        check_room(root)
    return models


def go_through(
    models: "Iterable[TrainedModel]", work: "Callable[[TrainedModel], None]", *, every: bool
) -> None:
    """Do something with each model; of all, one that fails is told and left out.

    Raises
    ------
    FmnistError
        The one model that was named fails.
    """
    for model in models:
        try:
            work(model)
        except FmnistError as error:
            if not every:
                raise
            leave_out(model.key, str(error))


def leave_out(key: str, why: str) -> None:
    """Say what is left out; the command goes on, and ends with exit code 2."""
    click.echo(f"{key} left out: {why}", err=True)
    click.get_current_context().meta[LEFT_OUT] = True


def leave_out_broken(broken: "Iterable[BrokenArtifact]") -> None:
    """Say of each broken folder why it is left out, and what to do."""
    for each in broken:
        leave_out(each.key, f"{each.reason} {each.advice}")
