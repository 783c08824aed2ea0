"""Where one model stands among the others: what is said when it has come in, and on its page."""

from collections.abc import Sequence

import numpy as np

from fmnist import text
from fmnist.data.classes import SHIRT
from fmnist.evaluation.classification import macro_f1, recall_per_class
from fmnist.evaluation.families import holm
from fmnist.evaluation.paired import mcnemar, paired_table
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet

ALPHA = 0.05
MOST_NAMED = 3


def standing(one: EvaluatedModel, evaluation_set: EvaluationSet) -> tuple[str, ...]:
    """Say how good a model is, what was claimed, and where it stands, a sentence or two each.

    Texts carry ``**bold**`` marks around names.
    """
    others = [other for other in evaluation_set.models if other.key != one.key]
    return tuple(
        sentence
        for sentence in (
            score_sentence(one),
            claim_sentence(one),
            twin_sentence(one, others),
            rank_sentence(one, others),
            unknown_sentence(one),
        )
        if sentence
    )


def score_sentence(one: EvaluatedModel) -> str:
    """Say accuracy with its interval, macro F1 and how many shirts are recognised."""
    shirts = float(recall_per_class(one.matrix)[SHIRT])
    return (
        f"**{one.name}** classifies {one.n_correct:,} of {len(one.correct):,} test images "
        f"correctly: {text.share_with_interval(one.n_correct, len(one.correct))}. Macro F1 "
        f"{macro_f1(one.matrix):.4f}; of the shirts it recognises {text.percent(shirts)}."
    )


def claim_sentence(one: EvaluatedModel) -> str:
    """Compare what its source claims with what was measured; nothing without a claim."""
    claimed = one.record.claimed_accuracy
    if claimed is None:
        return ""
    interval = one.interval
    measured = f"Claimed {text.percent(claimed, 2)}, measured {text.percent(one.accuracy, 2)}"
    if interval.low <= claimed <= interval.high:
        return f"{measured}: the claim lies within the 95 % interval."
    side = "above" if claimed > interval.high else "below"
    return (
        f"{measured}: the claim lies {side} the 95 % interval "
        f"({text.between(interval)}). It may speak of training or validation images, of a best "
        "epoch, or of other weights; or the pixels reach the model in a different form than in "
        "training."
    )


def twin_sentence(one: EvaluatedModel, others: Sequence[EvaluatedModel]) -> str:
    """Name models whose answers are the very same."""
    twins = [other.name for other in others if np.array_equal(one.y_pred, other.y_pred)]
    if not twins:
        return ""
    named = text.enumerate_all([f"**{name}**" for name in twins[:MOST_NAMED]])
    return f"It gives the same answer as {named} for every test image."


def rank_sentence(one: EvaluatedModel, others: Sequence[EvaluatedModel]) -> str:
    """Say which others are better, which worse, and which cannot be told apart.

    McNemar's mid-p of every pair with this model, corrected by Holm for their number.
    """
    if not others:
        return ""
    tables = [paired_table(one.correct, other.correct) for other in others]
    adjusted = holm(np.array([mcnemar(table).mid_p for table in tables]))
    better, worse, tied = [], [], []
    for other, table, p in zip(others, tables, adjusted, strict=True):
        if p >= ALPHA:
            tied.append(f"**{other.name}**")
        elif table.only_b > table.only_a:
            better.append(f"**{other.name}**")
        else:
            worse.append(f"**{other.name}**")
    ways = [
        f"cannot be told apart from {text.enumerate_few(tied, MOST_NAMED)}" if tied else "",
        f"is more accurate than {text.enumerate_few(worse, MOST_NAMED)}" if worse else "",
        f"is less accurate than {text.enumerate_few(better, MOST_NAMED)}" if better else "",
    ]
    return (
        f"On the same images it {text.enumerate_all([way for way in ways if way])} (McNemar's "
        f"mid-p, Holm over {text.counted(len(others), 'pair')})."
    )


def unknown_sentence(one: EvaluatedModel) -> str:
    """Say what nobody knows of a model that came in; nothing of one that was trained here."""
    if one.record.origin == "trained":
        return ""
    return (
        "Unknown, and shown so: on which images and how long it was trained, with which seeds and "
        "settings, on what machine, and how it learned."
    )
