"""The findings of the standard report: what anyone would want to know of these models."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np

from fmnist.data.classes import SHIRT, T_SHIRT
from fmnist.evaluation.agreement import all_wrong
from fmnist.evaluation.confusions import commonest_confusions
from fmnist.report import words
from fmnist.report.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.report.findings import Finding, new_finding
from fmnist.report.links import link

SIDE_BY_SIDE = 4


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
    names = {one.key: one.name for one in evaluation_set.models}
    found = []
    for kind, parameters, title in _parameters(evaluated):
        finding = new_finding(kind, parameters, title=title, created=created)
        found.append(finding.model_copy(update={"link": link(finding.view, names)}))
    return tuple(found)


def _parameters(evaluated: Sequence[EvaluatedModel]) -> list[tuple[str, dict[str, Any], str]]:
    every = [one.key for one in evaluated]
    best = [one.key for one in _best_of_families(evaluated)]
    shown = best if len(best) > 1 else every[:SIDE_BY_SIDE]
    findings: list[tuple[str, dict[str, Any], str]] = [
        ("leaderboard", {"models": every}, "Which model reads Fashion-MNIST best?"),
        (
            "class_pair",
            {"models": every[:SIDE_BY_SIDE], "first": SHIRT, "second": T_SHIRT},
            "Shirt or T-shirt?",
        ),
        ("matrix", {"models": shown}, "Which classes are taken for which?"),
    ]
    common = commonest_confusions(np.stack([one.matrix for one in evaluated]), top=1)
    if common:
        cell = {"true": [common[0].true_label], "predicted": [common[0].predicted_label]}
        which = words.arrow((common[0].true_label,), (common[0].predicted_label,))
        findings.append(
            ("cell", {"models": shown, "of": every[0], **cell}, f"The commonest mistake: {which}")
        )
    if len(shown) > 1:
        title = "Where the best of two families differ" if len(best) > 1 else "Where they differ"
        findings.append(("difference", {"models": shown[:2]}, title))
    findings.extend(_hardest_image(evaluated))
    efficiency = {"models": every, "cost": "Parameters"}
    findings.append(("efficiency", efficiency, "What accuracy costs"))
    trained = [one for one in evaluated if one.record.validation and not one.record.members]
    if not trained:
        return findings
    learned = [one.key for one in _best_of_families(trained)] if len(best) > 1 else shown
    findings.append(("learning_curves", {"models": learned}, "How the models learned"))
    return findings


def _best_of_families(evaluated: Sequence[EvaluatedModel]) -> tuple[EvaluatedModel, ...]:
    best: dict[str, EvaluatedModel] = {}
    for one in evaluated:
        best.setdefault(one.record.family, one)
    return tuple(best.values())


def _hardest_image(evaluated: Sequence[EvaluatedModel]) -> list[tuple[str, dict[str, Any], str]]:
    """Return the image about which all models are wrong and surest of it."""
    lost = all_wrong(np.stack([one.correct for one in evaluated]))
    stating = [one for one in evaluated if one.states_probabilities]
    if not len(lost) or not stating:
        return []
    least = np.stack([one.confidence[lost] for one in stating]).min(axis=0)
    image = int(lost[int(least.argmax())])
    models = [one.key for one in stating[:SIDE_BY_SIDE]]
    title = "Wrong, and sure of it" if len(evaluated) == 1 else "All wrong, and sure of it"
    return [("image", {"models": models, "image": image}, title)]
