"""`export`: the graph with which a model answers in the dashboard."""

import click

from fmnist.commands.options import chosen, one_or_all


@click.command()
@one_or_all
def export(key: str | None, *, every: bool) -> None:
    """Write model.onnx, with which a model answers in the dashboard, from model.keras."""
    from fmnist.artifacts.store import GRAPH_FILE  # noqa: PLC0415

    models = chosen(key, every=every)
    from fmnist.training.exporting import export as write  # noqa: PLC0415 - Keras, 6 s

    for model in models:
        files = write(model, model.folder.parent).record.files
        done = "written" if GRAPH_FILE in files else "not needed, its members answer"
        click.echo(f"{model.key}: {GRAPH_FILE} {done}")
