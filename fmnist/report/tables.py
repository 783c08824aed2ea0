"""Tables as CSV files that no spreadsheet program takes for formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist import text
from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.evaluation_set import EvaluatedModel
from fmnist.views.parts.content import Matrix, Table

NO_NUMBER: Final = frozenset({"", text.UNKNOWN, text.NOT_STATED, "none"})
_NUMBER: Final = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
FORMS: Final = tuple(
    (re.compile(form.replace("NUMBER", _NUMBER)), parts)
    for form, parts in (
        ("(?P<value>NUMBER) ?(?P<unit>%|[kKMG]i?B|ms|µs|us|min|s|)", {"value": ""}),
        (
            "(?P<low>NUMBER) to (?P<high>NUMBER) ?(?P<unit>%|)",
            {"low": ", low", "high": ", high"},
        ),
        (
            "(?:(?P<value>NUMBER)|(?P<low>NUMBER) to (?P<high>NUMBER)) ?(?P<unit>%|)",
            {"value": "", "low": ", low", "high": ", high"},
        ),
        (
            r"(?P<value>NUMBER) ?% \((?P<low>NUMBER) to (?P<high>NUMBER) ?(?P<unit>%)\)",
            {"value": "", "low": ", low", "high": ", high"},
        ),
        (r"(?P<name>.*\D), (?P<share>NUMBER) ?(?P<unit>%)", {"name": "", "share": ", share"}),
        ("(?P<value>NUMBER) of (?P<total>NUMBER)(?P<unit>)", {"value": "", "total": ", of"}),
        (
            r"(?P<value>NUMBER)(?: of (?P<total>NUMBER))? (?P<name>[A-Za-z]\D{2,})(?P<unit>)",
            {"value": "", "total": ", of", "name": ", what"},
        ),
    )
)
"""How a column may be written for people, and what its parts add to its heading."""
FORMULA_STARTS: Final = (*"=+-@＝＋－＠", "\t", "\r", "\n")  # noqa: RUF001 - wide ones count too
PLAIN_SIGNS: Final = str.maketrans({text.MINUS: "-", text.NBSP: " "})
BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"  # tells spreadsheet programs: UTF-8


def guarded(text: str) -> str:
    """Return a text that a spreadsheet program shows instead of computing it.

    A number, such as -0.5, stays as it is: a leading sign alone is no formula.
    """
    if not text.lstrip().startswith(FORMULA_STARTS) and not text.startswith(FORMULA_STARTS):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def to_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as the content of a CSV file in UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([[guarded(str(value)) for value in row] for row in rows])
    return (BYTE_ORDER_MARK + buffer.getvalue()).encode("utf-8")


def table_csv(table: Table) -> bytes:
    """Return a report's table as CSV in numbers that programs read.

    A unit that a whole column shares goes into its heading, as in "Accuracy (%)"; an interval, and
    any other text of several parts, becomes a column for each part. A text among the numbers, such
    as "unknown", stays what it is.
    """
    texts = [[text.translate(PLAIN_SIGNS) for text in row] for row in table.rows]
    columns = [list(column) for column in zip(*texts, strict=True)] or [[] for _ in table.columns]
    parted = [
        each
        for head, column in zip(table.columns, columns, strict=True)
        for each in _numeric(head, column)
    ]
    return to_csv(
        ([head for head, _ in parted], *zip(*(column for _, column in parted), strict=True))
    )


def _numeric(head: str, column: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return a column as numbers with its unit in the heading, each part of its texts by itself."""
    told = {text for text in column if text not in NO_NUMBER}
    for form, parts in FORMS:
        found = {text: match for text in told if (match := form.fullmatch(text))}
        units = {match["unit"] for match in found.values()}
        if len(found) == len(told) and len(units) == 1:
            unit = _in_brackets(units.pop())
            return [
                (
                    f"{head}{end}" + ("" if part == "name" else unit),
                    [_part(found.get(text), part, text) for text in column],
                )
                for part, end in parts.items()
            ]
    return [(head, list(column))]


def _part(match: re.Match[str] | None, part: str, text: str) -> str:
    if match is None:
        return text
    told = match[part] or ""
    return told if part == "name" else told.replace(",", "").removeprefix("+")


def _in_brackets(unit: str) -> str:
    return f" ({unit})" if unit else ""


def matrix_csv(matrix: Matrix) -> bytes:
    """Return a confusion matrix as CSV; rows are true labels."""
    head = ("True label", *(f"Predicted {name}" for name in matrix.names))
    rows = ((name, *row) for name, row in zip(matrix.names, matrix.counts, strict=True))
    return to_csv((head, *rows))


def predictions_csv(
    evaluated: Sequence[EvaluatedModel],
    labels: npt.NDArray[np.uint8],
    indices: npt.NDArray[np.int64] | None = None,
) -> bytes:
    """Return test images with their true label and each model's answer.

    Parameters
    ----------
    evaluated
        The models: predicted label, confidence and the ten probabilities of each, exact to the
        last digit of float32; empty where a model states none.
    labels
        True labels, shape (10000,), in the official order.
    indices
        Which images, in this order, shape (n,); all, unless given. The first column holds them,
        counted from 0.
    """
    chosen = np.arange(len(labels)) if indices is None else indices
    head = ["Image", "True label"]
    for one in evaluated:
        head += [f"{one.name}: predicted label", f"{one.name}: confidence"]
        head += [f"{one.name}: p({name})" for name in CLASS_NAMES]
    # Numbers and the ten names need no quotes and are no formulas: one form for a whole line takes
    # a quarter of the time that a hundred and sixty cells of it take.
    form = "%d,%s"
    columns: list[Iterable[object]] = [chosen.tolist(), _names(labels[chosen].tolist())]
    for one in evaluated:
        form += ",%s" + (",%.9g" if one.states_probabilities else ",") * (1 + N_CLASSES)
        columns.append(_names(one.y_pred[chosen].tolist()))
        if one.states_probabilities:
            columns += [one.confidence[chosen].tolist(), *one.y_proba[chosen].T.tolist()]
    lines = [f"{form}\r\n" % row for row in zip(*columns, strict=True)]
    return to_csv([head]) + "".join(lines).encode("utf-8")


def _names(labels: Iterable[int]) -> list[str]:
    return [CLASS_NAMES[label] for label in labels]
