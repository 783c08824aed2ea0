"""What each page pins: its view as a finding's parameters, and a title to start from."""

from collections.abc import Sequence
from typing import Literal

from fmnist.data.classes import CLASS_NAMES
from fmnist.report import words
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.confusion import Cell
from pages.shared.images.cells import Axis
from pages.shared.storage.findings import pin

TITLES = {
    "leaderboard": "Which model reads Fashion-MNIST best?",
    "agreement": "Where the models are right together",
    "calibration": "Can the models' confidence be believed?",
    "learning_curves": "How the models learned",
}


def pin_models(
    kind: Literal["leaderboard", "agreement", "calibration", "learning_curves"],
    chosen: Sequence[EvaluatedModel],
) -> None:
    """Offer to pin a view that is told by its models alone."""
    pin(kind, {"models": _keys(chosen)}, TITLES[kind])


def pin_matrices(chosen: Sequence[EvaluatedModel], axis: Axis, normalize: str | None) -> None:
    """Offer to pin confusion matrices side by side."""
    names = words.enumerate_words([evaluated.name for evaluated in chosen])
    parameters = {"models": _keys(chosen), "normalize": normalize, "groups": axis.groups}
    pin("matrix", parameters, f"Which classes are taken for which: {names}")


def pin_cell(cell: Cell, axis: Axis, of: EvaluatedModel, chosen: Sequence[EvaluatedModel]) -> None:
    """Offer to pin the images of a cell, a row or a column."""
    true, predicted = (
        () if place is None else axis.groups[place] for place in (cell.true, cell.predicted)
    )
    parameters = {"models": _keys(chosen), "of": of.key, "true": true, "predicted": predicted}
    pin("cell", parameters, f"{words.arrow(true, predicted)}, {of.name}")


def pin_pair(chosen: Sequence[EvaluatedModel], first: int, second: int) -> None:
    """Offer to pin two classes that are taken for each other."""
    parameters = {"models": _keys(chosen), "first": first, "second": second}
    pin("class_pair", parameters, f"{CLASS_NAMES[first]} or {CLASS_NAMES[second]}?")


def pin_difference(a: EvaluatedModel, b: EvaluatedModel) -> None:
    """Offer to pin one matrix minus another."""
    pin("difference", {"models": _keys((a, b))}, f"Where {a.name} and {b.name} differ")


def pin_efficiency(chosen: Sequence[EvaluatedModel], cost: str) -> None:
    """Offer to pin accuracy against a cost."""
    pin("efficiency", {"models": _keys(chosen), "cost": cost}, "What accuracy costs")


def pin_model(model: EvaluatedModel) -> None:
    """Offer to pin one model's facts."""
    pin("model", {"models": _keys((model,))}, f"What {model.name} is")


def pin_image(index: int, evaluated_models: Sequence[EvaluatedModel]) -> None:
    """Offer to pin one image."""
    label = CLASS_NAMES[cache.test_split().labels[index]]
    parameters = {"models": _keys(evaluated_models), "image": int(index)}
    pin("image", parameters, f"Test image {index}, {label}")


def _keys(chosen: Sequence[EvaluatedModel]) -> list[str]:
    return [evaluated.key for evaluated in chosen]
