"""Tables as CSV files that no spreadsheet program takes for formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist import words
from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.evaluation_set import EvaluatedModel
from fmnist.views.parts.content import Matrix, Table

NO_NUMBER: Final = frozenset({"", words.UNKNOWN, words.NOT_STATED, "none"})
_NUMBER: Final = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
AMOUNT: Final = re.compile(rf"(?P<value>{_NUMBER}) ?(?P<unit>%|[kKMG]i?B|ms|µs|us|min|s|)")
RANGE: Final = re.compile(rf"(?P<low>{_NUMBER}) to (?P<high>{_NUMBER}) ?(?P<unit>%|)")
FORMULA_STARTS: Final = (*"=+-@＝＋－＠", "\t", "\r", "\n")  # noqa: RUF001 - wide ones count too
PLAIN_SIGNS: Final = str.maketrans({words.MINUS: "-", words.NBSP: " "})
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

    A unit that a whole column shares goes into its heading, as in "Accuracy (%)"; an interval
    becomes two columns. A text among the numbers, such as "unknown", stays what it is.
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
    """Return a column as numbers with its unit in the heading; an interval as two of them."""
    told = [text for text in column if text not in NO_NUMBER]
    if told and (found := [RANGE.fullmatch(text) for text in told]) and all(found):
        units = {match["unit"] for match in found if match}
        if len(units) == 1:
            unit = _in_brackets(units.pop())
            ends = {text: match for text, match in zip(told, found, strict=True) if match}
            return [
                (f"{head}, {end}{unit}", [_end(ends, text, end) for text in column])
                for end in ("low", "high")
            ]
    if told and (amounts := [AMOUNT.fullmatch(text) for text in told]) and all(amounts):
        units = {match["unit"] for match in amounts if match}
        if len(units) == 1:
            numbers = {
                text: _plain(match["value"])
                for text, match in zip(told, amounts, strict=True)
                if match
            }
            unit = _in_brackets(units.pop())
            return [(f"{head}{unit}", [numbers.get(text, text) for text in column])]
    return [(head, list(column))]


def _end(ends: dict[str, re.Match[str]], text: str, end: str) -> str:
    return _plain(ends[text][end]) if text in ends else text


def _plain(number: str) -> str:
    return number.replace(",", "").removeprefix("+")


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
    columns: list[Iterable[object]] = [chosen.tolist(), _names(labels[chosen].tolist())]
    for one in evaluated:
        columns += [_names(one.y_pred[chosen].tolist()), *_stated(one, chosen)]
    return to_csv((head, *zip(*columns, strict=True)))


def _stated(one: EvaluatedModel, chosen: npt.NDArray[np.int64]) -> list[list[str]]:
    """Return confidence and probabilities, a column each."""
    if not one.states_probabilities:
        return [[""] * len(chosen)] * (1 + N_CLASSES)
    columns = [one.confidence[chosen], *one.y_proba[chosen].T]
    return [[f"{share:.9g}" for share in column.tolist()] for column in columns]


def _names(labels: Iterable[int]) -> list[str]:
    return [CLASS_NAMES[label] for label in labels]
