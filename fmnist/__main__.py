"""The command line: python -m fmnist COMMAND; --help lists the commands."""

import os
import sys
from pathlib import Path

import click

from fmnist.errors import FmnistError

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Train, prove and list the Fashion-MNIST models that the dashboard compares."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow's greetings are no errors


@cli.command()
@click.option("--folder", type=FOLDER, help="Look into this folder only.")
def data(folder: Path | None) -> None:
    """Say which image files were found where, recognised by their content."""
    from fmnist.data.inventory import inventory  # noqa: PLC0415 - each command loads its own

    for found in inventory(folder):
        click.echo(f"{found.place}: {found.path}\n    {found.sentence}")


@cli.command()
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
    from fmnist.training.recipes import load_recipe  # noqa: PLC0415

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
        root=artifacts or store.ARTIFACTS,
    )
    click.echo(f"{model.folder}: validation accuracy {model.record.validation.accuracy:.4f}")


@cli.command()
@click.argument("key")
@click.option(
    "--study",
    help="Journal file or database URL that all workers share; default .training/KEY.study",
)
@click.option("--trials", type=click.IntRange(1), default=24, show_default=True, help="In all.")
@click.option("--seed", type=click.IntRange(0), default=0, help="Another one for each worker.")
@click.option("--folder", type=FOLDER, help="Where the official images are.")
def tune(key: str, *, study: str | None, trials: int, seed: int, folder: Path | None) -> None:
    """Search settings for KEY by validation accuracy, alone or as one of several workers."""
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
    click.echo(f"{search.keep(key, found)}: {len(found.trials)} trials")
    if best := best_trial(found):
        settings = ", ".join(f"{name}={value}" for name, value in best.settings.items())
        click.echo(f"best: trial {best.trial}, {best.validation_accuracy:.4f}, {settings}")


@cli.command()
@click.argument("key")
@click.option("--epochs", type=click.IntRange(1), default=20, show_default=True, help="Of each.")
@click.option("--folder", type=FOLDER, help="Where the official images are.")
def ablate(key: str, *, epochs: int, folder: Path | None) -> None:
    """Train KEY with one change at a time; keep what each does to validation accuracy."""
    from fmnist.data.official import load_splits  # noqa: PLC0415
    from fmnist.data.splits import split_validation  # noqa: PLC0415
    from fmnist.training.recipes import load_recipe  # noqa: PLC0415

    recipe = load_recipe(key)
    train_split, _ = load_splits(recipe.dataset, folder)
    from fmnist.training import ablation  # noqa: PLC0415 - Keras, 6 s

    for variation in ablation.ablate(key, recipe, split_validation(train_split), epochs=epochs):
        click.echo(f"{variation.validation_accuracy:.4f}  {variation.name}")


@cli.command()
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


@cli.command()
def time() -> None:
    """Measure every model's inference time again; let nothing else run meanwhile."""
    from fmnist.artifacts import store  # noqa: PLC0415
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415
    from fmnist.training.release import time_again  # noqa: PLC0415 - Keras, 6 s

    test_split = load_test_split()
    for model in store.scan().models:
        timed = time_again(model, test_split, store.ARTIFACTS)
        for measured in timed.record.inference:
            per_image = measured.milliseconds_per_image
            click.echo(f"{model.key}: {per_image:.3f} ms per image, {measured.batch_size} at once")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option(
    "--write",
    "readme",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Bring the table in this Markdown file up to date.",
)
def results(*, as_json: bool, readme: Path | None) -> None:
    """Print every model's numbers, computed from its stored predictions."""
    from fmnist.artifacts import store  # noqa: PLC0415
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415
    from fmnist.report import results as table  # noqa: PLC0415

    shelf = store.scan()
    rows = table.result_rows(shelf.models, load_test_split().labels)
    if readme is not None:
        text = readme.read_text(encoding="utf-8")
        readme.write_text(table.put_into(text, table.to_markdown(rows)), encoding="utf-8")
    else:
        click.echo(table.to_json(rows) if as_json else table.to_text(rows))
    for broken in shelf.broken:
        click.echo(f"{broken.key} left out: {broken.reason} {broken.advice}", err=True)
    if shelf.broken:
        sys.exit(2)


@cli.command()
@click.option("--models", multiple=True, metavar="KEY...", help="Which models; default all.")
@click.argument("more", nargs=-1, metavar="")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Where to; .html, .pptx or .zip decides the format.",
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
    """Write a report: one offline HTML file, slides, or a ZIP of everything behind it."""
    from fmnist.artifacts import store  # noqa: PLC0415
    from fmnist.report.command import write_report  # noqa: PLC0415
    from fmnist.report.words import counted  # noqa: PLC0415

    if more and not models:
        raise click.UsageError(f"Got unexpected extra arguments ({' '.join(more)}).")
    shelf = store.scan()
    brief = write_report(out, models=models + more, findings=findings, app_url=app_url, shelf=shelf)
    counts = counted(len(brief.sections), "finding"), counted(len(brief.sources), "model")
    click.echo(f"{out}: {counts[0]} on {counts[1]}")
    left_out = () if models or findings else shelf.broken
    for broken in left_out:
        click.echo(f"{broken.key} left out: {broken.reason} {broken.advice}", err=True)
    if left_out:
        sys.exit(2)


def main() -> None:
    """Run the command line; every expected error is one sentence and exit code 2."""
    try:
        cli(prog_name="python -m fmnist")
    except FmnistError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
