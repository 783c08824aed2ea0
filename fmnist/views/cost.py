"""What every model's mistakes cost, which costs least, and when asking a person pays."""

from collections.abc import Sequence
from functools import lru_cache
from math import isinf
from typing import Annotated, Final, Literal

import numpy as np
from pydantic import Field

from fmnist import text
from fmnist.data.classes import N_CLASSES, SHIRT, SUPER_CLASSES
from fmnist.evaluation.contracts import Floats
from fmnist.evaluation.costs import (
    Asking,
    Cost,
    asking,
    choosing_half,
    image_costs,
    matrix_cost,
    mean_cost,
)
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.figures.palette import FAMILY_COLOURS, family_key
from fmnist.views.parts.content import ON_ALL, Content, Point, Table, Whiskers
from fmnist.views.parts.view import View

Preset = Literal["equal", "shirts", "footwear", "own"]
Weight = Annotated[int, Field(ge=0, le=1000)]
NAMES: Final[dict[str, Preset]] = {
    "All equal": "equal",
    "Shirts matter": "shirts",
    "Footwear matters": "footwear",
    "My own": "own",
}
DEAR: Final = 5
MOST: Final = 1000
NAMED: Final = 3  # models that came as labels alone
ASK: Final = 0.3
EQUAL: Final = (1,) * N_CLASSES
MEANING: Final[dict[Preset, str]] = {
    "equal": "each mistake costs 1",
    "shirts": f"a mistake costs {DEAR} where the garment is a shirt or is taken for one, else 1",
    "footwear": f"a mistake costs {DEAR} where the garment is a sandal, sneaker or ankle boot or "
    "is taken for one, else 1",
    "own": "a mistake costs what is set for the garment's true class",
}


class CostView(View):
    """Expected cost per 1,000 garments, with and without asking a person."""

    NAME = "Costs of mistakes"
    PAGE = "cost"

    kind: Literal["cost"] = "cost"
    preset: Preset = "equal"
    ask: Annotated[float, Field(ge=0, le=MOST, allow_inf_nan=False)] = ASK
    """What asking a person about one garment costs."""
    weights: Annotated[tuple[Weight, ...], Field(min_length=N_CLASSES, max_length=N_CLASSES)] = (
        EQUAL
    )
    """What a mistake costs by true class; of the preset "own" alone."""

    def title(self, evaluation_set: EvaluationSet) -> str:  # noqa: ARG002 - it names no model
        """Name what it shows."""
        return f"What mistakes cost: {_name(self.preset).lower()}"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        own = [(f"cost_{label}", str(weight)) for label, weight in enumerate(self.weights)]
        said = [("preset", _name(self.preset)), ("ask", str(self.ask))]
        return said + (own if self.preset == "own" else [])

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Price every model's mistakes, and find when asking pays."""
        matrix = cost_matrix(self.preset, self.weights)
        priced = ranked(evaluation_set.pick(self.models), matrix)
        cheapest = priced[0][0]
        above = [_difference(one, cheapest, matrix) for one, _ in priced[1:]]
        asks = [_asking(one, matrix, self.ask) for one, _ in priced]
        sentence = " ".join(
            (
                _cheapest_sentence(priced, above),
                asking_sentence(cheapest, asks[0], self.ask),
                *_ask_nobody(priced[1:]),
            )
        )
        chart = (_whiskers(priced),) if any(cost.value for _, cost in priced) else ()
        half = int(np.count_nonzero(~choosing_half(cheapest.y_true)))
        caption = (
            f"Cost per 1,000 garments, the cheapest first: {self.meaning()}; asking costs "
            f"{self.ask:g}. When to ask is chosen on the one half of the images and reported on "
            f"the other, {half:,} images"
        )
        return Content(
            sentence,
            (*chart, _table(caption, priced, above, asks)),
            f"{ON_ALL}; asking: {half:,} of them",
            "bootstrap 95 % intervals, 2,000 resamples within each class, seed 0; differences "
            "paired by image, each for itself; halves drawn within each class, seed 0",
        )

    def meaning(self) -> str:
        """Say what each mistake costs."""
        if self.preset != "own":
            return MEANING[self.preset]
        said = [f"{text.PLURALS[k]} {weight}" for k, weight in enumerate(self.weights)]
        return f"{MEANING['own']} ({', '.join(said)})"


@lru_cache(maxsize=64)
def cost_matrix(preset: Preset, weights: tuple[int, ...] = EQUAL) -> Floats:
    """Return what taking class i (row) for class j costs, shape (10, 10); right answers nothing."""
    if preset == "own":
        matrix = np.repeat(np.array(weights, dtype=np.float64)[:, np.newaxis], N_CLASSES, axis=1)
    else:
        matrix = np.ones((N_CLASSES, N_CLASSES))
        dear = {"equal": (), "shirts": (SHIRT,), "footwear": SUPER_CLASSES["Footwear"]}[preset]
        matrix[list(dear), :] = DEAR
        matrix[:, list(dear)] = DEAR
    np.fill_diagonal(matrix, 0.0)
    return matrix


def ranked(
    evaluated: Sequence[EvaluatedModel], matrix: Floats
) -> list[tuple[EvaluatedModel, Cost]]:
    """Return models with their costs, the cheapest first."""
    priced = [(one, matrix_cost(one.matrix, matrix)) for one in evaluated]
    return sorted(priced, key=lambda pair: pair[1].value)


def costliest(one: EvaluatedModel, matrix: Floats, *, top: int) -> list[tuple[int, int, float]]:
    """Return which mistakes cost a model most: true class, predicted class, cost per 1,000."""
    amounts = 1000 * one.matrix * matrix / one.matrix.sum()
    places = np.argsort(-amounts, axis=None, kind="stable")[:top]
    cells = [divmod(int(place), N_CLASSES) for place in places]
    return [(*cell, float(amounts[cell])) for cell in cells if amounts[cell] > 0]


def asking_sentence(one: EvaluatedModel, found: Asking | None, ask: float) -> str:
    """Say what asking a person below a confidence does to a model's cost, as Markdown."""
    if found is None:
        return f"{one.name} came as labels alone: it has no confidence by which it could ask."
    if found.threshold == 0:
        return f"Asking a person at {ask:g} a garment does not pay for it."
    saved = found.saving
    saves = (
        f"{_saved(saved.value)} than alone (95 % interval of what is saved "
        f"{_signed_between(saved)}), on the half of the images that had no part in choosing this"
    )
    if isinf(found.threshold):
        return (
            f"Asking a person about every garment, at {ask:g} each, costs "
            f"**{text.rounded(found.cost.value)}**: {saves}."
        )
    return (
        f"If it asks a person, at {ask:g} a garment, where its confidence is below "
        f"{text.probability(found.threshold)}, it answers "
        f"{text.percent(found.coverage)} itself and costs "
        f"**{text.rounded(found.cost.value)}**: {saves}."
    )


def _cheapest_sentence(priced: Sequence[tuple[EvaluatedModel, Cost]], above: Sequence[Cost]) -> str:
    one, cost = priced[0]
    said = f"**{text.rounded(cost.value)}** per 1,000 garments (95 % interval {_between(cost)})"
    if not above:
        return f"The mistakes of **{one.name}** cost {said}."
    next_one, gap = priced[1][0], above[0]
    start = f"The mistakes of **{one.name}** cost least here, {said}"
    if gap.interval.low > 0:
        return (
            f"{start}: {text.rounded(gap.value)} less than those of the next, "
            f"**{next_one.name}** (95 % interval {_between(gap)})."
        )
    return (
        f"{start}, but by cost it cannot be told apart from the next, **{next_one.name}** "
        f"(difference {text.rounded(gap.value)}, 95 % interval {_signed_between(gap)})."
    )


def _ask_nobody(others: Sequence[tuple[EvaluatedModel, Cost]]) -> tuple[str, ...]:
    """Say which models have no confidence by which they could ask; of many a few, and how many."""
    names = [f"**{one.name}**" for one, _ in others if not one.states_probabilities]
    if not names:
        return ()
    they, have = ("it", "has") if len(names) == 1 else ("they", "have")
    said = (
        f"{text.enumerate_few(names, NAMED)} came as labels alone: {they} {have} no "
        f"confidence by which {they} could ask."
    )
    return (said,)


def _difference(one: EvaluatedModel, cheapest: EvaluatedModel, matrix: Floats) -> Cost:
    more = image_costs(one.y_true, one.y_pred, matrix)
    return mean_cost(more - image_costs(one.y_true, cheapest.y_pred, matrix), one.y_true)


def _asking(one: EvaluatedModel, matrix: Floats, ask: float) -> Asking | None:
    if not one.states_probabilities:
        return None
    amounts = image_costs(one.y_true, one.y_pred, matrix)
    return asking(one.confidence, amounts, one.y_true, ask)


def _whiskers(priced: Sequence[tuple[EvaluatedModel, Cost]]) -> Whiskers:
    points = tuple(
        Point(
            one.name,
            FAMILY_COLOURS[one.record.family],
            cost.value,
            cost.interval.low,
            cost.interval.high,
        )
        for one, cost in priced
    )
    caption = "Cost of the mistakes per 1,000 garments, with its 95 % interval"
    key = family_key(one.record.family for one, _ in priced)
    return Whiskers(caption, points, measure="Cost per 1,000", shares=False, key=key)


def _table(
    caption: str,
    priced: Sequence[tuple[EvaluatedModel, Cost]],
    above: Sequence[Cost],
    asks: Sequence[Asking | None],
) -> Table:
    more = ["", *(f"{text.rounded(gap.value)} ({_signed_between(gap)})" for gap in above)]
    rows = tuple(
        (one.name, f"{text.rounded(cost.value)} ({_between(cost)})", gap, *_asking_cells(asked))
        for (one, cost), gap, asked in zip(priced, more, asks, strict=True)
    )
    columns = ("Model", "Cost", "Above the cheapest", "Ask below", "Answers itself", "Cost then")
    return Table(caption, columns, rows)


def _asking_cells(found: Asking | None) -> tuple[str, str, str]:
    if found is None:
        return (text.NOT_STATED,) * 3
    below = "always" if isinf(found.threshold) else text.probability(found.threshold)
    cost = f"{text.rounded(found.cost.value)} ({_between(found.cost)})"
    return "never" if found.threshold == 0 else below, text.percent(found.coverage), cost


def _between(cost: Cost) -> str:
    return f"{text.rounded(cost.interval.low)} to {text.rounded(cost.interval.high)}"


def _signed_between(cost: Cost) -> str:
    ends = (cost.interval.low, cost.interval.high)
    low, high = (text.rounded(end).replace("-", text.MINUS) for end in ends)
    return f"{low} to {high}"


def _saved(value: float) -> str:
    return f"{text.rounded(abs(value))} {'less' if value >= 0 else 'more'}"


def _name(preset: Preset) -> str:
    return next(name for name, key in NAMES.items() if key == preset)
