"""All models by accuracy, with intervals and the paired comparison with the leader."""

from collections.abc import Sequence
from typing import Final, Literal

from fmnist import text
from fmnist.data.classes import SHIRT
from fmnist.evaluation.classification import recall_per_class
from fmnist.evaluation.families import Comparisons
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, comparisons, names_of
from fmnist.figures.palette import FAMILY_COLOURS, FAMILY_NAMES, family_key
from fmnist.metrics import METRICS
from fmnist.views.parts.class_order import order_warning
from fmnist.views.parts.content import ON_ALL, WILSON, Block, Content, Point, Table, Whiskers
from fmnist.views.parts.verdict import verdict
from fmnist.views.parts.view import View

HUMAN: Final = ("Human", 0.835)  # Xiao et al. 2017, section 3: no fashion expertise, 1,000 images


class LeaderboardView(View):
    """All models by accuracy."""

    NAME = "Leaderboard"
    PAGE = ""
    TITLE = "Which model classifies Fashion-MNIST best?"

    kind: Literal["leaderboard"] = "leaderboard"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return []

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Rank the models."""
        evaluated = evaluation_set.pick(self.models)
        blocks: list[Block] = [_whiskers(evaluated), _table(evaluated)]
        if len(evaluated) == 1:
            one = evaluated[0]
            sentence = (
                f"**{one.name}** classifies {one.n_correct:,} of 10,000 images correctly: "
                f"{text.share_with_interval(one.n_correct, 10_000)}."
            )
            return Content(f"{sentence} {order_warning(evaluated)}".rstrip(), tuple(blocks))
        pairs = comparisons(evaluated)
        blocks.append(_with_leader(evaluated, pairs))
        sentence = verdict(names_of(evaluated), [one.accuracy for one in evaluated], pairs)
        return Content(
            f"{sentence} {order_warning(evaluated)}".rstrip(),
            tuple(blocks),
            ON_ALL,
            f"{WILSON}; differences by Newcombe's paired 95 % interval and McNemar's mid-p, "
            f"Holm over {text.counted(len(pairs.pairs), 'pair')}",
        )


def _whiskers(evaluated: Sequence[EvaluatedModel]) -> Whiskers:
    points = []
    for one in evaluated:
        interval = one.interval
        colour = FAMILY_COLOURS[one.record.family]
        points.append(Point(one.name, colour, one.accuracy, interval.low, interval.high))
    key = family_key(one.record.family for one in evaluated)
    return Whiskers("Accuracy with its 95 % interval", tuple(points), HUMAN, key=key)


def _table(evaluated: Sequence[EvaluatedModel]) -> Table:
    rows = []
    for one in evaluated:
        recall = recall_per_class(one.matrix)
        weakest = int(recall.argmin())
        rows.append(
            (
                one.name,
                FAMILY_NAMES[one.record.family],
                text.percent(one.accuracy),
                text.between(one.interval),
                f"{one.n_correct:,}",
                text.percent(float(recall[SHIRT])),
                f"{text.class_name(weakest)}, {text.percent(float(recall[weakest]))}",
                METRICS["Parameters"].text(one),
            )
        )
    columns = (
        "Model",
        "Family",
        "Accuracy",
        "95 % interval",
        "Right of 10,000",
        "Shirt recall",
        "Weakest class",
        "Parameters",
    )
    return Table("Models, the most accurate first", columns, tuple(rows), frozenset({1, 6}))


def _with_leader(evaluated: Sequence[EvaluatedModel], pairs: Comparisons) -> Table:
    leader = evaluated[0]
    rows = tuple(
        (
            evaluated[pair.second].name,
            text.points(-pair.difference.estimate),
            text.points_between(-pair.difference.newcombe.high, -pair.difference.newcombe.low),
            f"{pair.table.only_a:,}",
            f"{pair.table.only_b:,}",
            text.p_value(pair.adjusted_p),
        )
        for pair in pairs.pairs
        if pair.first == 0
    )
    columns = (
        "Model",
        "Points",
        "95 % interval",
        f"Only {leader.name} right",
        "Only this one right",
        "p",
    )
    return Table(f"Every other model minus {leader.name}, on the same images", columns, rows)
