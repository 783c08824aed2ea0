"""`evaluate`: the proof that stored predictions are the model's."""

import sys

import click


@click.command()
@click.argument("key", required=False)
@click.option("--all", "every", is_flag=True, help="Every artifact.")
def evaluate(key: str | None, *, every: bool) -> None:
    """Predict the test images again from model.keras; fail if the stored predictions differ."""
    from fmnist.artifacts import store  # noqa: PLC0415
    from fmnist.data.official import load_test_images  # noqa: PLC0415
    from fmnist.errors import DataError  # noqa: PLC0415

    if every == (key is not None):
        raise click.UsageError("Give one KEY or --all.")
    models = [store.load(name) for name in (store.known_keys() if every else (key or "",))]
    from fmnist.training.release import evaluate as prove  # noqa: PLC0415 - Keras, 6 s

    left_out = False
    for model in models:
        try:
            test_split = load_test_images(model.record.data.dataset)
        except DataError as error:
            if not every:
                raise
            click.echo(f"{model.key} left out: {error}", err=True)
            left_out = True
            continue
        difference = prove(model, test_split)
        click.echo(f"{model.key}: reproduced, largest difference {difference:.2g}")
    if left_out:
        sys.exit(2)
