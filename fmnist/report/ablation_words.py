"""An ablation study in words and as a table."""

from collections.abc import Sequence
from math import sqrt

from fmnist.artifacts.ablation import Variation
from fmnist.evaluation.intervals import two_sided_z, wilson_interval

MINUS = "\N{MINUS SIGN}"


def ablation_sentence(variations: Sequence[Variation]) -> str:
    """Say how the study was made and which gap it can show at all."""
    recipe = variations[0]
    basis = (
        f"judged on {recipe.validation_images:,} validation images; the test images play no part. "
        f"A gap below about {100 * smallest_gap(recipe):.1f} points may be chance"
    )
    if recipe.epochs == 0:
        return f"**{len(variations)} ways** to put released models together, {basis}."
    return (
        f"**{len(variations)} trainings** of {recipe.epochs} epochs each, fewer than in the "
        f"recipe, with the same seed and one change at a time, {basis}, and what helps "
        "a short training (such as less augmentation) need not help a long one."
    )


def ablation_rows(variations: Sequence[Variation]) -> str:
    """Return the changes, the most accurate first, as Markdown; the first one given is the base."""
    base, *_ = variations
    lines = [
        "| change | validation accuracy | 95 % interval | against the recipe | with mirror image |",
        "|---|--:|--:|--:|--:|",
    ]
    for variation in sorted(variations, key=lambda each: -each.validation_accuracy):
        n = variation.validation_images
        interval = wilson_interval(round(variation.validation_accuracy * n), n)
        gap = variation.validation_accuracy - base.validation_accuracy
        lines.append(
            f"| {'**the recipe**' if variation is base else variation.name} "
            f"| {_percent(variation.validation_accuracy)} "
            f"| {_percent(interval.low)} to {_percent(interval.high)} "
            f"| {'' if variation is base else _points(gap)} "
            f"| {_percent(variation.mirrored_accuracy)} |"
        )
    return "\n".join(lines)


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
