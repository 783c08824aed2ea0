"""`ablate`: what each change of a recipe does to validation accuracy."""

from pathlib import Path

import click

from fmnist.commands.options import FOLDER


@click.command()
@click.argument("key")
@click.option("--epochs", type=click.IntRange(1), default=20, show_default=True, help="Of each.")
@click.option("--folder", type=FOLDER, help="Where the official images are.")
def ablate(key: str, *, epochs: int, folder: Path | None) -> None:
    """Train KEY with one change at a time.

    What each does to validation accuracy is kept.
    """
    from fmnist.data.official import load_splits  # noqa: PLC0415
    from fmnist.data.splits import split_validation  # noqa: PLC0415
    from fmnist.training.recipes import load_recipe  # noqa: PLC0415

    recipe = load_recipe(key)
    train_split, _ = load_splits(recipe.dataset, folder)
    from fmnist.training import ablation  # noqa: PLC0415 - Keras, 6 s

    for variation in ablation.ablate(key, recipe, split_validation(train_split), epochs=epochs):
        click.echo(f"{variation.validation_accuracy:.4f}  {variation.name}")
