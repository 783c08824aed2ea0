"""`time`: inference times, measured again."""

import click


@click.command()
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
