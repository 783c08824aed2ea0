"""What a model costs, in four units."""

from collections.abc import Callable
from typing import Final

from fmnist.artifacts.record import InferenceTime
from fmnist.artifacts.store import MODEL_FILE, TrainedModel


def _largest_batch(model: TrainedModel) -> InferenceTime | None:
    return max(model.record.inference, key=lambda time: time.batch_size, default=None)


def _time(model: TrainedModel) -> float | None:
    measured = _largest_batch(model)
    return 1000 * measured.milliseconds_per_image if measured else None


COSTS: Final[dict[str, Callable[[TrainedModel], float | None]]] = {
    "Parameters": lambda model: model.record.parameters,
    "Multiply-accumulates per image": lambda model: model.record.multiply_accumulates,
    "File size in KiB": lambda model: (model.folder / MODEL_FILE).stat().st_size / 1024,
    "Microseconds per image, in the largest batch": _time,
}
