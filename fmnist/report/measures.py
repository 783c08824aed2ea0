"""What can be said of a model in one number, each written as it stands in a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist import words
from fmnist.artifacts.store import TrainedModel
from fmnist.data.classes import N_CLASSES, SHIRT
from fmnist.evaluation import calibration, classification

Labels = npt.NDArray[np.uint8]
Probabilities = npt.NDArray[np.float32]
MEBIBYTE: Final = 2**20


@dataclass(frozen=True)
class Score:
    """A number computed from predictions, over all test images or some of them.

    Attributes
    ----------
    help : str
        What the number means, in a sentence.
    judge : callable
        Takes labels (n,) and probabilities (n, 10), returns the text of a cell.
    """

    help: str
    judge: Callable[[Labels, Probabilities], str]
    of_labels: bool = False
    """Whether it asks for answers alone, not for probabilities."""

    def write(self, model: TrainedModel, labels: Labels) -> str:
        """Return it for a model and the official test labels."""
        if model.states_probabilities:
            return self.judge(labels, model.y_proba)
        return self.judge(labels, one_hot(model.y_pred)) if self.of_labels else words.NOT_STATED

    def with_and_without(
        self, labels: Labels, y_proba: Probabilities, excluded: Sequence[int]
    ) -> str:
        """Return it over all images, then over those that are not left out."""
        kept = np.delete(np.arange(len(labels)), excluded)
        return f"{self.judge(labels, y_proba)} → {self.judge(labels[kept], y_proba[kept])}"


@dataclass(frozen=True)
class Fact:
    """A number that is known of a model without its predictions.

    Attributes
    ----------
    help : str
        What the number means, in a sentence.
    tell : callable
        Takes a model, returns the text of a cell.
    """

    help: str
    tell: Callable[[TrainedModel], str]

    def write(self, model: TrainedModel, labels: Labels) -> str:  # noqa: ARG002 - as in Score
        """Return it for a model."""
        return self.tell(model)


def one_hot(y_pred: Labels) -> Probabilities:
    """Return labels as rows that a score of labels can read; nothing else may read them."""
    return np.eye(N_CLASSES, dtype=np.float32)[y_pred]


def _matrix(labels: Labels, y_proba: Probabilities) -> npt.NDArray[np.int64]:
    return classification.confusion_matrix(labels, y_proba.argmax(axis=1))


def _shirt_recall(labels: Labels, y_proba: Probabilities) -> str:
    return _percent(float(classification.recall_per_class(_matrix(labels, y_proba))[SHIRT]))


def _inference(model: TrainedModel) -> str:
    largest = max(model.record.inference, key=lambda time: time.batch_size, default=None)
    return f"{1000 * largest.milliseconds_per_image:,.0f} µs" if largest else "not measured"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}\N{NO-BREAK SPACE}%"


SCORES: Final[dict[str, Score]] = {
    "Shirt recall": Score(
        "Of 1,000 shirts, the share that is recognised", _shirt_recall, of_labels=True
    ),
    "Macro F1": Score(
        "Harmonic mean of precision and recall, averaged over the ten classes",
        lambda labels, y_proba: f"{classification.macro_f1(_matrix(labels, y_proba)):.4f}",
        of_labels=True,
    ),
    "MCC": Score(
        "Matthews' correlation coefficient over all ten classes: 1 is perfect, 0 is chance",
        lambda labels, y_proba: f"{classification.matthews_corrcoef(_matrix(labels, y_proba)):.4f}",
        of_labels=True,
    ),
    "Log loss": Score(
        "Mean negative logarithm of the true class's probability, in nats; smaller is better",
        lambda labels, y_proba: f"{classification.log_loss(labels, y_proba):.4f}",
    ),
    "Brier": Score(
        "Squared distance of the probabilities from the truth, 0 to 2; smaller is better",
        lambda labels, y_proba: f"{classification.brier_score(labels, y_proba):.4f}",
    ),
    "ECE": Score(
        "Expected calibration error, 15 bins of equal width; smaller is better, 0 is out of reach",
        lambda labels, y_proba: _percent(calibration.expected_calibration_error(labels, y_proba)),
    ),
    "Top-2 accuracy": Score(
        "Share of images whose true class is among the two most probable ones",
        lambda labels, y_proba: _percent(classification.top_k_accuracy(labels, y_proba, k=2)),
    ),
}
MEASURES: Final[dict[str, Score | Fact]] = {
    **SCORES,
    "Parameters": Fact(
        "All weights, trainable and not",
        lambda model: words.number_or_unknown(model.record.parameters),
    ),
    "Multiply-adds": Fact(
        "Multiply-accumulates for one image, in millions",
        lambda model: (
            words.UNKNOWN
            if model.record.multiply_accumulates is None
            else f"{model.record.multiply_accumulates / 1e6:,.2f} M"
        ),
    ),
    "File size": Fact(
        "Of model.keras, or of an imported model's model.onnx, in mebibytes",
        lambda model: (
            f"{model.model_file.stat().st_size / MEBIBYTE:.2f} MiB" if model.model_file else "none"
        ),
    ),
    "Time per image": Fact(
        "Measured inference time in the largest batch, on the record's hardware", _inference
    ),
}
DEFAULT_MEASURES: Final = ("Shirt recall", "Parameters")
DEFAULT_SCORES: Final = ("Macro F1", "Log loss", "Shirt recall")
