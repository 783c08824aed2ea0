"""`corrupt`: what the models answer to corrupted pictures."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fmnist.commands.options import chosen, go_through, one_or_all, to_write

if TYPE_CHECKING:
    from fmnist.artifacts.store import TrainedModel

UNFINISHED = Path(".training")


@click.command()
@one_or_all
@click.option("--again", is_flag=True, help="Redo answers that exist already.")
def corrupt(key: str | None, *, every: bool, again: bool) -> None:
    """Write corruptions.npz: the answers to corrupted images.

    There are ten corruptions in five severities.
    Takes half a minute to four minutes a model. What was answered before an interruption is kept.
    """
    from fmnist.artifacts import corrupted  # noqa: PLC0415
    from fmnist.artifacts.writing import check_room  # noqa: PLC0415

    def answer(model: "TrainedModel") -> None:
        if model.record.data.dataset != "fashion-mnist":
            click.echo(f"{model.key}: of other data, nothing to do")
        elif corrupted.FILE in model.record.files and not again and every:
            click.echo(f"{model.key}: there already")
        else:
            _answer(model)

    models = to_write(chosen(key, every=every))
    check_room(UNFINISHED)
    models.sort(key=lambda model: model.record.multiply_accumulates or 0)  # the quick ones first
    go_through(models, answer, every=every)


def _answer(model: "TrainedModel") -> None:
    """Ask one model, keeping each corruption's answers until all are there."""
    from fmnist.artifacts import corrupted, store  # noqa: PLC0415
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415
    from fmnist.errors import ArtifactError  # noqa: PLC0415
    from fmnist.explanation.corruptions import CORRUPTIONS, VERSION  # noqa: PLC0415
    from fmnist.inference.derived_files import answer_corruptions  # noqa: PLC0415
    from fmnist.inference.engine import open_engine  # noqa: PLC0415
    from fmnist.text import typed_percent  # noqa: PLC0415

    split = load_test_split()
    unfinished = UNFINISHED / model.key / corrupted.FILE
    sha256 = model.record.files[store.PREDICTIONS_FILE]
    answers = corrupted.none_yet(sha256, VERSION)
    if unfinished.exists():
        try:
            answers = corrupted.read(unfinished, of=model.key, predictions_sha256=sha256)
        except ArtifactError as error:
            click.echo(f"{model.key}: started over, since {error}", err=True)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    engine = open_engine(model, threads=os.cpu_count() or 1)
    for known in answer_corruptions(engine, split.images, answers):
        answers = known
        unfinished.with_suffix(".part").write_bytes(corrupted.pack(answers))
        unfinished.with_suffix(".part").replace(unfinished)
        right = (answers.y_pred[-1] == split.labels).mean(axis=1)
        accuracies = " ".join(map(typed_percent, right.tolist()))
        so_far = f"{len(answers.keys)} of {len(CORRUPTIONS)}"
        click.echo(f"{model.key} {answers.keys[-1]} ({so_far}): {accuracies}")
    store.add_files(model, {corrupted.FILE: corrupted.pack(answers)})
    unfinished.unlink()
