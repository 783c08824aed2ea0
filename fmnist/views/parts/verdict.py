"""The comparison in one plain sentence, computed from the data."""

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from fmnist import text
from fmnist.evaluation.contracts import Flags
from fmnist.evaluation.families import Comparisons, PairComparison
from fmnist.evaluation.label_quality import without
from fmnist.evaluation.paired import smallest_significant_gap

MOST_NAMED: Final = 4  # of those that cannot be told from the leader; the others are counted


def verdict(names: Sequence[str], accuracies: Sequence[float], comparisons: Comparisons) -> str:
    """Say who leads, by how much and with what certainty, as Markdown.

    Parameters
    ----------
    names, accuracies
        The models, the most accurate first; accuracies 0 to 1.
    comparisons
        All pairs of them, in the same order.
    """
    with_leader = [pair for pair in comparisons.pairs if pair.first == 0]
    tied = [pair.second for pair in with_leader if pair.adjusted_p >= comparisons.alpha]
    behind = [pair for pair in with_leader if pair.adjusted_p < comparisons.alpha]
    leader = f"**{names[0]}** ({text.percent(accuracies[0])})"
    if not tied:
        return f"{leader} leads: {_ahead(names, behind[0])}."
    group = [f"**{names[index]}** ({text.percent(accuracies[index])})" for index in tied]
    named = text.enumerate_few([leader, *group], MOST_NAMED + 1)
    sentence = f"{named} cannot be told apart on these images"
    if not behind:
        return f"{sentence}."
    return f"{sentence}; {names[0]} is {_ahead(names, behind[0])}."


def without_doubtful(names: Sequence[str], correct: Flags, excluded: Collection[int]) -> str:
    """Say whether the ranking survives without images whose label is wrong, as Markdown.

    Parameters
    ----------
    names
        The models, the most accurate first.
    correct
        True where model i is right about image j, shape (m, n).
    excluded
        Images that are left out.
    """
    if not excluded:
        return "Nothing is left out yet."
    before, kept = correct.mean(axis=1), without(correct, excluded)
    after = kept.mean(axis=1)
    order = np.argsort(-after, kind="stable")
    change = 100 * (after - before)
    least, most = (f"{end:+.2f}" for end in (change.min(), change.max()))
    gains = f"accuracies change by {least if least == most else f'{least} to {most}'} points"
    images = "image" if len(excluded) == 1 else "images"
    if (order == np.arange(len(order))).all():
        return f"Without the {len(excluded)} {images} the ranking survives; {gains}."
    ranked = ", ".join(f"**{names[index]}** ({text.percent(after[index])})" for index in order)
    return f"Without the {len(excluded)} {images} the ranking changes to {ranked}; {gains}."


def fine_print(comparisons: Comparisons | None) -> str:
    """Say how the table is to be read, and the smallest gap that could be seen at all."""
    human = "people without fashion expertise on 1,000 test images (Xiao et al. 2017)"
    parts = [
        f"Dot and whisker: accuracy with its Wilson 95{text.NBSP}% interval.",
        f"Human, 83.5{text.NBSP}%: {human}.",
    ]
    if comparisons is not None:
        closest = comparisons.pairs[0].table
        gap = smallest_significant_gap(closest.discordant, closest.n)
        parts.append(
            "Bracket: models that cannot be told apart (McNemar's mid-p, Holm over "
            f"{len(comparisons.pairs)} pairs)."
        )
        if gap is not None:
            parts.append(
                f"The first two differ on {closest.discordant:,} images: a gap below "
                f"{text.rounded(100 * gap, 2)} points between such models could be chance."
            )
    return " ".join(parts)


def _ahead(names: Sequence[str], pair: PairComparison) -> str:
    difference = pair.difference
    ahead = text.points(difference.estimate).removeprefix("+")
    return (
        f"{ahead} points ahead of **{names[pair.second]}** "
        f"(95{text.NBSP}% interval {text.rounded(100 * difference.newcombe.low)} to "
        f"{text.rounded(100 * difference.newcombe.high)})"
    )
