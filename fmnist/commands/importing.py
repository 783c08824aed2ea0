"""`import`, `remove`, `rename`: other people's models beside ours."""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fmnist.figures.palette import FAMILY_NAMES

if TYPE_CHECKING:
    from fmnist.artifacts.record import Family
    from fmnist.importing.found import Found
    from fmnist.importing.probe import Tried
    from fmnist.importing.process import Worker

MOST_ROWS = 8


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--name", help="What the model is called; by default, as the file is.")
@click.option(
    "--family", type=click.Choice(tuple(FAMILY_NAMES)), help="By default, what the file suggests."
)
@click.option("--source", default="", help="Where it comes from, such as an address.")
@click.option(
    "--claimed", type=click.FloatRange(0, 1), help="Test accuracy that its source claims."
)
@click.option("--scale", metavar="ROW", help="Take this row of the probe's table, not the best.")
@click.option("--yes", is_flag=True, help="Accept whatever is found, another class order too.")
def import_file(
    file: Path,
    *,
    name: str | None,
    family: "Family | None",
    source: str,
    claimed: float | None,
    scale: str | None,
    yes: bool,
) -> None:
    """Import FILE, a model or its predictions.

    A model is a .keras, .h5, .onnx or .tflite file, or a SavedModel folder.
    """
    from fmnist.artifacts import store  # noqa: PLC0415 - each command loads its own
    from fmnist.artifacts.writing import check_room  # noqa: PLC0415
    from fmnist.importing import importer  # noqa: PLC0415
    from fmnist.importing.found import Details  # noqa: PLC0415
    from fmnist.importing.naming import checked_name, suggested_name  # noqa: PLC0415
    from fmnist.text import typed_percent  # noqa: PLC0415

    details = Details(name or suggested_name(file.name), family, source, claimed)
    checked_name(details.display_name)
    check_room(store.ARTIFACTS)
    with tempfile.TemporaryDirectory(prefix="fmnist-import-") as folder:
        worker = importer.start(file, Path(folder), beside=True)
        _follow(worker)
        found = importer.found(worker, file, Path(folder))
        _tell_found(found)
        reorder = _agrees_to_order(found, yes=yes)
        chosen = importer.choose(found, scale=scale, reorder=reorder)
        if chosen is not None:
            accuracy = typed_percent(chosen.accuracy)
            click.echo(f"Taken: {chosen.name} ({accuracy} on training images).")
        if not yes and not click.confirm(f"Add it as {details.display_name!r}?", default=True):
            raise click.Abort
        if chosen is not None:
            asking = importer.start_answering(found, chosen)
            _follow(asking)
            asking.result()
        model = importer.add(found, details, chosen, reorder=reorder)
    click.echo(f"{model.folder}")
    _tell_verdict(model.key)
    if chosen is not None:
        click.echo(
            "For its map, its answers to corrupted pictures and what excites its units (minutes): "
            f"python -m fmnist complete {model.key}"
        )


@click.command()
@click.argument("key")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(key: str, *, yes: bool) -> None:
    """Remove the imported model KEY."""
    from fmnist.importing import manage  # noqa: PLC0415

    name = manage.name_of_imported(key)
    if not yes and not click.confirm(f"Remove {name} ({key}) and its files for good?"):
        raise click.Abort
    click.echo(f"Removed: {manage.remove(key)}")


@click.command()
@click.argument("key")
@click.argument("display_name")
def rename(key: str, display_name: str) -> None:
    """Give the imported model KEY another DISPLAY_NAME.

    Its key and its links stay.
    """
    from fmnist.importing import manage  # noqa: PLC0415

    model = manage.rename(key, display_name)
    click.echo(f"{model.key} is now called {model.record.display_name}")


def _follow(worker: "Worker") -> None:
    """Print each step; Ctrl+C ends the worker and leaves everything as it was."""
    one_line = sys.stderr.isatty()
    try:
        for step in worker.follow():
            click.echo(f"\r\x1b[K  {step}" if one_line else f"  {step}", err=True, nl=not one_line)
        if one_line:
            click.echo("\r\x1b[K", err=True, nl=False)
    except KeyboardInterrupt:
        worker.cancel()
        raise


def _tell_found(found: "Found") -> None:
    from fmnist.text import typed_percent  # noqa: PLC0415

    click.echo(f"{found.name}: {found.form}")
    for note in found.notes:
        click.echo(f"  {note}")
    if found.probe is None:
        return
    click.echo(f"On {found.probe.n:,} official training images, each way to hand it the pixels:")
    click.echo(f"  {'row':34}  accuracy  log loss")
    for row in found.probe.tried[:MOST_ROWS]:
        click.echo(f"  {row.name:34}  {typed_percent(row.accuracy):>8}  {row.log_loss:8.3f}")
    if (others := len(found.probe.tried) - MOST_ROWS) > 0:
        click.echo(f"  and {others} more, none better")
    if close := found.probe.close:
        click.echo(
            f"Close to the best: {_names(close)}; between such ways the log loss decides. If you "
            f"know how it was trained, say so with --scale '{close[0].name}'."
        )


def _names(rows: "tuple[Tried, ...]") -> str:
    from fmnist.text import typed_percent  # noqa: PLC0415

    return ", ".join(f"{row.name} ({typed_percent(row.accuracy)})" for row in rows[:3])


def _agrees_to_order(found: "Found", *, yes: bool) -> bool:
    """Ask about another order of the classes, where one was found."""
    if not found.another_order:
        return False
    click.echo(found.another_order)
    return yes or click.confirm("Is that the order in which it was trained?", default=True)


def _tell_verdict(key: str) -> None:
    from fmnist.artifacts import store  # noqa: PLC0415
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415
    from fmnist.evaluation_set import make_evaluation_set  # noqa: PLC0415
    from fmnist.text import plain  # noqa: PLC0415
    from fmnist.views.parts.standing import standing  # noqa: PLC0415

    evaluation_set = make_evaluation_set(store.scan().models, load_test_split())
    (one,) = evaluation_set.pick([key])
    for sentence in standing(one, evaluation_set):
        click.echo(plain(sentence))
