"""What the models of the equal budget share, as their records say."""

from collections.abc import Sequence
from typing import Final

from fmnist.artifacts.record import ModelRecord
from fmnist.errors import ReportError

SETTINGS: Final = ("flip", "shift", "epochs", "batch_size", "optimizer", "learning_rate")


def budget_sentence(records: Sequence[ModelRecord]) -> str:
    """Say the common budget.

    Raises
    ------
    ReportError
        Their settings or their data differ: then it is no comparison of architectures.
    """
    first = records[0]
    for record in records:
        for what, mine, theirs in (
            ("settings", record.training, first.training),
            ("data", record.data, first.data),
            ("validation images", _validation_images(record), _validation_images(first)),
        ):
            if mine != theirs:
                raise ReportError(
                    f"{record.key} and {first.key} do not share one budget: their {what} differ. "
                    f"Train them again: {record.command}"
                )
    settings = first.training
    unknown = [name for name in SETTINGS if name not in settings]
    if unknown or not isinstance(settings["learning_rate"], int | float):
        raise ReportError(
            f"{first.key} cannot take part in the equal-budget comparison: its record's training "
            f"names no {', '.join(unknown) or 'learning rate'}. Train it again: {first.command}"
        )
    augmentation = [
        *(["flip"] if settings["flip"] else []),
        *([f"shift by up to {settings['shift']}"] if settings["shift"] else []),
    ]
    parameters = sorted(record.parameters or 0 for record in records)
    return (
        f"The same for all: {settings['epochs']} epochs in batches of {settings['batch_size']}, "
        f"{str(settings['optimizer']).capitalize()} {settings['learning_rate']:g}, "
        f"{' and '.join(augmentation) or 'no augmentation'}; "
        f"{parameters[0]:,} to {parameters[-1]:,} parameters."
    )


def _validation_images(record: ModelRecord) -> str | None:
    return record.validation.indices_sha256 if record.validation else None
