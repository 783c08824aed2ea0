"""What the landing view says besides its table: the best of each family, the commonest mistakes."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

import numpy as np
import numpy.typing as npt

from fmnist.data.atlas import tiles_png
from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation.classification import recall_per_class
from fmnist.evaluation.confusions import Confusion, commonest_confusions
from fmnist.evaluation_set import best_of_families
from fmnist.figures.palette import FAMILY_NAMES
from fmnist.text import NBSP, arrow, between, percent
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.overview import TILES, Card, Failure

MATRICES: Final = "confusion"  # the page's address


def address(**query: str) -> str:
    """Return the address of a view of the confusion matrices."""
    return f"{MATRICES}?{urlencode(query)}"


def cards(evaluated_models: Sequence[EvaluatedModel]) -> list[Card]:
    """Describe the best model of each family; each card leads to its weakest class's images."""
    found = []
    for best in best_of_families(evaluated_models):
        recall = recall_per_class(best.matrix)
        weakest = int(recall.argmin())
        found.append(
            Card(
                family=FAMILY_NAMES[best.record.family],
                name=best.name,
                value=percent(best.accuracy),
                interval=between(best.interval).partition(NBSP)[0],
                weakest=f"Weakest class: {CLASS_NAMES[weakest]}, {percent(recall[weakest])} right",
                href=address(models=best.key, cell=f"{weakest}-all"),
            )
        )
    return found


def failures(evaluated_models: Sequence[EvaluatedModel]) -> tuple[list[Failure], bytes]:
    """Describe the commonest confusions, and draw images that most models mistake so."""
    found, rows = [], []
    for confusion in commonest_confusions(np.stack([each.matrix for each in evaluated_models])):
        true, predicted = confusion.true_label, confusion.predicted_label
        indices, votes = _most_shared(confusion, evaluated_models)
        text = f"true {CLASS_NAMES[true]}, predicted {CLASS_NAMES[predicted]}"
        found.append(
            Failure(
                label=arrow(true, predicted),
                note=f"{_span(confusion.per_model)} of 1,000 per model",
                text=text,
                names=[
                    f"Test image {index}: {text} by {votes[index]} models"
                    for index in indices.tolist()
                ],
                href=address(cell=f"{true}-{predicted}"),
            )
        )
        rows.append(cache.test_split().images[indices])
    return found, tiles_png(np.concatenate(rows), columns=TILES)


def _most_shared(
    confusion: Confusion, evaluated_models: Sequence[EvaluatedModel]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    wrong = np.stack([each.y_pred for each in evaluated_models]) == confusion.predicted_label
    of_class = cache.test_split().labels == confusion.true_label
    votes = np.where(of_class, wrong.sum(axis=0), 0)
    return np.argsort(-votes, kind="stable")[:TILES], votes


def _span(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return f"{low}" if low == high else f"{low} to {high}"
