"""An ablation study in words and as a table."""

import json
from collections.abc import Mapping, Sequence
from math import sqrt

from fmnist import text
from fmnist.artifacts.ablation import Variation
from fmnist.artifacts.record import ModelRecord
from fmnist.evaluation.intervals import two_sided_z, wilson_interval
from fmnist.views.parts.content import Table
from fmnist.views.parts.model_card import setting_text

NOT_COMPARED = ("epochs",)  # a study's trainings are shorter on purpose


def ablation_sentence(variations: Sequence[Variation], released_epochs: object = None) -> str:
    """Say how the study was made and which gap it can show at all.

    Parameters
    ----------
    variations
        The recipe first, then what was changed.
    released_epochs
        Of the released model's training, if its record says so: a study of fewer may mislead.
    """
    recipe = variations[0]
    judged = (
        f"judged on {recipe.validation_images:,} validation images; the test images play no part. "
        f"A gap below about {text.rounded(100 * smallest_gap(recipe))} points may be chance"
    )
    if recipe.epochs == 0:
        return f"**{len(variations)} ways** to put released models together, {judged}."
    if _is_ladder(variations):
        return (
            f"**A ladder of {len(variations)} trainings** with the same seed and one change more "
            f"on each rung, {judged}."
        )
    trained = f"**{len(variations)} trainings** of {recipe.epochs} epochs each"
    how = f"with the same seed and one change at a time, {judged}"
    if not isinstance(released_epochs, int) or recipe.epochs >= released_epochs:
        return f"{trained}, {how}."
    return (
        f"{trained}, fewer than the recipe's {released_epochs}, {how}, and what helps a short "
        "training (such as less augmentation) need not help a long one."
    )


def earlier_recipe_sentence(base: Variation, record: ModelRecord, names: Mapping[str, str]) -> str:
    """Say in which settings a study's recipe differs from the released model's; empty if in none.

    Parameters
    ----------
    base
        The study's own recipe, unchanged.
    record
        Of the released model.
    names
        Display names by models' keys.
    """
    try:
        studied = json.loads(base.settings)
    except json.JSONDecodeError:
        return ""
    released = record.training
    if not isinstance(studied, dict) or record.members:
        return ""
    told = [
        f"{name.replace('_', ' ')} {setting_text(studied[name], names)} instead of "
        f"{setting_text(released[name], names)}"
        for name in studied
        if name in released and name not in NOT_COMPARED and studied[name] != released[name]
    ]
    return f"The recipe was an earlier one, with {text.enumerate_all(told)}." if told else ""


def ablation_table(variations: Sequence[Variation]) -> Table:
    """Return the changes: rungs of a ladder in order, others the most accurate first.

    The first one given is the base.
    """
    base, *_ = variations
    ladder = _is_ladder(variations)
    ranked = sorted(variations, key=lambda each: 0 if ladder else -each.validation_accuracy)
    against = dict(zip(ranked[1:], ranked, strict=False)) if ladder else dict.fromkeys(ranked, base)
    rows = []
    for variation in ranked:
        n, accuracy = variation.validation_images, variation.validation_accuracy
        gap = accuracy - against.get(variation, base).validation_accuracy
        rows.append(
            (
                "**the recipe**" if variation is base else variation.name,
                text.percent(accuracy, 2),
                text.between(wilson_interval(round(accuracy * n), n), 2),
                "" if variation is base else text.points(gap, 2),
                f"{variation.epochs}" if ladder else text.percent(variation.mirrored_accuracy, 2),
            )
        )
    of, against_what, last = (
        ("Rung", "Against the rung before", "Epochs")
        if ladder
        else ("Change", "Against the recipe", "With mirror image")
    )
    columns = (of, "Validation accuracy", "95 % interval", against_what, last)
    return Table("What was tried", columns, tuple(rows))


def _is_ladder(variations: Sequence[Variation]) -> bool:
    return any(variation.builds_on for variation in variations)


def smallest_gap(variation: Variation) -> float:
    """Return the half width of the 95 % interval of a gap between two equal accuracies.

    As if the two were judged on different images, which is cautious: on the same ones it is less.
    """
    share = variation.validation_accuracy
    variance = 2 * share * (1 - share) / variation.validation_images
    return two_sided_z(0.95) * sqrt(variance)
