"""`export`: the graph with which a model answers in the dashboard."""

from typing import TYPE_CHECKING

import click

from fmnist.commands.options import chosen, go_through, one_or_all, to_write

if TYPE_CHECKING:
    from fmnist.artifacts.store import TrainedModel


@click.command()
@one_or_all
def export(key: str | None, *, every: bool) -> None:
    """Write model.onnx from model.keras.

    With it a model answers in the dashboard.
    """
    go_through(to_write(chosen(key, every=every)), _export, every=every)


def _export(model: "TrainedModel") -> None:
    from fmnist.artifacts.store import GRAPH_FILE  # noqa: PLC0415
    from fmnist.training.exporting import export as write  # noqa: PLC0415 - Keras, 6 s

    files = write(model).record.files
    done = "written" if GRAPH_FILE in files else "not needed, its members answer"
    click.echo(f"{model.key}: {GRAPH_FILE} {done}")
