"""A table of predictions becomes answers for the official test images, or a sentence.

Nothing is guessed silently: which column is what, which rows are missing, what kind of numbers they
are, all of it is told. Predictions in another order, or of other images, are recognised by their
true labels where the file has them, and by their accuracy where it has not.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts import predictions
from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.data.dataset import load_test_split
from fmnist.errors import ImportingError
from fmnist.evaluation.class_order import CHANCE, CHANCE_IN_ORDER, GAIN, best_order
from fmnist.importing.class_spellings import as_labels
from fmnist.importing.columns import Roles, roles_of
from fmnist.importing.forms import Form
from fmnist.importing.numbers import Stated, as_probabilities
from fmnist.importing.scoring import order_sentence
from fmnist.importing.tables import Column, read_table

N: Final = predictions.N_TEST_IMAGES
SHOWN: Final = 5


@dataclass(frozen=True)
class Read:
    """What was read.

    Attributes
    ----------
    content : bytes
        For the artifact's file of predictions.
    facts : dict
        For whoever started the worker: ``stated``, ``notes``, ``order`` and the accuracies.
    """

    content: bytes
    facts: dict[str, Any]


def read_predictions(path: Any, name: str, form: Form) -> Read:  # noqa: ANN401 - a path
    """Read and check a file of predictions.

    Raises
    ------
    ImportingError
        The first thing that keeps it from being predictions for the official test images.
    """
    roles = roles_of(read_table(path, name, form), name)
    order, notes = _rows(roles, name)
    labels = load_test_split().labels
    _check_true(roles.true, order, labels, name)
    notes += list(roles.notes)
    if roles.true is not None:
        notes.append("Its true labels are the official ones, which proves the order of its rows.")
    stated = _stated(roles, order, name)
    notes += stated.notes
    return _judged(stated, labels, roles, notes, name)


def _stated(roles: Roles, order: npt.NDArray[np.int64], name: str) -> Stated:
    if roles.scores is not None:
        return as_probabilities(roles.scores[order], name)
    if roles.predicted is None:
        raise ImportingError(
            f"{name} holds no predictions: expected a column of predicted labels or ten of "
            "probabilities. Write one of them into it."
        )
    values = roles.predicted.values[order]
    y_pred = as_labels(_texts(values), roles.predicted.heading or "1", name)
    return Stated(y_pred, None, ["It states labels alone, without probabilities."])


def _judged(
    stated: Stated, labels: npt.NDArray[np.uint8], roles: Roles, notes: list[str], name: str
) -> Read:
    """Refuse what cannot be right, and find another order of the classes."""
    y_pred = stated.y_pred
    if len(np.unique(y_pred)) == 1:
        raise ImportingError(
            f"{name} answers {CLASS_NAMES[int(y_pred[0])]} for every image: that is not a "
            "prediction. Check how it was written, and what pixels the model was given."
        )
    accuracy = float((y_pred == labels).mean())
    order = best_order(y_pred, labels)
    lifted = float((np.array(order)[y_pred] == labels).mean())
    another = lifted >= max(accuracy + GAIN, CHANCE_IN_ORDER)
    if accuracy < CHANCE and not another and roles.true is None:
        raise ImportingError(
            f"{name} is right on {100 * accuracy:.1f} % of the official test images, where "
            "chance is 10 %: its rows are in another order (shuffled while predicting?), or "
            "belong to other images, such as those of Kaggle's fashion-mnist_test.csv, which is "
            "another split. Predict the 10,000 official test images in their order, which "
            "keras.datasets.fashion_mnist.load_data() and the publisher's t10k files have."
        )
    content = (
        predictions.pack_labels(y_pred)
        if stated.y_proba is None
        else predictions.pack(stated.y_proba)
    )
    facts = {
        "stated": "labels" if stated.y_proba is None else "probabilities",
        "notes": notes,
        "accuracy": accuracy,
        "order": list(order) if another else None,
        "order_accuracy": lifted,
        "order_sentence": order_sentence(order) if another else "",
    }
    return Read(content, facts)


def _rows(roles: Roles, name: str) -> tuple[npt.NDArray[np.int64], list[str]]:
    """Return the place of each official image among the rows."""
    answers = roles.scores if roles.scores is not None else None
    n = len(answers) if answers is not None else len(roles.predicted.values)  # type: ignore[union-attr]
    if roles.ids is None or len(roles.ids.values) != n:
        if n != N:
            raise ImportingError(_wrong_count(n, name))
        return np.arange(N), []
    ids = _whole_numbers(roles.ids, name)
    first = 1 if ids.min() == 1 and ids.max() == N else 0
    ids = ids - first
    unique, counts = np.unique(ids, return_counts=True)
    missing = np.setdiff1d(np.arange(N), ids)
    doubled, foreign = unique[counts > 1], unique[(unique < 0) | (unique >= N)]
    if len(missing) == N or (n != N and len(foreign) > N):
        raise ImportingError(_wrong_count(n, name))
    problems = [
        f"{what} ({_some(places + first)})"
        for what, places in (
            (f"missing ids: {len(missing):,}", missing),
            (f"duplicate ids: {len(doubled):,}", doubled),
            (f"ids that belong to no test image: {len(foreign):,}", foreign),
        )
        if len(places)
    ]
    if problems:
        raise ImportingError(
            f"{name}, column {roles.ids.heading or '1'}: expected each id of {first} to "
            f"{N - 1 + first} once. Received {'; '.join(problems)}."
        )
    order = np.argsort(ids, kind="stable").astype(np.int64)
    notes = [f"Its ids count from {first}."]
    if (order != np.arange(N)).any():
        notes.append("Its rows were put in the order of their ids.")
    return order, notes


def _whole_numbers(column: Column, name: str) -> npt.NDArray[np.int64]:
    """Return ids as numbers, also those within names such as test_0017.png."""
    values = column.values
    if values.dtype.kind in "fiu" and np.isfinite(values.astype(np.float64)).all():
        return values.astype(np.int64)
    found = [re.search(r"(\d+)\D*$", str(value)) for value in values]
    wrong = next((row for row, each in enumerate(found) if each is None), None)
    if wrong is not None:
        raise ImportingError(
            f"{name}, column {column.heading or '1'}, row {wrong + 1}: expected the number of a "
            f"test image, received {str(values[wrong])[:40]!r}."
        )
    return np.array([int(each[1]) for each in found if each], dtype=np.int64)


def _check_true(
    true: Column | None, order: npt.NDArray[np.int64], labels: npt.NDArray[np.uint8], name: str
) -> None:
    if true is None:
        return
    told = as_labels(_texts(true.values[order]), true.heading or "true label", name)
    same = float((told == labels).mean())
    if same == 1:
        return
    counts = np.bincount(told, minlength=N_CLASSES)
    balanced = (counts == np.bincount(labels, minlength=N_CLASSES)).all()
    why = (
        "the rows are in another order, or are another split with the same number of images of "
        "each class, such as Kaggle's fashion-mnist_test.csv"
        if balanced
        else "the rows belong to other images"
    )
    raise ImportingError(
        f"{name}, column {true.heading or 'true label'}: its true labels are the official ones for "
        f"{100 * same:.1f} % of the rows: {why}. Predict the 10,000 official test images in "
        "their order, which keras.datasets.fashion_mnist.load_data() has."
    )


def _wrong_count(n: int, name: str) -> str:
    known = {
        60_000: " These look like predictions for the training images.",
        70_000: " These look like predictions for training and test images together.",
        28_000: " Kaggle's test file of handwritten digits has as many, but those are other data.",
        5_000: " These look like predictions for a validation split.",
    }
    return (
        f"{name}: expected {N:,} rows, one for each official test image, received {n:,}."
        f"{known.get(n, '')}"
    )


def _texts(values: npt.NDArray[Any]) -> list[str]:
    if values.dtype.kind in "fiub":
        return [f"{value:g}" for value in values.astype(np.float64).tolist()]
    return [str(value).strip() for value in values.tolist()]


def _some(values: npt.NDArray[np.int64]) -> str:
    shown = ", ".join(map(str, values[:SHOWN].tolist()))
    return f"{shown} …" if len(values) > SHOWN else shown
