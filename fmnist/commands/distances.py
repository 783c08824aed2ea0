"""`distances`: how far each test image lies from the others."""

import click


@click.command()
def distances() -> None:
    """Write how far each test image lies from the nearest other one (3 s)."""
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415 - each command loads its own
    from fmnist.data.own_distances import OWN_DISTANCES, save_own_distances  # noqa: PLC0415
    from fmnist.evaluation.unlike import own_distances  # noqa: PLC0415

    found = own_distances(load_test_split().images)
    save_own_distances(found)
    click.echo(f"{OWN_DISTANCES.name}: {found.min():.0f} to {found.max():.0f}")
