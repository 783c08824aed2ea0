"""Accuracy against what a model costs."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from fmnist import text
from fmnist.evaluation.pareto import pareto_front
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.figures.palette import FAMILY_COLOURS, FAMILY_NAMES, family_key
from fmnist.metrics import COSTS
from fmnist.views.parts.content import ON_ALL, Content, Scatter, ScatterPoint, Table
from fmnist.views.parts.view import View

FORMER_NAMES: Final = {
    "Multiply-accumulates per image": "Multiply-adds",
    "File size in KiB": "File size",
    "Microseconds per image, in the largest batch": "Time per image",
}
"""What links and findings of before call a cost."""


def known_cost(name: str) -> str:
    """Return the name of a cost, also of one that was called otherwise before.

    Raises
    ------
    ValueError
        There is no such cost.
    """
    found = FORMER_NAMES.get(name, name)
    if found not in COSTS:
        raise ValueError(f"cost must be one of {', '.join(COSTS)}")
    return found


class EfficiencyView(View):
    """Accuracy against one of the costs."""

    NAME = "Efficiency"
    PAGE = "efficiency"
    TITLE = "What accuracy costs"

    kind: Literal["efficiency"] = "efficiency"
    cost: Annotated[str, AfterValidator(known_cost)]

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return [("cost", self.cost)]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Rank the models by one cost, and say which of them nothing beats."""
        evaluated = evaluation_set.pick(self.models)
        found = priced(evaluated, self.cost)
        shown = [one for _, one in found]
        unknown = [f"**{one.name}**" for one in evaluated if one not in shown]
        left_out = f" Left out, not known: {text.enumerate_few(unknown)}." if unknown else ""
        chart = (_scatter(found, self.cost),) if found else ()
        return Content(
            front_sentence(self.cost, found) + left_out,
            (*chart, _table(evaluated)),
            ON_ALL,
            "Wilson 95 % intervals of the accuracy; the costs come from each model's record",
        )


def priced(evaluated: Sequence[EvaluatedModel], cost: str) -> list[tuple[float, EvaluatedModel]]:
    """Return the models whose cost is known, the cheapest first."""
    found = [(price, one) for one in evaluated if (price := COSTS[cost].of(one)) is not None]
    return sorted(found, key=lambda pair: pair[0])


def front_sentence(cost: str, found: Sequence[tuple[float, EvaluatedModel]]) -> str:
    """Say which models no other beats on both counts, with ``**bold**`` marks."""
    said = cost[0].lower() + cost[1:]
    if not found:
        return f"No model's record says: {said}."
    front = pareto_front([price for price, _ in found], [one.accuracy for _, one in found])
    named = text.enumerate_all(
        [
            f"**{one.name}** ({text.percent(one.accuracy)} at {COSTS[cost].text(one)})"
            for _, one in (found[place] for place in front)
        ]
    )
    others = len(found) - len(front)
    rest = {0: "", 1: " The other one"}.get(others, f" Each of the other {others}")
    beaten = rest and f"{rest} is no cheaper and no more accurate than one of these."
    return f"By accuracy and **{said}** together, no other model beats {named}.{beaten}"


def front_first(
    found: Sequence[tuple[float, EvaluatedModel]],
) -> list[tuple[float, EvaluatedModel]]:
    """Put those that no other beats first, the most accurate before all.

    Where room is short, their names are those to read.
    """
    front = set(pareto_front([price for price, _ in found], [one.accuracy for _, one in found]))
    order = sorted(range(len(found)), key=lambda at: (at not in front, -found[at][1].accuracy))
    return [found[place] for place in order]


def _scatter(found: Sequence[tuple[float, EvaluatedModel]], cost: str) -> Scatter:
    points = []
    for price, one in front_first(found):
        interval = one.interval
        colour = FAMILY_COLOURS[one.record.family]
        ends = (one.accuracy, interval.low, interval.high)
        points.append(ScatterPoint(one.name, colour, price, COSTS[cost].text(one), *ends))
    said = cost[0].lower() + cost[1:]
    caption = (
        f"Accuracy with its 95 % interval over {said}, on a logarithmic axis; names that would "
        "touch are left to the table"
    )
    key = family_key(one.record.family for _, one in found)
    return Scatter(caption, COSTS[cost].axis, tuple(points), key)


def _table(evaluated: Sequence[EvaluatedModel]) -> Table:
    rows = tuple(
        (
            one.name,
            FAMILY_NAMES[one.record.family],
            text.percent(one.accuracy),
            text.between(one.interval),
            *(cost.text(one) for cost in COSTS.values()),
        )
        for one in evaluated
    )
    columns = ("Model", "Family", "Accuracy", "95 % interval", *COSTS)
    return Table("What each model costs", columns, rows, frozenset({1}))
