"""The findings of the standard report: what anyone would want to know of these models."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from fmnist import text
from fmnist.data.classes import SHIRT, T_SHIRT
from fmnist.evaluation.agreement import all_wrong
from fmnist.evaluation.confusions import commonest_confusions
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, best_of_families
from fmnist.report.findings import Finding, new_finding
from fmnist.views.cell import CellView
from fmnist.views.class_pair import ClassPairView
from fmnist.views.difference import DifferenceView
from fmnist.views.efficiency import EfficiencyView
from fmnist.views.image import ImageView
from fmnist.views.leaderboard import LeaderboardView
from fmnist.views.learning_curves import LearningCurvesView
from fmnist.views.matrix import MatrixView
from fmnist.views.parts.derived_files import answers_of
from fmnist.views.parts.view import View
from fmnist.views.robustness import RobustnessView
from fmnist.views.slices import SlicesView

SIDE_BY_SIDE = 4
SHIFT = 4
"""Severity: 4 pixels, a seventh of the picture."""


def standard_findings(
    evaluation_set: EvaluationSet, keys: Sequence[str] = (), *, created: datetime | None = None
) -> tuple[Finding, ...]:
    """Return the findings of the standard report.

    Parameters
    ----------
    evaluation_set
        The models and images.
    keys
        The models to report on; all when none is named.
    created
        Now, unless given.

    Raises
    ------
    ReportError
        There is no such model.
    """
    evaluated = evaluation_set.pick(keys) if keys else evaluation_set.models
    if not evaluated:
        return ()
    return tuple(
        new_finding(view, title=title, link=view.address(), created=created)
        for view, title in _views(evaluated)
    )


def _views(evaluated: Sequence[EvaluatedModel]) -> list[tuple[View, str]]:
    """Return what stands in the report, and what it is called there."""
    every = tuple(one.key for one in evaluated)
    best = tuple(one.key for one in best_of_families(evaluated))
    shown = best if len(best) > 1 else every[:SIDE_BY_SIDE]
    pair = ClassPairView(models=shown, first=SHIRT, second=T_SHIRT)
    leaderboard = LeaderboardView(models=every)
    found: list[tuple[View, str]] = [
        (leaderboard, leaderboard.TITLE),
        (pair, "Shirt or T-shirt?"),
        (MatrixView(models=shown), "Which classes are confused?"),
    ]
    common = commonest_confusions(np.stack([one.matrix for one in evaluated]), top=1)
    if common:
        true, predicted = (common[0].true_label,), (common[0].predicted_label,)
        cell = CellView(models=shown, of=every[0], true=true, predicted=predicted)
        found.append((cell, f"The commonest mistake: {text.arrow(true, predicted)}"))
    if len(shown) > 1:
        title = "Where the best of two families differ" if len(best) > 1 else "Where they differ"
        found.append((DifferenceView(models=shown[:2]), title))
    worse = SlicesView(models=every, of=every[0])
    found.append((worse, f"Where {evaluated[0].name} is worse"))
    found.extend(_hardest_image(evaluated))
    asked = tuple(one.key for one in evaluated if one.key in shown and answers_of(one))
    if asked:
        shifted = RobustnessView(models=asked, corruption="shift", severity=SHIFT)
        found.append((shifted, "What a shift of the picture costs"))
    efficiency = EfficiencyView(models=every, cost="Parameters")
    found.append((efficiency, efficiency.TITLE))
    trained = [one for one in evaluated if one.record.validation and not one.record.members]
    if trained:
        of = tuple(one.key for one in best_of_families(trained)) if len(best) > 1 else shown
        learned = LearningCurvesView(models=of)
        found.append((learned, learned.TITLE))
    return found


def _hardest_image(evaluated: Sequence[EvaluatedModel]) -> list[tuple[View, str]]:
    """Return the image about which all models are wrong and surest of it."""
    lost = all_wrong(np.stack([one.correct for one in evaluated]))
    stating = [one for one in evaluated if one.states_probabilities]
    if not len(lost) or not stating:
        return []
    least = np.stack([one.confidence[lost] for one in stating]).min(axis=0)
    image = int(lost[int(least.argmax())])
    models = tuple(one.key for one in stating[:SIDE_BY_SIDE])
    title = "Wrong, and sure of it" if len(evaluated) == 1 else "All wrong, and sure of it"
    return [(ImageView(models=models, image=image), title)]
