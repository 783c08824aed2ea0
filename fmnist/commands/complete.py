"""`complete`: all that a model is asked once, as far as it is missing."""

from typing import TYPE_CHECKING

import click

from fmnist.commands.options import chosen, go_through, one_or_all

if TYPE_CHECKING:
    from fmnist.artifacts.store import TrainedModel


@click.command()
@one_or_all
def complete(key: str | None, *, every: bool) -> None:
    """Write whichever of its derived files a model lacks.

    These are its graph, its units, its map and its answers to corruptions; what is there stays.
    Takes one to five minutes a model, and goes on after an interruption.
    """
    go_through(chosen(key, every=every), _complete, every=every)


def _complete(model: "TrainedModel") -> None:
    """Run the command of each file that is missing."""
    from fmnist.commands.corrupt import corrupt  # noqa: PLC0415
    from fmnist.commands.export import export  # noqa: PLC0415
    from fmnist.commands.features import features  # noqa: PLC0415
    from fmnist.commands.units import units  # noqa: PLC0415
    from fmnist.inference.derived_files import missing_files  # noqa: PLC0415

    commands = {each.name: each for each in (export, units, features, corrupt)}
    missing = missing_files(model.record)
    if not missing:
        click.echo(f"{model.key}: nothing is missing")
    for command in missing:
        click.get_current_context().invoke(commands[command], key=model.key, every=False)
