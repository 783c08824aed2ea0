"""Models whose answers probably stand for other classes or images, told in words."""

from collections.abc import Sequence

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation.class_order import suspect_order
from fmnist.evaluation_set import EvaluatedModel


def order_warning(evaluated: Sequence[EvaluatedModel]) -> str:
    """Say of which models the order of classes or images looks wrong, as Markdown; else nothing."""
    return " ".join(filter(None, map(_of_one, evaluated)))


def _of_one(one: EvaluatedModel) -> str:
    found = suspect_order(one.matrix)
    if found is None:
        return ""
    if found.order is None:
        return (
            f"**{one.name}** classifies {text.percent(found.accuracy)} correctly, where guessing "
            "reaches 10 %: its answers are probably in a different order from the official test "
            "images, or belong to other images. Predict the official images in their order and "
            "import it again."
        )
    moved = text.enumerate_all(
        [
            f"{CLASS_NAMES[said]} for {CLASS_NAMES[meant]}"
            for said, meant in enumerate(found.order)
            if said != meant
        ]
    )
    return (
        f"**{one.name}** probably names the classes in another order: taking {moved}, "
        f"{text.percent(found.lifted)} would be right instead of {text.percent(found.accuracy)}. "
        "Import it again and accept that order."
    )
