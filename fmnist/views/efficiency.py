"""Accuracy against what a model costs."""

from collections.abc import Sequence
from typing import Final, Literal

from fmnist import words
from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.figures.palette import FAMILY_COLOURS, FAMILY_NAMES
from fmnist.views.parts.content import ON_ALL, Content, Point, Table, Whiskers
from fmnist.views.parts.costs import COSTS, Cost, cost_words, front_sentence, in_sentence
from fmnist.views.parts.view import View

UNKNOWN: Final = "not measured"


class EfficiencyView(View):
    """Accuracy against one of the costs."""

    NAME = "Efficiency"
    PAGE = "efficiency"
    TITLE = "What accuracy costs"

    kind: Literal["efficiency"] = "efficiency"
    cost: Cost

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return [("cost", self.cost)]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Rank the models by one cost, and say which of them nothing beats."""
        evaluated = evaluation_set.pick(self.models)
        priced = [
            (cost, one) for one in evaluated if (cost := COSTS[self.cost](one.model)) is not None
        ]
        priced.sort(key=lambda pair: pair[0])
        sentence = front_sentence(
            self.cost, [(one.name, cost, one.accuracy) for cost, one in priced]
        )
        shown = [one for _, one in priced]
        chart = (_whiskers(shown, self.cost),) if shown else ()
        return Content(
            sentence,
            (*chart, _table(evaluated)),
            ON_ALL,
            "Wilson 95 % intervals of the accuracy; the costs stand in each model's record",
        )


def _whiskers(evaluated: Sequence[EvaluatedModel], cost: str) -> Whiskers:
    points = []
    for one in evaluated:
        interval = wilson_interval(one.n_correct, len(one.correct))
        colour = FAMILY_COLOURS[one.record.family]
        points.append(Point(one.name, colour, one.accuracy, interval.low, interval.high))
    return Whiskers(
        f"Accuracy; the model with the least on top: {in_sentence(cost)}", tuple(points)
    )


def _table(evaluated: Sequence[EvaluatedModel]) -> Table:
    rows = []
    for one in evaluated:
        costs = [function(one.model) for function in COSTS.values()]
        rows.append(
            (
                one.name,
                FAMILY_NAMES[one.record.family],
                words.share_with_interval(one.n_correct, len(one.correct)),
                *(UNKNOWN if cost is None else cost_words(cost) for cost in costs),
            )
        )
    columns = ("Model", "Family", "Accuracy", *COSTS)
    return Table("What each model costs", columns, tuple(rows), frozenset({1}))
