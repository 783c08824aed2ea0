"""`distances`: how far each test image lies from the others."""

import click


@click.command()
def distances() -> None:
    """Write how far the test images lie from each other.

    Those that nearly coincide are listed. Takes 7 s.
    """
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415 - each command loads its own
    from fmnist.data.look_alikes import LOOK_ALIKES, N_PAIRS, save_look_alikes  # noqa: PLC0415
    from fmnist.data.own_likeness import OWN_LIKENESS, save_own_likeness  # noqa: PLC0415
    from fmnist.evaluation.look_alikes import look_alikes  # noqa: PLC0415
    from fmnist.evaluation.unlike import own_likeness  # noqa: PLC0415

    split = load_test_split()
    own = own_likeness(split.images)
    save_own_likeness(own)
    click.echo(f"{OWN_LIKENESS.name}: {own[0].min():.0f} to {own[0].max():.0f}")
    pairs = look_alikes(split.images, split.labels, top=N_PAIRS)
    save_look_alikes([(pair.first, pair.second, pair.distance) for pair in pairs])
    click.echo(f"{LOOK_ALIKES.name}: {pairs[0].distance:.1f} to {pairs[-1].distance:.1f}")
