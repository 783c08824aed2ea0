"""On which images the models are right or wrong together, pair by pair."""

from collections.abc import Sequence

import numpy as np

from fmnist.evaluation.agreement import all_wrong
from fmnist.evaluation.families import Comparisons, compare_all
from fmnist.evaluation.intervals import wilson_interval
from fmnist.report import words
from fmnist.report.content import Block, Table
from fmnist.report.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.report.sections.computed import ON_ALL, WILSON, Computed, most_confident
from fmnist.report.views import AgreementView


def build(view: AgreementView, evaluation_set: EvaluationSet) -> Computed:
    """Compare every pair, and find the images that no model has right."""
    evaluated = evaluation_set.pick(view.models)
    correct = np.stack([one.correct for one in evaluated])
    lost = all_wrong(correct)
    together = int(correct.all(axis=0).sum())
    n = correct.shape[1]
    interval = wilson_interval(len(lost), n)
    share = f"{words.percent(len(lost) / n)} (95{words.NBSP}% interval {words.between(interval)})"
    who, by = "The model is", "it"
    if len(evaluated) > 1:
        who, by = f"All {words.number_word(len(evaluated))} models are", "every one of them"
    sentence = (
        f"{who} right about {together:,} of {n:,} images; **{len(lost):,}** are misread by {by}: "
        f"{share}."
    )
    comparisons = compare_all(correct) if len(evaluated) > 1 else None
    blocks: list[Block] = [_table(evaluated, comparisons)] if comparisons else []
    blocks.extend(
        most_confident(evaluation_set, lost, evaluated[0], what="Images that no model has right")
    )
    pairs = len(comparisons.pairs) if comparisons else 0
    tests = f"; Newcombe's paired 95 % interval, McNemar's mid-p, Holm over {pairs} pairs"
    return Computed(sentence, tuple(blocks), ON_ALL, WILSON + (tests if pairs else ""))


def _table(evaluated: Sequence[EvaluatedModel], comparisons: Comparisons) -> Table:
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
        for pair in comparisons.pairs
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
