"""Confusion matrices side by side, and the mistakes that weigh most."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from fmnist import text
from fmnist.data.classes import N_CLASSES, group_name
from fmnist.evaluation.classification import normalize_confusion_matrix
from fmnist.evaluation.confusions import Confusion, commonest_confusions, group_classes
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, names_of
from fmnist.views.parts.class_order import order_warning
from fmnist.views.parts.content import Content, Matrix, Table
from fmnist.views.parts.view import SINGLE_CLASSES, Labels, View

OF: Final = {
    "true": "of the true label",
    "pred": "of the predicted label",
    "all": "of all images",
    None: "",
}


SHARES: Final = {  # as the page's address has them
    "true": "of true label",
    "pred": "of predicted label",
    "all": "of all images",
    None: "none",
}


class MatrixView(View):
    """Confusion matrices side by side; `groups` are their rows and columns in order."""

    NAME = "Confusion matrices"
    PAGE = "confusion"

    kind: Literal["matrix"] = "matrix"
    normalize: Literal["true", "pred", "all"] | None = "true"
    groups: tuple[Labels, ...] = SINGLE_CLASSES

    @model_validator(mode="after")
    def _every_class_once(self) -> "MatrixView":
        if sorted(label for group in self.groups for label in group) != list(range(N_CLASSES)):
            raise ValueError("groups must hold every class 0 to 9 once")
        if not all(self.groups):
            raise ValueError("no group may be empty")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name what it shows."""
        names = text.enumerate_all(evaluation_set.names(self.models))
        return f"Which classes are taken for which: {names}"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return [*super().query(), ("share", SHARES[self.normalize])]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Lay out each model's matrix and list the commonest confusions."""
        evaluated = evaluation_set.pick(self.models)
        stack = np.stack([group_classes(one.matrix, self.groups) for one in evaluated])
        common = commonest_confusions(stack)
        matrices = _matrices(evaluated, stack, self)
        return Content(
            f"{_sentence(evaluated, stack, common, self)} {order_warning(evaluated)}".rstrip(),
            (*matrices, _table(evaluated, common, self)),
        )


def _matrices(
    evaluated: Sequence[EvaluatedModel], stack: npt.NDArray[np.int64], view: "MatrixView"
) -> tuple[Matrix, ...]:
    shares = [normalize_confusion_matrix(matrix, normalize=view.normalize) for matrix in stack]
    errors = ~np.eye(len(view.groups), dtype=np.bool_)
    top = float(max(share[errors].max() for share in shares))
    return tuple(
        Matrix(
            title=one.name,
            subtitle=f"{text.percent(np.trace(matrix) / matrix.sum())} of 10,000 right",
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
    view: "MatrixView",
) -> str:
    if not common:
        return "No image is taken for another class."
    true, predicted = common[0].true_label, common[0].predicted_label
    which = text.arrow(view.groups[true], view.groups[predicted])
    parts = [
        f"**{one.name}** {text.share_with_interval(count, int(matrix[true].sum()))}"
        for one, matrix, count in zip(evaluated, stack, common[0].per_model, strict=True)
    ]
    those = f" over these {text.number_word(len(evaluated))} models" if len(evaluated) > 1 else ""
    return f"The commonest confusion{those} is **{which}**: {', '.join(parts)}."


def _table(
    evaluated: Sequence[EvaluatedModel], common: Sequence[Confusion], view: "MatrixView"
) -> Table:
    rows = tuple(
        (
            text.arrow(view.groups[one.true_label], view.groups[one.predicted_label]),
            *(f"{count:,}" for count in one.per_model),
        )
        for one in common
    )
    caption = "Commonest confusions over these models, in images (true → predicted)"
    return Table(caption, ("True → predicted", *names_of(evaluated)), rows)
