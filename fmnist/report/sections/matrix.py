"""Confusion matrices side by side, and the mistakes that weigh most."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.classification import normalize_confusion_matrix
from fmnist.evaluation.confusions import Confusion, commonest_confusions, group_classes
from fmnist.report import words
from fmnist.report.content import Matrix, Table
from fmnist.report.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.report.sections.computed import Computed, names_of
from fmnist.report.views import MatrixView, group_name

OF: Final = {
    "true": "of the true label",
    "pred": "of the predicted label",
    "all": "of all images",
    None: "",
}


def build(view: MatrixView, evaluation_set: EvaluationSet) -> Computed:
    """Lay out each model's matrix and list the commonest confusions."""
    evaluated = evaluation_set.pick(view.models)
    stack = np.stack([group_classes(one.matrix, view.groups) for one in evaluated])
    common = commonest_confusions(stack)
    matrices = _matrices(evaluated, stack, view)
    return Computed(
        _sentence(evaluated, stack, common, view), (*matrices, _table(evaluated, common, view))
    )


def _matrices(
    evaluated: Sequence[EvaluatedModel], stack: npt.NDArray[np.int64], view: MatrixView
) -> tuple[Matrix, ...]:
    shares = [normalize_confusion_matrix(matrix, normalize=view.normalize) for matrix in stack]
    errors = ~np.eye(len(view.groups), dtype=np.bool_)
    top = float(max(share[errors].max() for share in shares))
    return tuple(
        Matrix(
            title=one.name,
            subtitle=f"{words.percent(np.trace(matrix) / matrix.sum())} of 10,000 right",
            names=tuple(group_name(group) for group in view.groups),
            counts=tuple(tuple(row) for row in matrix.tolist()),
            shares=tuple(tuple(row) for row in share.tolist()) if view.normalize else None,
            of=OF[view.normalize],
            top=top or 1.0,
        )
        for one, matrix, share in zip(evaluated, stack, shares, strict=True)
    )


def _sentence(
    evaluated: Sequence[EvaluatedModel],
    stack: npt.NDArray[np.int64],
    common: Sequence[Confusion],
    view: MatrixView,
) -> str:
    if not common:
        return "No image is taken for another class."
    true, predicted = common[0].true_label, common[0].predicted_label
    which = words.arrow(view.groups[true], view.groups[predicted])
    parts = [
        f"**{one.name}** {words.share_with_interval(count, int(matrix[true].sum()))}"
        for one, matrix, count in zip(evaluated, stack, common[0].per_model, strict=True)
    ]
    those = f" over these {words.number_word(len(evaluated))} models" if len(evaluated) > 1 else ""
    return f"The commonest confusion{those} is **{which}**: {', '.join(parts)}."


def _table(
    evaluated: Sequence[EvaluatedModel], common: Sequence[Confusion], view: MatrixView
) -> Table:
    rows = tuple(
        (
            words.arrow(view.groups[one.true_label], view.groups[one.predicted_label]),
            *(f"{count:,}" for count in one.per_model),
        )
        for one in common
    )
    caption = "Commonest confusions over these models, in images (true → predicted)"
    return Table(caption, ("True → predicted", *names_of(evaluated)), rows)
