"""`features`: maps of the test images, as each model sees them."""

import os
from typing import TYPE_CHECKING

import click

from fmnist.commands.options import chosen, go_through, one_or_all, to_write

if TYPE_CHECKING:
    from fmnist.artifacts.features import ImageMap
    from fmnist.artifacts.store import TrainedModel


@click.command()
@one_or_all
@click.option("--pixels", is_flag=True, help="The map of the pixels, which needs no model.")
@click.option("--again", is_flag=True, help="With --all: redo maps that exist already.")
def features(key: str | None, *, every: bool, pixels: bool, again: bool) -> None:
    """Write features.npz: where a model maps the test images.

    Images that its last hidden layer finds alike lie close together. Takes about a minute a model.
    """
    from fmnist.artifacts.features import FILE  # noqa: PLC0415

    if pixels:
        _map_pixels()
        if key is None and not every:
            return

    def draw(model: "TrainedModel") -> None:
        if model.record.data.dataset != "fashion-mnist":
            click.echo(f"{model.key}: of other data, nothing to do")
        elif FILE in model.record.files and every and not again:
            click.echo(f"{model.key}: there already")
        else:
            _map(model)

    go_through(to_write(chosen(key, every=every)), draw, every=every)


def _map(model: "TrainedModel") -> None:
    from fmnist.artifacts import features as file  # noqa: PLC0415
    from fmnist.artifacts import store  # noqa: PLC0415
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415
    from fmnist.inference.derived_files import map_images  # noqa: PLC0415
    from fmnist.inference.engine import open_engine  # noqa: PLC0415

    found = map_images(
        open_engine(model, threads=os.cpu_count() or 1),
        load_test_split().images,
        predictions_sha256=model.record.files[store.PREDICTIONS_FILE],
    )
    store.add_files(model, {file.FILE: file.pack(found)})
    click.echo(f"{model.key}: {_sentence(found)}")


def _map_pixels() -> None:
    from fmnist.artifacts import features as file  # noqa: PLC0415
    from fmnist.artifacts.writing import write_whole  # noqa: PLC0415
    from fmnist.data.dataset import TEST_DATA, load_test_split  # noqa: PLC0415
    from fmnist.inference.derived_files import map_pixels  # noqa: PLC0415

    found = map_pixels(load_test_split().images)
    path = TEST_DATA / file.PIXEL_FILE
    write_whole(path, file.pack(found))
    click.echo(f"{path}: {_sentence(found)}")


def _sentence(found: "ImageMap") -> str:
    from fmnist.explanation.feature_map import AMONG, share_kept  # noqa: PLC0415
    from fmnist.text import typed_percent  # noqa: PLC0415

    kept = share_kept(found.coordinates, found.neighbours)
    return (
        f"{found.width} numbers an image ({found.basis}); {typed_percent(kept, 0)} of the nearest "
        f"images are among the {AMONG} nearest of the plane"
    )
