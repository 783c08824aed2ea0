"""`results`: every model's numbers, for people, programs and the README."""

from pathlib import Path

import click

from fmnist.commands.options import leave_out_broken


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option(
    "--write",
    "readme",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Bring the table in this Markdown file up to date.",
)
def results(*, as_json: bool, readme: Path | None) -> None:
    """Print every model's results.

    They are computed from its stored predictions.
    """
    from fmnist.artifacts import store  # noqa: PLC0415
    from fmnist.artifacts.writing import write_whole  # noqa: PLC0415
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415
    from fmnist.report import results as table  # noqa: PLC0415

    registry = store.scan()
    rows = table.evaluated_models(registry.models, load_test_split().labels)
    if readme is not None:
        text = _read(readme)
        write_whole(readme, table.put_into(text, table.to_markdown(rows)).encode())
    else:
        click.echo(table.to_json(rows) if as_json else table.to_text(rows))
    leave_out_broken(registry.broken)


def _read(path: Path) -> str:
    from fmnist.errors import ReportError  # noqa: PLC0415

    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ReportError(
            f"{path} is not UTF-8 text: expected a Markdown file. Save it as UTF-8."
        ) from error
