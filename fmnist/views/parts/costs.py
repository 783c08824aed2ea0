"""What a model costs, in four units, and which models nothing beats."""

from collections.abc import Callable, Sequence
from typing import Final, Literal

from fmnist import words
from fmnist.artifacts.record import InferenceTime
from fmnist.artifacts.store import TrainedModel
from fmnist.evaluation.pareto import pareto_front

Cost = Literal[
    "Parameters",
    "Multiply-accumulates per image",
    "File size in KiB",
    "Microseconds per image, in the largest batch",
]


def _largest_batch(model: TrainedModel) -> InferenceTime | None:
    return max(model.record.inference, key=lambda time: time.batch_size, default=None)


def _time(model: TrainedModel) -> float | None:
    measured = _largest_batch(model)
    return 1000 * measured.milliseconds_per_image if measured else None


COSTS: Final[dict[Cost, Callable[[TrainedModel], float | None]]] = {
    "Parameters": lambda model: model.record.parameters,
    "Multiply-accumulates per image": lambda model: model.record.multiply_accumulates,
    "File size in KiB": lambda model: (
        model.model_file.stat().st_size / 1024 if model.model_file else None
    ),
    "Microseconds per image, in the largest batch": _time,
}


def cost_words(cost: float) -> str:
    """Return a cost with thousands separated, and a decimal where it is small."""
    return f"{cost:,.0f}" if cost >= 10 else f"{cost:.1f}"  # noqa: PLR2004 - two digits are enough


def in_sentence(cost: str) -> str:
    """Return the name of a cost as it stands inside a sentence."""
    return cost[0].lower() + cost[1:]


def front_sentence(cost: str, priced: Sequence[tuple[str, float, float]]) -> str:
    """Say which models no other beats on both counts, with ``**bold**`` marks.

    Parameters
    ----------
    cost
        One of `COSTS`.
    priced
        Name, cost and accuracy of each model.
    """
    if not priced:
        return f"No model's record says: {in_sentence(cost)}."
    front = pareto_front([each for _, each, _ in priced], [share for *_, share in priced])
    named = words.enumerate_words(
        [
            f"**{name}** ({words.percent(share)} at {cost_words(each)})"
            for name, each, share in (priced[place] for place in front)
        ]
    )
    others = len(priced) - len(front)
    rest = {0: "", 1: " The other one"}.get(others, f" Each of the other {others}")
    beaten = rest and f"{rest} is no cheaper and no more accurate than one of these."
    return (
        f"By accuracy and **{in_sentence(cost)}** together, no other model beats {named}.{beaten}"
    )
