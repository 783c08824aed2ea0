"""The result table: one row of numbers per model, for people, programs and the README."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist import text
from fmnist.artifacts.store import TrainedModel
from fmnist.errors import ReportError
from fmnist.evaluation_set import EvaluatedModel, evaluate
from fmnist.figures.palette import FAMILY_NAMES
from fmnist.metrics import ALL, METRICS
from fmnist.views.parts.content import Table
from fmnist.views.parts.markdown import markdown_table
from fmnist.views.parts.seeds import spread

BEGIN: Final = "<!-- results: python -m fmnist results --write README.md -->"
EQUAL_BUDGET: Final = (
    "Another comparison, never mixed with the first: one budget for each family, so that the "
    "architecture alone differs."
)
END: Final = "<!-- end of results -->"
AFTER_ACCURACY: Final = ("Parameters", "Macro F1", "Shirt recall", "Log loss", "Training time")


def evaluated_models(
    models: Iterable[TrainedModel], labels: npt.NDArray[np.uint8]
) -> tuple[EvaluatedModel, ...]:
    """Judge every model: by data set and comparison, the most accurate first."""
    evaluated = [evaluate(model, labels) for model in models]
    return tuple(sorted(evaluated, key=lambda one: (*_group(one), -one.n_correct, one.key)))


def to_json(evaluated: Sequence[EvaluatedModel]) -> str:
    """Return every metric of every model as a JSON list of objects; null is what nobody knows."""
    return json.dumps([_fields(one) for one in evaluated], indent=2)


def _fields(one: EvaluatedModel) -> dict[str, object]:
    interval = one.interval
    seeds = spread([run.test_accuracy for run in one.record.runs])
    return {
        "key": one.key,
        "display_name": one.name,
        "family": one.record.family,
        "dataset": one.record.data.dataset,
        "comparison": one.record.comparison,
        "correct": one.n_correct,
        "total": len(one.correct),
        "wilson_95_low": interval.low,
        "wilson_95_high": interval.high,
        "seeds": len(one.record.runs),
        "seeds_mean": seeds and seeds.mean,
        "seeds_deviation": seeds and seeds.deviation,
        **{re.sub(r"\W", "_", metric.name.lower()): metric.of(one) for metric in ALL},
    }


def result_table(evaluated: Sequence[EvaluatedModel]) -> Table:
    """Return the table that stands in the README."""
    rows = []
    for one in evaluated:
        interval = one.interval
        seeds = spread([run.test_accuracy for run in one.record.runs])
        rows.append(
            (
                f"{one.name}{' (MNIST digits)' if one.model.y_true is not None else ''}",
                one.key,
                FAMILY_NAMES[one.record.family],
                METRICS["Accuracy"].text(one),
                text.between(interval, 2),
                f"{seeds} ({seeds.n})" if seeds else "",
                *(METRICS[name].text(one) for name in AFTER_ACCURACY),
            )
        )
    columns = ("Model", "Key", "Family", "Accuracy", "95 % interval", "Mean of seeds")
    return Table("Results", (*columns, *AFTER_ACCURACY), tuple(rows), frozenset({1, 2}))


def to_markdown(evaluated: Sequence[EvaluatedModel]) -> str:
    """Return the tables that stand in the README, one for each comparison."""
    equal = [one for one in evaluated if one.record.comparison == "equal budget"]
    table = markdown_table(result_table([one for one in evaluated if one not in equal]))
    if not equal:
        return table
    return f"{table}\n\n{EQUAL_BUDGET}\n\n{markdown_table(result_table(equal))}"


def to_text(evaluated: Sequence[EvaluatedModel]) -> str:
    """Return the table as aligned columns for a terminal."""
    table = result_table(evaluated)
    columns = list(zip(table.columns, *table.rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    left = {0, *table.text_columns}
    return "\n".join(
        "  ".join(
            text.ljust(width) if at in left else text.rjust(width)
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (table.columns, *table.rows)
    )


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


def _group(one: EvaluatedModel) -> tuple[str, str]:
    return one.record.data.dataset, one.record.comparison
