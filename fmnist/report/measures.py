"""What can be said of a model in one number, each written as it stands in a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.store import MODEL_FILE, TrainedModel
from fmnist.data.classes import SHIRT
from fmnist.evaluation import calibration, classification

Labels = npt.NDArray[np.uint8]
MEBIBYTE: Final = 2**20


@dataclass(frozen=True)
class Measure:
    """One column of the leaderboard.

    Attributes
    ----------
    help : str
        What the number means, in a sentence.
    write : callable
        Takes a model and the official test labels, returns the text of the cell.
    """

    help: str
    write: Callable[[TrainedModel, Labels], str]


def _matrix(model: TrainedModel, labels: Labels) -> npt.NDArray[np.int64]:
    return classification.confusion_matrix(labels, model.y_proba.argmax(axis=1))


def _shirt_recall(model: TrainedModel, labels: Labels) -> str:
    return _percent(float(classification.recall_per_class(_matrix(model, labels))[SHIRT]))


def _inference(model: TrainedModel, labels: Labels) -> str:  # noqa: ARG001 - one signature for all
    largest = max(model.record.inference, key=lambda time: time.batch_size, default=None)
    return f"{1000 * largest.milliseconds_per_image:,.0f} µs" if largest else "not measured"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}\N{NO-BREAK SPACE}%"


MEASURES: Final[dict[str, Measure]] = {
    "Shirt recall": Measure("Of 1,000 shirts, the share that is recognised", _shirt_recall),
    "Macro F1": Measure(
        "Harmonic mean of precision and recall, averaged over the ten classes",
        lambda model, labels: f"{classification.macro_f1(_matrix(model, labels)):.4f}",
    ),
    "MCC": Measure(
        "Matthews' correlation coefficient over all ten classes: 1 is perfect, 0 is chance",
        lambda model, labels: f"{classification.matthews_corrcoef(_matrix(model, labels)):.4f}",
    ),
    "Log loss": Measure(
        "Mean negative logarithm of the true class's probability, in nats; smaller is better",
        lambda model, labels: f"{classification.log_loss(labels, model.y_proba):.4f}",
    ),
    "Brier": Measure(
        "Squared distance of the probabilities from the truth, 0 to 2; smaller is better",
        lambda model, labels: f"{classification.brier_score(labels, model.y_proba):.4f}",
    ),
    "ECE": Measure(
        "Expected calibration error, 15 bins of equal width; smaller is better, 0 is out of reach",
        lambda model, labels: _percent(
            calibration.expected_calibration_error(labels, model.y_proba)
        ),
    ),
    "Top-2 accuracy": Measure(
        "Share of images whose true class is among the two most probable ones",
        lambda model, labels: _percent(classification.top_k_accuracy(labels, model.y_proba, k=2)),
    ),
    "Parameters": Measure(
        "All weights, trainable and not", lambda model, _: f"{model.record.parameters:,}"
    ),
    "Multiply-adds": Measure(
        "Multiply-accumulates for one image, in millions",
        lambda model, _: f"{model.record.multiply_accumulates / 1e6:,.2f} M",
    ),
    "File size": Measure(
        "Of model.keras, in mebibytes",
        lambda model, _: f"{(model.folder / MODEL_FILE).stat().st_size / MEBIBYTE:.2f} MiB",
    ),
    "Time per image": Measure(
        "Measured inference time in the largest batch, on the record's hardware", _inference
    ),
}
DEFAULT_MEASURES: Final = ("Shirt recall", "Parameters")
