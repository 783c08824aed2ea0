"""`data`: which image files are where, told by their content."""

from pathlib import Path

import click


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Look only in this folder, or at this file.",
)
def data(folder: Path | None) -> None:
    """Say which image files were found, and where.

    They are recognised by their content.
    """
    from fmnist.data.inventory import inventory  # noqa: PLC0415 - each command loads its own

    for found in inventory(folder):
        click.echo(f"{found.place}: {found.path}\n    {found.sentence}")
