"""`train`: from a recipe to a released artifact."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click

from fmnist.commands.options import FOLDER


@click.command()
@click.argument("key")
@click.option("--seed", "seeds", type=click.IntRange(0), multiple=True, help="Repeat for several.")
@click.option("--epochs", type=click.IntRange(1), help="Instead of the recipe's number.")
@click.option("--resume", is_flag=True, help="Continue unfinished trainings of this recipe.")
@click.option("--folder", type=FOLDER, help="Where the official images are.")
@click.option("--artifacts", type=FOLDER, help="Write below this folder instead of artifacts/.")
def train(
    key: str,
    *,
    seeds: tuple[int, ...],
    epochs: int | None,
    resume: bool,
    folder: Path | None,
    artifacts: Path | None,
) -> None:
    """Train KEY, a recipe in fmnist/models/, and write its artifact."""
    from fmnist.artifacts import store  # noqa: PLC0415
    from fmnist.data.official import load_splits  # noqa: PLC0415
    from fmnist.training.recipes import load_recipe, recipe_keys  # noqa: PLC0415

    root = artifacts or store.ARTIFACTS
    with _ready(key, root) if key in recipe_keys() else nullcontext():
        recipe = load_recipe(key)
        train_split, test_split = load_splits(recipe.dataset, folder)
        from fmnist.training.release import train as release  # noqa: PLC0415 - Keras, 6 s

        model = release(
            key,
            recipe,
            train_split=train_split,
            test_split=test_split,
            seeds=seeds or (0,),
            epochs=epochs,
            resume=resume,
            root=root,
        )
    validation = model.record.validation
    accuracy = f"validation accuracy {validation.accuracy:.4f}" if validation else "trained"
    click.echo(f"{model.folder}: {accuracy}")


@contextmanager
def _ready(key: str, root: Path) -> Iterator[None]:
    """Make sure, before hours are spent, that the result can be kept and nobody else makes it."""
    from fmnist.artifacts.writing import check_room, locked  # noqa: PLC0415

    unfinished = Path(".training")
    for folder in (root, unfinished):
        check_room(folder)
    with locked(key, root, wait=0), locked(key, unfinished, wait=0):
        yield
