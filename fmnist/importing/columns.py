"""Which column of a table is what: the image's number, the true label, the answer, ten scores."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import IMAGE_SIDE, N_CLASSES
from fmnist.data.dataset import load_test_split
from fmnist.errors import ImportingError
from fmnist.importing.class_spellings import label_in_heading
from fmnist.importing.tables import Column

SEVERAL: Final = ": predicted label"  # as the dashboard's own table of several models says
SHOWN: Final = 5
ID_HEADINGS: Final = re.compile(
    r"(unnamed:? ?0|#|no|nr|number|row|ids?|index|idx|indices|(test|image|img|sample|picture)s?"
    r"[ _\-]*(id|ids|index|idx|no|number)?)"
)
TRUE_HEADINGS: Final = re.compile(
    r"(y|y[ _]?(true|test)|true([ _]?(label|class|y))?|actual.*|target|truth|ground[ _]?truth|"
    r"correct[ _]?(label|class)|test[ _]?labels?|labels?[ _]?true|expected)"
)
EITHER_HEADINGS: Final = re.compile(r"(labels?|class(es)?|category|categories)")
PREDICTED_HEADINGS: Final = re.compile(
    r"(.*: )?(y[ _]?pred(icted|ictions?)?|pred(s|icted|ictions?|icted[ _]?(label|class|y))?|"
    r"answers?|output|(label|class)[ _]?pred(icted)?)"
)
IGNORED_HEADINGS: Final = re.compile(r"(.*: )?(confidence|score|max[ _]?prob.*|correct|right)")


@dataclass(frozen=True)
class Roles:
    """Which column is what."""

    ids: Column | None
    true: Column | None
    predicted: Column | None
    scores: npt.NDArray[np.float64] | None
    notes: tuple[str, ...]


def roles_of(columns: tuple[Column, ...], name: str) -> Roles:
    """Tell the columns apart by their headings, and by their values where they have none.

    Raises
    ------
    ImportingError
        They are no predictions, or those of several models.
    """
    _refuse_several_models(columns, name)
    columns = tuple(column for column in columns if not _is_empty(column))
    notes: list[str] = []
    tables = [column for column in columns if column.values.ndim > 1]
    single = [column for column in columns if column.values.ndim == 1]
    scores = _table_of_ten(tables, name)
    ids, single = _ids(single)
    true, single = _take(single, TRUE_HEADINGS)
    predicted, single = _take(single, PREDICTED_HEADINGS)
    either, rest = _take(single, EITHER_HEADINGS)
    if scores is None:
        scores, rest = _ten_columns(rest, name, notes)
    if either is not None and (scores is not None or predicted is not None):
        true = true or either  # what is called label beside an answer is the truth
    elif either is not None:
        predicted = either
    if scores is None and predicted is None:
        true, predicted = _unnamed(true, rest, with_ids=ids is not None)
    if scores is None and predicted is None:
        held = ", ".join(column.heading or "without a name" for column in columns[:SHOWN])
        raise ImportingError(
            f"{name}: expected ten columns of probabilities or one of labels, received {held}."
        )
    return Roles(ids, true, None if scores is not None else predicted, scores, tuple(notes))


def _is_empty(column: Column) -> bool:
    """Tell a column without any value, as a table of several models has for one of labels."""
    values = column.values
    return values.dtype.kind == "f" and values.ndim == 1 and bool(np.isnan(values).all())


def _refuse_several_models(columns: tuple[Column, ...], name: str) -> None:
    answers = [each.heading for each in columns if each.heading.endswith(SEVERAL)]
    if len(answers) > 1:
        models = ", ".join(heading.removesuffix(SEVERAL) for heading in answers)
        raise ImportingError(
            f"{name} holds predictions of {len(answers)} models ({models}): expected one. Keep the "
            "columns of one model and import that."
        )


def _ids(columns: list[Column]) -> tuple[Column | None, list[Column]]:
    """Take the column that numbers the images, called so or counting up."""
    ids, rest = _take(columns, ID_HEADINGS)
    rest = [each for each in rest if not IGNORED_HEADINGS.fullmatch(each.heading.lower())]
    if ids is None and len(rest) not in {0, 1, N_CLASSES} and _counts_up(rest[0]):
        return rest[0], rest[1:]
    return ids, rest


def _unnamed(
    true: Column | None, rest: list[Column], *, with_ids: bool
) -> tuple[Column | None, Column | None]:
    """Return true and predicted labels among columns whose headings say neither."""
    if len(rest) > 1 and true is None and _looks_official(rest[0]):
        return rest[0], rest[1]
    if rest:
        return true, rest[0]
    return (None, true) if with_ids else (true, None)


def _table_of_ten(tables: list[Column], name: str) -> npt.NDArray[np.float64] | None:
    """Return the one array of ten columns."""
    ten = [each for each in tables if each.values.shape[1] == N_CLASSES]
    if len(ten) > 1:
        called = ", ".join(each.heading for each in ten)
        raise ImportingError(f"{name} holds several arrays of ten columns ({called}): keep one.")
    if not ten and tables:
        shape = tables[0].values.shape
        raise ImportingError(
            f"{name}: expected {N_CLASSES} columns, one for each class, received an array of shape "
            f"{shape}."
        )
    if ten and ten[0].values.dtype.kind not in "fiub":
        raise ImportingError(f"{name}: expected numbers, received {ten[0].values.dtype}.")
    return ten[0].values.astype(np.float64) if ten else None


def _ten_columns(
    columns: list[Column], name: str, notes: list[str]
) -> tuple[npt.NDArray[np.float64] | None, list[Column]]:
    """Take ten columns of numbers, put in the order of the classes that their headings name."""
    numeric = [column for column in columns if column.values.dtype.kind in "fiub"]
    if len(numeric) == IMAGE_SIDE**2:
        raise ImportingError(
            f"{name} holds pictures, pixel by pixel, and not what a model answers to them: "
            f"expected {N_CLASSES} columns of probabilities or one of labels, received "
            f"{len(numeric)}."
        )
    named = {label_in_heading(column.heading): column for column in numeric if column.heading}
    if len(named) >= N_CLASSES and set(range(N_CLASSES)) <= set(named):
        ten = [named[label] for label in range(N_CLASSES)]
        if [id(each) for each in ten] != [id(each) for each in numeric[:N_CLASSES]]:
            notes.append("Its columns were put in the order of the classes that they name.")
    elif len(numeric) == N_CLASSES:
        ten = numeric
    elif len(numeric) > 2 and len(numeric) == len(columns):  # noqa: PLR2004 - more than labels
        raise ImportingError(
            f"{name}: expected {N_CLASSES} columns of probabilities, one for each class, received "
            f"{len(numeric)}."
        )
    else:
        return None, columns
    rest = [column for column in columns if all(column is not each for each in ten)]
    return np.stack([each.values.astype(np.float64) for each in ten], axis=1), rest


def _take(columns: list[Column], pattern: re.Pattern[str]) -> tuple[Column | None, list[Column]]:
    for column in columns:
        heading = re.sub(r"\s+", " ", column.heading.strip().lower())
        if heading and pattern.fullmatch(heading):
            return column, [each for each in columns if each is not column]
    return None, columns


def _counts_up(column: Column) -> bool:
    values = column.values
    if values.dtype.kind not in "fiu" or len(values) < N_CLASSES + 1:
        return False
    return bool((np.diff(np.sort(values)) == 1).mean() > 0.99)  # noqa: PLR2004 - a few may miss


def _looks_official(column: Column) -> bool:
    labels = load_test_split().labels
    if column.values.dtype.kind not in "fiu" or len(column.values) != len(labels):
        return False
    return bool((column.values == labels).mean() > 0.99)  # noqa: PLR2004
