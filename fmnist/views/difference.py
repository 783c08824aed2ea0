"""One confusion matrix minus another, tested cell by cell."""

from functools import lru_cache
from typing import Literal

import numpy as np
from pydantic import model_validator

from fmnist import text
from fmnist.data.classes import group_name
from fmnist.evaluation.cell_differences import CellDifferences, cell_differences
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.views.parts.content import ON_ALL, Content, Matrix, Table
from fmnist.views.parts.view import SINGLE_CLASSES, View

MOST_ROWS = 8


class DifferenceView(View):
    """One confusion matrix minus another: the first model's minus the second's."""

    NAME = "Difference of two models"
    PAGE = "difference"

    kind: Literal["difference"] = "difference"

    @model_validator(mode="after")
    def _two_models(self) -> "DifferenceView":
        if len(self.models) != 2:  # noqa: PLR2004 - a difference takes two
            raise ValueError("a difference takes two models")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name what it shows."""
        one, other = evaluation_set.names(self.models)
        return f"Where {one} and {other} differ"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return list(zip("ab", self.models, strict=True))

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Subtract the second model's matrix from the first's."""
        by_key = {one.key: one for one in evaluation_set.pick(self.models)}
        a, b = (by_key[key] for key in self.models)
        found = differences(a, b)
        significant = found.significant()
        off = ~np.eye(len(significant), dtype=np.bool_)
        matrix = Matrix(
            title=f"{a.name} minus {b.name}",
            subtitle="images; a dot marks what is more than chance",
            names=tuple(group_name(group) for group in SINGLE_CLASSES),
            counts=tuple(tuple(row) for row in found.counts.tolist()),
            marked=tuple(tuple(row) for row in significant.tolist()),
            top=float(np.abs(found.counts).max()) or 1.0,
        )
        confusions, recalls = int(significant[off].sum()), int(significant[~off].sum())
        sentence = (
            f"**{a.name}** and **{b.name}** differ by more than chance in {confusions} of 90 "
            f"confusions and in the recall of {recalls} of 10 classes. Blue marks where {a.name} "
            "is better, recognising more of a class or making a mistake less often, orange where "
            f"{b.name} is."
        )
        return Content(
            sentence,
            (matrix, *_table(a, b, found)),
            ON_ALL,
            "McNemar's mid-p at 5 %, Holm over 90 confusions and, apart from them, 10 recalls",
        )


@lru_cache(maxsize=64)
def differences(a: EvaluatedModel, b: EvaluatedModel) -> CellDifferences:
    """Return where two models confuse classes differently; computed once."""
    return cell_differences(a.y_true, a.y_pred, b.y_pred)


def _table(a: EvaluatedModel, b: EvaluatedModel, found: CellDifferences) -> tuple[Table, ...]:
    significant = np.argwhere(found.significant())
    if not len(significant):
        return ()
    cells = sorted(
        ((int(true), int(predicted)) for true, predicted in significant),
        key=lambda cell: -abs(int(found.counts[cell])),
    )[:MOST_ROWS]
    rows = tuple(
        (
            f"{text.class_name(true)} recognised"
            if true == predicted
            else text.arrow(true, predicted),
            f"{a.matrix[true, predicted]:,}",
            f"{b.matrix[true, predicted]:,}",
            _signed(int(found.counts[true, predicted])),
            text.p_value(float(found.adjusted_p[true, predicted])),
        )
        for true, predicted in cells
    )
    columns = ("True → predicted", a.name, b.name, "Difference", "p")
    return (Table("The largest differences that are more than chance", columns, rows),)


def _signed(count: int) -> str:
    return f"+{count:,}" if count > 0 else f"{count:,}".replace("-", text.MINUS)
