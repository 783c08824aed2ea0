"""`evaluate`: the proof that stored predictions are the model's."""

import os
import sys

import click

from fmnist.commands.options import chosen, one_or_all


@click.command()
@one_or_all
def evaluate(key: str | None, *, every: bool) -> None:
    """Predict the test images again from model.keras and model.onnx; fail if they differ."""
    from fmnist.data.official import load_test_images  # noqa: PLC0415
    from fmnist.errors import DataError, InferenceError  # noqa: PLC0415
    from fmnist.training.proof import evaluate as prove  # noqa: PLC0415

    left_out = False
    for model in chosen(key, every=every):
        try:
            test_split = load_test_images(model.record.data.dataset)
            difference = prove(model, test_split, threads=os.cpu_count() or 1)
        except (DataError, InferenceError) as error:
            if not every:
                raise
            click.echo(f"{model.key} left out: {error}", err=True)
            left_out = True
            continue
        click.echo(f"{model.key}: reproduced, largest difference {difference:.2g}")
    if left_out:
        sys.exit(2)
