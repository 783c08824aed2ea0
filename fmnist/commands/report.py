"""`report`: HTML, slides or a ZIP from the command line."""

from pathlib import Path

import click

from fmnist.commands.options import leave_out_broken


@click.command()
@click.option("--models", multiple=True, metavar="KEY...", help="Which models; by default all.")
@click.argument("more", nargs=-1, metavar="")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Output file; its suffix, .html, .pptx or .zip, decides the format.",
)
@click.option(
    "--findings",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A findings.json from the dashboard, instead of the standard findings.",
)
@click.option(
    "--app-url",
    default="http://localhost:8501/",
    show_default=True,
    help="Where the dashboard runs: links in the report lead there.",
)
def report(
    models: tuple[str, ...],
    more: tuple[str, ...],
    *,
    out: Path,
    findings: Path | None,
    app_url: str,
) -> None:
    """Write a report as HTML, slides or ZIP.

    The HTML file works offline; the ZIP holds everything behind the report.
    """
    from fmnist.artifacts import store  # noqa: PLC0415
    from fmnist.report.command import write_report  # noqa: PLC0415
    from fmnist.text import counted  # noqa: PLC0415

    if more and not models:
        raise click.UsageError(f"Got unexpected extra arguments ({' '.join(more)}).")
    registry = store.scan()
    report = write_report(
        out, models=models + more, findings=findings, app_url=app_url, registry=registry
    )
    counts = counted(len(report.sections), "finding"), counted(len(report.sources), "model")
    click.echo(f"{out}: {counts[0]} on {counts[1]}")
    if not models and not findings:
        leave_out_broken(registry.broken)
