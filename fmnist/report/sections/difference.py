"""One confusion matrix minus another, tested cell by cell."""

import numpy as np

from fmnist.evaluation.cell_differences import CellDifferences, cell_differences
from fmnist.report import words
from fmnist.report.content import Matrix, Table
from fmnist.report.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.report.sections.computed import ON_ALL, Computed
from fmnist.report.views import SINGLE_CLASSES, DifferenceView, group_name

MOST_ROWS = 8


def build(view: DifferenceView, evaluation_set: EvaluationSet) -> Computed:
    """Subtract the second model's matrix from the first's."""
    by_key = {one.key: one for one in evaluation_set.pick(view.models)}
    a, b = (by_key[key] for key in view.models)
    found = cell_differences(evaluation_set.split.labels, a.y_pred, b.y_pred)
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
        f"confusions and in the recall of {recalls} of 10 classes."
    )
    return Computed(
        sentence,
        (matrix, *_table(a, b, found)),
        ON_ALL,
        "McNemar's mid-p at 5 %, Holm over 90 confusions and, apart from them, 10 recalls",
    )


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
            f"{words.class_name(true)} recognised"
            if true == predicted
            else words.arrow((true,), (predicted,)),
            f"{a.matrix[true, predicted]:,}",
            f"{b.matrix[true, predicted]:,}",
            _signed(int(found.counts[true, predicted])),
            words.p_value(float(found.adjusted_p[true, predicted])),
        )
        for true, predicted in cells
    )
    columns = ("True → predicted", a.name, b.name, "Difference", "p")
    return (Table("The largest differences that are more than chance", columns, rows),)


def _signed(count: int) -> str:
    return f"+{count:,}" if count > 0 else f"{count:,}".replace("-", words.MINUS)
