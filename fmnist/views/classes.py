"""Every class's recall, precision or F1, model by model."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np

from fmnist import text
from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.evaluation.per_class import (
    ClassScore,
    ClassVerdict,
    Score,
    class_scores,
    class_verdicts,
)
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.views.parts.content import ON_ALL, Content, Table
from fmnist.views.parts.view import View

NAMES: Final[dict[str, Score]] = {"Recall": "recall", "Precision": "precision", "F1": "f1"}
MEANING: Final[dict[Score, str]] = {
    "recall": "of the images of a class, the share that is recognised",
    "precision": "of the images that are called a class, the share that is right",
    "f1": "the harmonic mean of recall and precision",
}


class ClassesView(View):
    """One score of every class for each model, with intervals and a verdict per class."""

    NAME = "Classes"
    PAGE = "classes"

    kind: Literal["classes"] = "classes"
    score: Score = "recall"

    def title(self, evaluation_set: EvaluationSet) -> str:  # noqa: ARG002 - it names no model
        """Name what it shows."""
        return f"{_name(self.score)} of every class"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return [*super().query(), ("score", _name(self.score))]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Score every class in every model, and test each pair of models in each class."""
        evaluated = evaluation_set.pick(self.models)
        scores = [class_scores(one.matrix, self.score) for one in evaluated]
        verdicts = verdicts_of(evaluated)
        tests = len(evaluated) * (len(evaluated) - 1) // 2 * N_CLASSES
        rows = tuple(
            (
                CLASS_NAMES[label],
                *(_cell(each[label]) for each in scores),
                verdict_text(verdicts[label], evaluated),
            )
            for label in range(N_CLASSES)
        )
        table = Table(
            f"{_name(self.score)}, {MEANING[self.score]}, with its 95 % interval; told apart by "
            "recall",
            ("Class", *(one.name for one in evaluated), "Told apart"),
            rows,
            text_columns=frozenset({len(evaluated) + 1}),
        )
        wilson = "of the Jaccard index, carried over to F1" if self.score == "f1" else "of shares"
        return Content(
            classes_sentence(evaluated, scores, self.score),
            (table,),
            f"{ON_ALL}, 1,000 of each class",
            f"Wilson 95 % intervals {wilson}"
            + (f"; McNemar's mid-p on recall, Holm over {tests} tests" if tests else ""),
        )


def verdicts_of(evaluated: Sequence[EvaluatedModel]) -> tuple[ClassVerdict, ...]:
    """Return which of some models are told apart in each class."""
    return class_verdicts(np.stack([one.correct for one in evaluated]), evaluated[0].y_true)


def verdict_text(verdict: ClassVerdict, evaluated: Sequence[EvaluatedModel]) -> str:
    """Say who is ahead of whom in a class, as far as the images tell."""
    ahead: dict[int, list[str]] = {}
    for better, other, _ in verdict.pairs:
        ahead.setdefault(better, []).append(evaluated[other].name)
    if not ahead:
        return "no two models" if len(evaluated) > 1 else ""
    return "; ".join(
        f"{evaluated[better].name} ahead of {text.enumerate_all(others)}"
        for better, others in sorted(ahead.items())
    )


def classes_sentence(
    evaluated: Sequence[EvaluatedModel], scores: Sequence[Sequence[ClassScore]], score: Score
) -> str:
    """Say which class is lowest for each model, as Markdown."""
    parts = []
    for one, each in zip(evaluated, scores, strict=True):
        known = [
            (found.value, label) for label, found in enumerate(each) if found.value is not None
        ]
        value, label = min(known)
        parts.append((CLASS_NAMES[label], f"**{one.name}** {text.percent(value)}"))
    if len({name for name, _ in parts}) == 1:
        whom = "each of these models" if len(parts) > 1 else "this model"
        told = text.enumerate_all([text for _, text in parts])
        return f"**{parts[0][0]}** has the lowest {_running(score)} in {whom}: {told}."
    told = text.enumerate_all([f"{text} ({name})" for name, text in parts])
    return f"The lowest {_running(score)} of any class: {told}."


def _name(score: Score) -> str:
    return next(name for name, key in NAMES.items() if key == score)


def _running(score: Score) -> str:
    """Return a score's name as running text has it."""
    return _name(score) if score == "f1" else score


def _cell(found: ClassScore) -> str:
    if found.value is None or found.interval is None:
        return "no image"
    return f"{text.percent(found.value)} ({text.between(found.interval)})"
