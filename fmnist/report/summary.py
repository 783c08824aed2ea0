"""The plain-language summary on top of a report, computed from the predictions."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fmnist import text
from fmnist.data.classes import CLASS_NAMES, SHIRT, T_SHIRT
from fmnist.evaluation.agreement import all_wrong
from fmnist.evaluation.classification import recall_per_class
from fmnist.evaluation_set import EvaluatedModel, comparisons, names_of
from fmnist.report.content import KeyFigure
from fmnist.views.parts.verdict import verdict

Labels = npt.NDArray[np.uint8]


def key_figures(evaluated: Sequence[EvaluatedModel], labels: Labels) -> tuple[KeyFigure, ...]:
    """Return what stands on top in large type.

    Parameters
    ----------
    evaluated
        The models, the most accurate first.
    labels
        True labels of the test images, shape (10000,).
    """
    best = evaluated[0]
    mistaken = int(best.matrix[SHIRT, T_SHIRT])
    shirts = int(best.matrix[SHIRT].sum())
    lost = len(all_wrong(np.stack([one.correct for one in evaluated])))
    by = "every model" if len(evaluated) > 1 else best.name
    return (
        KeyFigure(
            text.percent(best.accuracy),
            f"of {len(labels):,} test images are classified correctly by the best model, "
            f"{best.name} (95{text.NBSP}% interval {text.between(best.interval)})",
        ),
        KeyFigure(
            f"{text.of_hundred(mistaken, shirts)} of 100",
            f"shirts are taken for T-shirts by {best.name} ({mistaken} of {shirts:,})",
        ),
        KeyFigure(f"{lost:,}", f"of {len(labels):,} test images are misclassified by {by}"),
    )


def summary(evaluated: Sequence[EvaluatedModel], labels: Labels) -> tuple[str, ...]:
    """Say in plain sentences what the models can and cannot do.

    Parameters
    ----------
    evaluated
        The models, the most accurate first.
    labels
        True labels of the test images, shape (10000,).
    """
    best = evaluated[0]
    right = text.of_hundred(best.n_correct, len(labels))
    sentences = [
        f"Of 100 garments, the best model, **{best.name}**, classifies **{right}** correctly.",
        *_lead(evaluated),
        _shirts(best),
        _classes(best),
    ]
    if len(evaluated) > 1:
        lost = len(all_wrong(np.stack([one.correct for one in evaluated])))
        two = len(evaluated) == 2  # noqa: PLR2004 - of two one says both
        everyone = "both" if two else f"all {text.number_word(len(evaluated))}"
        sentences.append(
            f"{lost:,} of {len(labels):,} images are misclassified by {everyone} models."
        )
    return tuple(sentences)


def _lead(evaluated: Sequence[EvaluatedModel]) -> tuple[str, ...]:
    if len(evaluated) == 1:
        return ()
    accuracies = [one.accuracy for one in evaluated]
    return (verdict(names_of(evaluated), accuracies, comparisons(tuple(evaluated))),)


def _shirts(best: EvaluatedModel) -> str:
    row = best.matrix[SHIRT]
    shirts, mistaken, known = int(row.sum()), int(row[T_SHIRT]), int(row[SHIRT])
    return (
        f"Of 100 shirts, the best model takes **{text.of_hundred(mistaken, shirts)}** for "
        f"T-shirts and recognises **{text.of_hundred(known, shirts)}**."
    )


def _classes(best: EvaluatedModel) -> str:
    recall = recall_per_class(best.matrix)
    hardest, easiest = int(recall.argmin()), int(recall.argmax())
    of = best.matrix.sum(axis=1)
    hard = text.of_hundred(int(best.matrix[hardest, hardest]), int(of[hardest]))
    easy = text.of_hundred(int(best.matrix[easiest, easiest]), int(of[easiest]))
    return (
        f"It finds {CLASS_NAMES[hardest]} hardest ({hard} of 100 recognised) and "
        f"{CLASS_NAMES[easiest]} easiest ({easy} of 100)."
    )
