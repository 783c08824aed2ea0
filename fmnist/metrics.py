"""Everything that can be said of a model in one number: THE registry of a model's facts.

Each metric stands here once, with its value, unit, format, direction and help. The leaderboard's
columns, costs, the result table, a model's page, reports and the axes of charts read from it. To
add one, write an entry below and its value for the model in ``tests/test_metrics.py``, which is
small enough to be worked by hand: a test fails without.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.record import InferenceTime
from fmnist.data.classes import SHIRT
from fmnist.evaluation import calibration, classification
from fmnist.evaluation_set import EvaluatedModel
from fmnist.text import NBSP, NOT_STATED, UNKNOWN, duration, percent, rounded

Value = Callable[[EvaluatedModel], float | None]


@dataclass(frozen=True)
class Metric:
    """One number of a model.

    Attributes
    ----------
    name : str
        Heading of a column, and its name in the URL and in findings.
    meaning : str
        What the number means, in a sentence.
    value : callable
        Takes an `EvaluatedModel`; None where nobody knows the number.
    write : callable
        Turns a value into text, with its unit.
    better : {"higher", "lower"}
    unit : str
        Of `value`, for the axis of a chart; empty for a share or a pure number.
    absent : str
        What stands where there is no value.
    kind : {"score", "cost", "training"}
        Whether it follows from predictions alone, is paid at each answer, or was while training.
    note : callable
        Takes an `EvaluatedModel`; what a reader must know beside the value, mostly nothing.
    """

    name: str
    meaning: str
    value: Value
    write: Callable[[float], str]
    better: Literal["higher", "lower"] = "higher"
    unit: str = ""
    absent: str = UNKNOWN
    kind: Literal["score", "cost", "training"] = "score"
    note: Callable[[EvaluatedModel], str] = lambda _: ""

    def of(self, one: EvaluatedModel) -> float | None:
        """Return the value for a model; computed once."""
        return _value(self, one)

    def number(self, one: EvaluatedModel) -> str:
        """Return the value for a model as text, without its note."""
        value = self.of(one)
        return self.absent if value is None else self.write(value)

    def text(self, one: EvaluatedModel) -> str:
        """Return the value for a model as it stands in a table."""
        return f"{self.number(one)}{self.note(one)}"

    @property
    def help(self) -> str:
        """What it means; of a score that is better small, that too. That a cost is, goes unsaid."""
        against = self.better == "lower" and self.kind == "score"
        return f"{self.meaning}; smaller is better" if against else self.meaning

    @property
    def axis(self) -> str:
        """The title of an axis: name and unit."""
        return f"{self.name}, {self.unit}" if self.unit else self.name


@lru_cache(maxsize=4096)
def _value(metric: Metric, one: EvaluatedModel) -> float | None:
    value = metric.value(one)
    return None if value is None else float(value)


def _of_probabilities(
    score: Callable[[npt.NDArray[np.uint8], npt.NDArray[np.float32]], float],
) -> Value:
    """Return None of a model that came as labels alone: no confidence is made up for it."""
    return lambda one: score(one.y_true, one.y_proba) if one.states_probabilities else None


def _recall(label: int) -> Value:
    return lambda one: (
        float(classification.recall_per_class(one.matrix)[label])
        if one.matrix[label].any() and one.model.y_true is None
        else None
    )


def _largest_batch(one: EvaluatedModel) -> InferenceTime | None:
    return max(one.record.inference, key=lambda time: time.batch_size, default=None)


def _microseconds(one: EvaluatedModel) -> float | None:
    measured = _largest_batch(one)
    return 1000 * measured.milliseconds_per_image if measured else None


def _kibibytes(one: EvaluatedModel) -> float | None:
    size = one.model.model_size
    return size / 1024 if size else None


def _accelerator(one: EvaluatedModel) -> str:
    environment = one.record.environment
    return f" ({environment.accelerator})" if environment and environment.accelerator else ""


def _exactly(share: float) -> str:
    return percent(share, 2)


def _four_decimals(value: float) -> str:
    return rounded(value, 4)


def _count(value: float) -> str:
    return rounded(value, 0)


def _in(unit: str) -> Callable[[float], str]:
    """Return a writer of amounts, with a decimal where they are small."""
    return lambda value: f"{rounded(value, 0 if value >= 10 else 1)}{NBSP}{unit}"  # noqa: PLR2004


ALL: Final = (
    Metric("Accuracy", "Share of images that are right", lambda one: one.accuracy, _exactly),
    Metric(
        "Shirt recall",
        "Of 1,000 shirts, the share that is recognised",
        _recall(SHIRT),
        percent,
        absent="",
    ),
    Metric(
        "Macro F1",
        "Harmonic mean of precision and recall, averaged over the ten classes",
        lambda one: classification.macro_f1(one.matrix),
        _four_decimals,
    ),
    Metric(
        "MCC",
        "Matthews' correlation coefficient over all ten classes: 1 is perfect, 0 is chance",
        lambda one: classification.matthews_corrcoef(one.matrix),
        _four_decimals,
    ),
    Metric(
        "Log loss",
        "Mean negative logarithm of the true class's probability, in nats",
        _of_probabilities(classification.log_loss),
        _four_decimals,
        better="lower",
        unit="nats",
        absent=NOT_STATED,
    ),
    Metric(
        "Brier",
        "Squared distance of the probabilities from the truth, 0 to 2",
        _of_probabilities(classification.brier_score),
        _four_decimals,
        better="lower",
        absent=NOT_STATED,
    ),
    Metric(
        "ECE",
        "Expected calibration error, 15 bins of equal width, 0 being out of reach",
        _of_probabilities(calibration.expected_calibration_error),
        percent,
        better="lower",
        absent=NOT_STATED,
    ),
    Metric(
        "Top-2 accuracy",
        "Share of images whose true class is among the two most probable ones",
        _of_probabilities(partial(classification.top_k_accuracy, k=2)),
        percent,
        absent=NOT_STATED,
    ),
    Metric(
        "Parameters",
        "All weights, trainable or not",
        lambda one: one.record.parameters,
        _count,
        better="lower",
        kind="cost",
    ),
    Metric(
        "Multiply-adds",
        "Multiply-accumulates for one image",
        lambda one: one.record.multiply_accumulates,
        _count,
        better="lower",
        kind="cost",
    ),
    Metric(
        "File size",
        "Of model.keras, or of an imported model's model.onnx",
        _kibibytes,
        _in("KiB"),
        better="lower",
        unit="KiB",
        absent="none",
        kind="cost",
    ),
    Metric(
        "Time per image",
        "Measured inference time in the largest batch, on the record's own hardware",
        _microseconds,
        _in("µs"),
        better="lower",
        unit="µs",
        absent="not measured",
        kind="cost",
    ),
    Metric(
        "Training time",
        "Of the shipped weights' run, on the record's own hardware",
        lambda one: one.record.training_seconds,
        duration,
        better="lower",
        unit="seconds",
        kind="training",
        note=_accelerator,
    ),
    Metric(
        "Validation accuracy",
        "On the training images that were held back to choose the weights",
        lambda one: one.record.validation.accuracy if one.record.validation else None,
        _exactly,
        kind="training",
    ),
)
METRICS: Final = {metric.name: metric for metric in ALL}
COSTS: Final = {metric.name: metric for metric in ALL if metric.kind == "cost"}
SCORES: Final = {metric.name: metric for metric in ALL if metric.kind == "score"}
DEFAULT_COLUMNS: Final = ("Shirt recall", "Parameters")
