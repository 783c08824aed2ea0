"""One row of numbers per model, computed from its stored predictions."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist import words
from fmnist.artifacts.store import TrainedModel
from fmnist.data.classes import SHIRT
from fmnist.errors import ReportError
from fmnist.evaluation import classification
from fmnist.evaluation.intervals import wilson_interval
from fmnist.views.parts.seeds import spread

BEGIN: Final = "<!-- results: python -m fmnist results --write README.md -->"
EQUAL_BUDGET: Final = (
    "Another comparison, never mixed with the first: one budget for each family, so that the "
    "architecture alone differs."
)
END: Final = "<!-- end of results -->"


@dataclass(frozen=True)
class ResultRow:
    """What ``python -m fmnist results`` says of one model.

    Attributes
    ----------
    accuracy, wilson_95_low, wilson_95_high, macro_f1, shirt_recall : float
        0 to 1, on the official test images.
    parameters, log_loss, training_seconds : None
        Where nobody knows, or no probabilities are stated; the log loss is in nats.
    seeds : int
        Trainings of the recipe; the one that is best on validation images ships.
    seeds_mean, seeds_deviation : float or None
        Of their test accuracies; None for one alone.
    training_seconds : float
        Of the shipped weights' run, on the record's hardware.
    """

    key: str
    display_name: str
    family: str
    dataset: str
    comparison: str
    parameters: int | None
    correct: int
    total: int
    accuracy: float
    wilson_95_low: float
    wilson_95_high: float
    macro_f1: float
    shirt_recall: float | None
    log_loss: float | None
    seeds: int
    seeds_mean: float | None
    seeds_deviation: float | None
    training_seconds: float | None


def result_row(model: TrainedModel, labels: npt.NDArray[np.uint8]) -> ResultRow:
    """Judge one model; `labels` are the official test labels, shape (10000,)."""
    digits = model.y_true is not None
    y_true = labels if model.y_true is None else model.y_true
    matrix = classification.confusion_matrix(y_true, model.y_pred)
    correct, total = int(np.trace(matrix)), int(matrix.sum())
    interval = wilson_interval(correct, total)
    seeds = spread([run.test_accuracy for run in model.record.runs])
    return ResultRow(
        key=model.key,
        display_name=model.name,
        family=model.record.family,
        dataset=model.record.data.dataset,
        comparison=model.record.comparison,
        parameters=model.record.parameters,
        correct=correct,
        total=total,
        accuracy=correct / total,
        wilson_95_low=interval.low,
        wilson_95_high=interval.high,
        macro_f1=float(classification.macro_f1(matrix)),
        shirt_recall=None if digits else float(classification.recall_per_class(matrix)[SHIRT]),
        log_loss=float(classification.log_loss(y_true, model.y_proba))
        if model.states_probabilities
        else None,
        seeds=len(model.record.runs),
        seeds_mean=seeds.mean if seeds else None,
        seeds_deviation=seeds.deviation if seeds else None,
        training_seconds=model.record.training_seconds,
    )


def result_rows(
    models: Iterable[TrainedModel], labels: npt.NDArray[np.uint8]
) -> tuple[ResultRow, ...]:
    """Judge every model: by data set and comparison, the most accurate first."""
    rows = [result_row(model, labels) for model in models]
    return tuple(
        sorted(rows, key=lambda row: (row.dataset, row.comparison, -row.accuracy, row.key))
    )


def to_json(rows: Sequence[ResultRow]) -> str:
    """Return the rows as a JSON list of objects."""
    return json.dumps([asdict(row) for row in rows], indent=2)


def to_markdown(rows: Sequence[ResultRow]) -> str:
    """Return the rows as the tables that stand in the README, one for each comparison."""
    equal = [row for row in rows if row.comparison == "equal budget"]
    table = _markdown([row for row in rows if row not in equal])
    if not equal:
        return table
    return f"{table}\n\n{EQUAL_BUDGET}\n\n{_markdown(equal)}"


def _markdown(rows: Sequence[ResultRow]) -> str:
    lines = [
        (
            "| model | family | parameters | accuracy | 95 % interval | mean of seeds | macro F1 |"
            " Shirt recall | training |"
        ),
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {_name(row)} | {row.family.upper()} | {words.number_or_unknown(row.parameters)} | "
        f"{row.accuracy:.2%} | {row.wilson_95_low:.2%} to {row.wilson_95_high:.2%} | "
        f"{_seeds(row)} | {row.macro_f1:.4f} | "
        f"{'' if row.shirt_recall is None else format(row.shirt_recall, '.1%')} | "
        f"{words.UNKNOWN if row.training_seconds is None else _duration(row.training_seconds)} |"
        for row in rows
    ]
    return "\n".join(lines)


def _seeds(row: ResultRow) -> str:
    if row.seeds_mean is None or row.seeds_deviation is None:
        return ""
    return f"{row.seeds_mean:.2%} ± {100 * row.seeds_deviation:.2f} ({row.seeds})"


def put_into(text: str, table: str) -> str:
    """Replace what stands between the two marks in a README.

    Raises
    ------
    ReportError
        The marks are missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ReportError(f"Expected the marks {BEGIN} and {END}, one after the other.")
    return f"{before}{begin}\n{table}\n{end}{after}"


def to_text(rows: Sequence[ResultRow]) -> str:
    """Return the rows as aligned columns for a terminal."""
    width = max((len(row.key) for row in rows), default=3)
    head = f"{'key':{width}}  family  parameters  accuracy  95 % interval       macro F1  log loss"
    return "\n".join(
        [
            head,
            *(
                f"{row.key:{width}}  {row.family:6}  "
                f"{words.number_or_unknown(row.parameters):>10}  {row.accuracy:>8.2%}  "
                f"{row.wilson_95_low:.2%} to {row.wilson_95_high:.2%}  {row.macro_f1:>8.4f}  "
                f"{'none' if row.log_loss is None else format(row.log_loss, '.4f'):>8}"
                for row in rows
            ),
        ]
    )


def _name(row: ResultRow) -> str:
    digits = " (MNIST digits)" if row.dataset == "mnist-digits" else ""
    return f"{row.display_name}{digits} `{row.key}`"


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"  # noqa: PLR2004 - reads better
