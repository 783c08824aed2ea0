"""`evaluate`: the proof that stored predictions are the model's."""

import os
from typing import TYPE_CHECKING

import click

from fmnist.commands.options import chosen, go_through, one_or_all

if TYPE_CHECKING:
    from fmnist.artifacts.store import TrainedModel


@click.command()
@one_or_all
def evaluate(key: str | None, *, every: bool) -> None:
    """Check that a model reproduces its stored predictions.

    The test images are predicted again from model.keras and model.onnx; it fails if they differ.
    """
    go_through(chosen(key, every=every), _prove, every=every)


def _prove(model: "TrainedModel") -> None:
    from fmnist.data.official import load_test_images  # noqa: PLC0415
    from fmnist.training.proof import evaluate as prove  # noqa: PLC0415

    test_split = load_test_images(model.record.data.dataset)
    difference = prove(model, test_split, threads=os.cpu_count() or 1)
    click.echo(f"{model.key}: reproduced, largest difference {difference:.2g}")
