"""On which images the models are right or wrong together, pair by pair."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from fmnist import words
from fmnist.evaluation.agreement import all_wrong
from fmnist.evaluation.families import Comparisons
from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, comparisons
from fmnist.views.parts.content import ON_ALL, WILSON, Block, Content, Table
from fmnist.views.parts.pictures import most_confident
from fmnist.views.parts.view import View


class AgreementView(View):
    """On which images the models are right or wrong together."""

    NAME = "Agreement"
    PAGE = "agreement"
    TITLE = "Where the models are right together"

    kind: Literal["agreement"] = "agreement"

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Compare every pair, and find the images that no model has right."""
        evaluated = evaluation_set.pick(self.models)
        correct = np.stack([one.correct for one in evaluated])
        lost = all_wrong(correct)
        together = int(correct.all(axis=0).sum())
        n = correct.shape[1]
        interval = wilson_interval(len(lost), n)
        share = (
            f"{words.percent(len(lost) / n)} (95{words.NBSP}% interval {words.between(interval)})"
        )
        who, by = "The model is", "it"
        if len(evaluated) > 1:
            who, by = f"All {words.number_word(len(evaluated))} models are", "every one of them"
        sentence = (
            f"{who} right about {together:,} of {n:,} images; "
            f"**{len(lost):,}** are misread by {by}: {share}."
        )
        found = comparisons(evaluated) if len(evaluated) > 1 else None
        blocks: list[Block] = [_table(evaluated, found)] if found else []
        blocks.extend(
            most_confident(
                evaluation_set, lost, evaluated[0], what="Images that no model has right"
            )
        )
        pairs = len(found.pairs) if found else 0
        tests = f"; Newcombe's paired 95 % interval, McNemar's mid-p, Holm over {pairs} pairs"
        return Content(sentence, tuple(blocks), ON_ALL, WILSON + (tests if pairs else ""))


def _table(evaluated: Sequence[EvaluatedModel], found: Comparisons) -> Table:
    rows = tuple(
        (
            f"{evaluated[pair.first].name} and {evaluated[pair.second].name}",
            f"{pair.table.both_right:,}",
            f"{pair.table.only_a:,}",
            f"{pair.table.only_b:,}",
            f"{pair.table.both_wrong:,}",
            words.points(pair.difference.estimate),
            words.points_between(pair.difference.newcombe.low, pair.difference.newcombe.high),
            words.p_value(pair.adjusted_p),
        )
        for pair in found.pairs
    )
    columns = (
        "Models",
        "Both right",
        "Only the first",
        "Only the second",
        "Both wrong",
        "Points",
        "95 % interval",
        "p",
    )
    return Table("Pairs of models on the same images", columns, rows)
