"""`units`: the test images that excite each unit of a network most."""

from typing import TYPE_CHECKING

import click

from fmnist.commands.options import chosen, go_through, one_or_all, to_write

if TYPE_CHECKING:
    from fmnist.artifacts.store import TrainedModel


@click.command()
@one_or_all
@click.option("--again", is_flag=True, help="With --all: redo those that are known already.")
def units(key: str | None, *, every: bool, again: bool) -> None:
    """Write units.npz: the images that excite each unit most.

    Takes seconds a model.
    """
    from fmnist.artifacts import store  # noqa: PLC0415
    from fmnist.artifacts.units import FILE  # noqa: PLC0415

    def search(model: "TrainedModel") -> None:
        if model.record.data.dataset != "fashion-mnist":
            click.echo(f"{model.key}: of other data, nothing to do")
        elif every and store.GRAPH_FILE not in model.record.files:
            click.echo(f"{model.key}: no network of its own, nothing to do")
        elif FILE in model.record.files and every and not again:
            click.echo(f"{model.key}: there already")
        else:
            _search(model)

    go_through(to_write(chosen(key, every=every)), search, every=every)


def _search(model: "TrainedModel") -> None:
    from fmnist.artifacts import store, units  # noqa: PLC0415
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415
    from fmnist.inference.derived_files import exciting_images  # noqa: PLC0415
    from fmnist.inference.layers import open_layers  # noqa: PLC0415

    found = exciting_images(
        open_layers(model),
        load_test_split().images,
        graph_sha256=model.record.files[store.GRAPH_FILE],
    )
    content = units.pack(found)
    store.add_files(model, {units.FILE: content})
    click.echo(
        f"{model.key}: {sum(found.n_units):,} units of {len(found.tensors)} layers, "
        f"{len(content):,} bytes"
    )
