"""An ablation study in words and as a table."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from fmnist.artifacts.ablation import Variation
from fmnist.evaluation.intervals import two_sided_z, wilson_interval

MINUS = "\N{MINUS SIGN}"


def ablation_sentence(variations: Sequence[Variation]) -> str:
    """Say how the study was made and which gap it can show at all."""
    recipe = variations[0]
    judged = (
        f"judged on {recipe.validation_images:,} validation images; the test images play no part. "
        f"A gap below about {100 * smallest_gap(recipe):.1f} points may be chance"
    )
    if recipe.epochs == 0:
        return f"**{len(variations)} ways** to put released models together, {judged}."
    if _is_ladder(variations):
        return (
            f"**A ladder of {len(variations)} trainings** with the same seed and one change more "
            f"on each rung, {judged}."
        )
    return (
        f"**{len(variations)} trainings** of {recipe.epochs} epochs each, fewer than in the "
        f"recipe, with the same seed and one change at a time, {judged}, and what helps "
        "a short training (such as less augmentation) need not help a long one."
    )


def ablation_rows(variations: Sequence[Variation]) -> str:
    """Return the changes as Markdown: rungs of a ladder in order, others the most accurate first.

    The first one given is the base.
    """
    if _is_ladder(variations):
        return _rungs(variations)
    base, *_ = variations
    lines = [
        "| change | validation accuracy | 95 % interval | against the recipe | with mirror image |",
        "|---|--:|--:|--:|--:|",
    ]
    for variation in sorted(variations, key=lambda each: -each.validation_accuracy):
        gap = variation.validation_accuracy - base.validation_accuracy
        lines.append(
            f"| {'**the recipe**' if variation is base else variation.name} "
            f"{_accuracy(variation)}"
            f"| {'' if variation is base else _points(gap)} "
            f"| {_percent(variation.mirrored_accuracy)} |"
        )
    return "\n".join(lines)


def _rungs(variations: Sequence[Variation]) -> str:
    base, *_ = variations
    lines = [
        "| rung | epochs | validation accuracy | 95 % interval | against the rung before |",
        "|---|--:|--:|--:|--:|",
        f"| **the recipe** | {base.epochs} {_accuracy(base)}| |",
    ]
    for before, step in pairwise(variations):
        gap = step.validation_accuracy - before.validation_accuracy
        lines.append(f"| {step.name} | {step.epochs} {_accuracy(step)}| {_points(gap)} |")
    return "\n".join(lines)


def _is_ladder(variations: Sequence[Variation]) -> bool:
    return any(variation.builds_on for variation in variations)


def _accuracy(variation: Variation) -> str:
    """Return two cells: the accuracy and its interval."""
    n = variation.validation_images
    interval = wilson_interval(round(variation.validation_accuracy * n), n)
    return (
        f"| {_percent(variation.validation_accuracy)} "
        f"| {_percent(interval.low)} to {_percent(interval.high)} "
    )


def smallest_gap(variation: Variation) -> float:
    """Return the half width of the 95 % interval of a gap between two equal accuracies.

    As if the two were judged on different images, which is cautious: on the same ones it is less.
    """
    share = variation.validation_accuracy
    variance = 2 * share * (1 - share) / variation.validation_images
    return two_sided_z(0.95) * sqrt(variance)


def _percent(share: float) -> str:
    return f"{100 * share:.2f}\N{NO-BREAK SPACE}%"


def _points(gap: float) -> str:
    sign = "+" if gap > 0 else MINUS if gap < 0 else ""
    return f"{sign}{abs(100 * gap):.2f}"
