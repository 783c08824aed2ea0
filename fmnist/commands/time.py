"""`time`: inference times, measured again."""

from functools import partial
from typing import TYPE_CHECKING

import click

from fmnist.commands.options import chosen, go_through, to_write

if TYPE_CHECKING:
    from fmnist.artifacts.store import TrainedModel
    from fmnist.data.dataset import Split


@click.command()
@click.argument("key", required=False)
def time(key: str | None) -> None:
    """Measure inference times again.

    Of KEY or of every model; let nothing else run meanwhile.
    """
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415

    models = to_write(chosen(key, every=key is None))
    go_through(models, partial(_measure, test_split=load_test_split()), every=key is None)


def _measure(model: "TrainedModel", test_split: "Split") -> None:
    from fmnist.artifacts.store import MODEL_FILE  # noqa: PLC0415

    if MODEL_FILE not in model.record.files:
        click.echo(f"{model.key}: not measured, its folder holds no {MODEL_FILE}")
        return
    from fmnist.training.release import time_again  # noqa: PLC0415 - Keras, 6 s

    for measured in time_again(model, test_split).record.inference:
        per_image = measured.milliseconds_per_image
        click.echo(f"{model.key}: {per_image:.3f} ms per image, {measured.batch_size} at once")
