"""`tune`: a search for settings by validation accuracy."""

from pathlib import Path

import click

from fmnist.commands.options import FOLDER


@click.command()
@click.argument("key")
@click.option(
    "--study",
    help="Journal file or database URL that all workers share; default .training/KEY.study",
)
@click.option("--trials", type=click.IntRange(1), default=24, show_default=True, help="In all.")
@click.option("--seed", type=click.IntRange(0), default=0, help="Another one for each worker.")
@click.option("--folder", type=FOLDER, help="Where the official images are.")
def tune(key: str, *, study: str | None, trials: int, seed: int, folder: Path | None) -> None:
    """Search settings for KEY by validation accuracy.

    Several of these commands can share the work.
    """
    from fmnist.artifacts.search import best_trial  # noqa: PLC0415
    from fmnist.data.official import load_splits  # noqa: PLC0415
    from fmnist.data.splits import split_validation  # noqa: PLC0415
    from fmnist.errors import RecipeError  # noqa: PLC0415
    from fmnist.training.recipes import load_recipe  # noqa: PLC0415

    recipe = load_recipe(key)
    if recipe.search is None:
        raise RecipeError(f"The recipe {key} has nothing to search. Try cnn_tuned.")
    train_split, _ = load_splits(recipe.dataset, folder)
    from fmnist.training import search  # noqa: PLC0415 - Keras, 6 s

    found = search.search(
        key,
        recipe.search,
        split_validation(train_split),
        study=study or f".training/{key}.study",
        trials=trials,
        seed=seed,
    )
    click.echo(f"{search.save(key, found)}: {len(found.trials)} trials")
    if best := best_trial(found):
        settings = ", ".join(f"{name}={value}" for name, value in best.settings.items())
        click.echo(f"best: trial {best.trial}, {best.validation_accuracy:.4f}, {settings}")
