"""Predictions alone: every form in which people keep them, and every way in which they go wrong."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from networks import answers, logits, y_proba

from fmnist.artifacts import predictions
from fmnist.data.classes import CLASS_NAMES
from fmnist.data.dataset import load_test_split
from fmnist.errors import ImportingError
from fmnist.importing.class_spellings import as_labels, label_in_heading, label_of_name
from fmnist.importing.forms import recognise
from fmnist.importing.prediction_files import Read, read_predictions

LABELS = load_test_split().labels
IDS = np.arange(10_000)
NAMES = np.array(CLASS_NAMES)


def proba_frame(proba: np.ndarray | None = None) -> pd.DataFrame:
    return pd.DataFrame(y_proba() if proba is None else proba, columns=list(CLASS_NAMES))


def csv(frame: pd.DataFrame, **options: object) -> bytes:
    buffer = io.StringIO()
    frame.to_csv(buffer, **({"index": False} | options))
    return buffer.getvalue().encode()


def npz(**arrays: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def npy(array: np.ndarray, *, pickled: bool = False) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=pickled)
    return buffer.getvalue()


def parquet(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    return buffer.getvalue()


def labels_frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns)


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], Read]:
    def reading(content: bytes) -> Read:
        path = tmp_path / "p.file"
        path.write_bytes(content)
        return read_predictions(path, "p.csv", recognise(path, "p.csv"))

    return reading


def stored(read_one: Read, folder: Path) -> predictions.Predictions:
    path = folder / "stored.npz"
    path.write_bytes(read_one.content)
    return predictions.read(path)


OTHER_SPELLINGS = [
    *("t-shirt", "trousers", "PULLOVER", "dress", "coat"),
    *("sandals", "Shirt", "sneakers", "bag", "ankle_boot"),
]
TWO_DIGITS = np.round(y_proba().astype(np.float64), 2)
PROBABILITIES = {
    "npz": (lambda: npz(y_proba=y_proba()), 1e-7),
    "npz of another name, with labels beside": (
        lambda: npz(probabilities=y_proba(), y_true=LABELS, y_pred=answers()),
        1e-7,
    ),
    "npy of float64": (lambda: npy(y_proba().astype(np.float64)), 1e-7),
    "npy of float16": (lambda: npy(y_proba().astype(np.float16)), 1e-3),
    "logits": (lambda: npy(logits(load_test_split().images).astype(np.float32)), 1e-4),
    "logarithms": (lambda: npy(np.log(np.maximum(y_proba(), 1e-30))), 1e-5),
    "csv with class names": (lambda: csv(proba_frame()), 1e-7),
    "csv without headings": (lambda: csv(proba_frame(), header=False), 1e-7),
    "csv with numbers as headings": (
        lambda: csv(pd.DataFrame(y_proba(), columns=[str(label) for label in range(10)])),
        1e-7,
    ),
    "csv with p0 to p9": (
        lambda: csv(pd.DataFrame(y_proba(), columns=[f"p{label}" for label in range(10)])),
        1e-7,
    ),
    "csv with the index of pandas": (lambda: csv(proba_frame(), index=True), 1e-7),
    "csv with ids from 1": (lambda: csv(proba_frame().assign(id=IDS + 1)), 1e-7),
    "csv with ids in another order": (
        lambda: csv(proba_frame().assign(id=IDS).sample(frac=1, random_state=3)),
        1e-7,
    ),
    "csv with file names": (
        lambda: csv(proba_frame().assign(image=[f"test_{place:05d}.png" for place in IDS])),
        1e-7,
    ),
    "csv with the true label": (lambda: csv(proba_frame().assign(label=LABELS)), 1e-7),
    "csv with semicolons and decimal commas": (
        lambda: csv(proba_frame(), sep=";", decimal=","),
        1e-7,
    ),
    "csv with tabs": (lambda: csv(proba_frame(), sep="\t"), 1e-7),
    "csv of per cent": (lambda: csv(proba_frame(100 * y_proba())), 1e-6),
    "csv with per cent signs": (
        lambda: csv(proba_frame().map(lambda share: f"{100 * share:.6f} %")),
        1e-6,
    ),
    "csv of two digits": (lambda: csv(proba_frame(TWO_DIGITS)), 0.03),
    "csv with columns in alphabetical order": (
        lambda: csv(proba_frame()[sorted(CLASS_NAMES)]),
        1e-7,
    ),
    "packed csv": (lambda: gzip.compress(csv(proba_frame())), 1e-7),
    "parquet": (lambda: parquet(proba_frame()), 1e-7),
    "parquet of lists": (lambda: parquet(pd.DataFrame({"y_proba": list(y_proba())})), 1e-7),
}


@pytest.mark.parametrize("form", PROBABILITIES)
def test_probabilities_come_in_in_any_form(read, tmp_path: Path, form: str) -> None:
    make, tolerance = PROBABILITIES[form]

    found = read(make())
    told = stored(found, tmp_path)

    assert found.facts["stated"] == "probabilities"
    assert found.facts["order"] is None
    assert told.y_proba is not None
    np.testing.assert_allclose(told.y_proba, y_proba(), atol=tolerance)


LABELS_ALONE = {
    "npy": lambda: npy(answers()),
    "npy of a column of float": lambda: npy(answers().astype(np.float64)[:, None]),
    "npz": lambda: npz(y_pred=answers()),
    "one column of numbers without a heading": lambda: csv(labels_frame(x=answers()), header=False),
    "one column of names": lambda: csv(labels_frame(prediction=NAMES[answers()])),
    "names without a heading": lambda: csv(labels_frame(x=NAMES[answers()]), header=False),
    "Kaggle's form": lambda: csv(labels_frame(ImageId=IDS + 1, Label=answers())),
    "id and class": lambda: csv(labels_frame(id=IDS, Class=answers())),
    "two columns without headings": lambda: csv(labels_frame(id=IDS, y=answers()), header=False),
    "true and predicted": lambda: csv(labels_frame(y_true=LABELS, y_pred=answers())),
    "true and predicted names": lambda: csv(
        labels_frame(**{"True label": NAMES[LABELS], "Predicted label": NAMES[answers()]})
    ),
    "label and prediction": lambda: csv(labels_frame(label=LABELS, prediction=answers())),
    "floats": lambda: csv(labels_frame(pred=answers().astype(float))),
    "counted from 1": lambda: csv(labels_frame(pred=answers() + 1)),
    "other spellings": lambda: csv(
        labels_frame(
            pred=np.array(
                [
                    "t-shirt",
                    "trousers",
                    "PULLOVER",
                    "dress",
                    "coat",
                    "sandals",
                    "Shirt",
                    "sneakers",
                    "bag",
                    "ankle_boot",
                ]
            )[answers()]
        )
    ),
    "one-hot rows": lambda: npy(np.eye(10)[answers()]),
    "one-hot rows of True and False": lambda: csv(proba_frame(np.eye(10, dtype=bool)[answers()])),
    "numbers beside names": lambda: csv(
        labels_frame(pred=[f"{label}: {CLASS_NAMES[label]}" for label in answers()])
    ),
    "a label with its confidence": lambda: csv(
        labels_frame(predicted=answers(), confidence=y_proba().max(axis=1))
    ),
    "texts in parquet": lambda: parquet(labels_frame(prediction=NAMES[answers()])),
}


@pytest.mark.parametrize("form", LABELS_ALONE)
def test_labels_alone_come_in_and_no_confidence_is_made_up(read, tmp_path: Path, form: str) -> None:
    found = read(LABELS_ALONE[form]())
    told = stored(found, tmp_path)

    assert found.facts["stated"] == "labels"
    assert told.y_proba is None
    np.testing.assert_array_equal(told.y_pred, answers())


def shuffled() -> np.ndarray:
    return np.random.default_rng(1).permutation(answers())


def with_nan() -> np.ndarray:
    broken = y_proba().copy()
    broken[[7, 9], 3] = np.nan
    return broken


WRONG = {
    "too few rows": (lambda: npy(answers()[:9_999]), "expected 10,000 rows.*received 9,999"),
    "the training images": (
        lambda: npy(np.zeros((60_000, 10), np.float16)),
        "received 60,000. These look like predictions for the training images",
    ),
    "missing ids": (
        lambda: csv(labels_frame(id=IDS, label=answers()).drop([17, 5001])),
        r"once. Received missing ids: 2 \(17, 5001\)",
    ),
    "doubled ids": (
        lambda: csv(labels_frame(id=np.where(IDS == 40, 41, IDS), label=answers())),
        r"missing ids: 1 \(40\); duplicate ids: 1 \(41\)",
    ),
    "foreign ids": (
        lambda: csv(labels_frame(id=np.where(IDS == 3, 77_777, IDS), label=answers())),
        r"ids that belong to no test image: 1 \(77777\)",
    ),
    "NaN": (
        lambda: npy(with_nan()),
        "NaN, infinity or empty cells in 2 of 10,000 rows, first in row 8",
    ),
    "empty cells": (
        lambda: csv(proba_frame(with_nan())),
        "NaN, infinity or empty cells in 2 of 10,000 rows",
    ),
    "shuffled rows": (
        lambda: npy(shuffled()),
        r"right on \d+\.\d % .*chance is 10 %.*shuffled.*Kaggle",
    ),
    "another order, by its true labels": (
        lambda: csv(labels_frame(y_true=LABELS[::-1], y_pred=answers()[::-1])),
        "official ones for .* rows are in another order.*fashion-mnist_test.csv",
    ),
    "other images, by their true labels": (
        lambda: csv(labels_frame(y_true=LABELS % 5, y_pred=answers())),
        "the rows belong to other images",
    ),
    "a constant answer": (
        lambda: npy(np.full(10_000, 8)),
        "answers Bag for every image: that is not a prediction",
    ),
    "eleven columns": (lambda: npy(np.ones((10_000, 11))), r"received an array of shape .*11"),
    "no class": (
        lambda: csv(labels_frame(prediction=["Shirt"] * 9_999 + ["Hat"])),
        "column prediction, row 10000: expected a class.*received 'Hat'",
    ),
    "no answer": (
        lambda: csv(labels_frame(id=IDS, prediction=np.where(IDS == 7, np.nan, answers()))),
        "column prediction, row 8: expected a class.*received nothing",
    ),
    "pictures instead of answers": (
        lambda: csv(pd.DataFrame(np.zeros((10_000, 784), np.uint8)).assign(label=0)),
        "holds pictures, pixel by pixel.*received 784",
    ),
    "Python objects": (
        lambda: npy(np.array([{"a": 1}], dtype=object), pickled=True),
        "pickled Python objects.*never opened",
    ),
    "ragged rows": (lambda: b"a,b\n1,2\n3\n", "row 2: expected 2 columns.*received 1"),
    "several models": (
        lambda: csv(
            labels_frame(**{"A: predicted label": answers(), "B: predicted label": answers()})
        ),
        r"predictions of 2 models \(A, B\): expected one",
    ),
    "words": (lambda: b"hello\nworld\n", "expected .*received"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named(read, case: str) -> None:
    make, sentence = WRONG[case]

    with pytest.raises(ImportingError, match=f"(?s){sentence}"):
        read(make())


def test_columns_in_another_order_are_found_by_assignment(read) -> None:
    order = [9, 8, 4, 3, 2, 5, 6, 7, 0, 1]

    found = read(npy(y_proba()[:, order]))

    assert found.facts["order"] == order
    assert found.facts["order_accuracy"] == (answers() == LABELS).mean()
    assert "column 0 is Ankle boot" in found.facts["order_sentence"]


def test_what_was_done_is_told(read) -> None:
    moved = read(csv(proba_frame().assign(id=IDS + 1).sample(frac=1, random_state=3)))
    proven = read(csv(proba_frame().assign(label=LABELS)))
    rounded = read(csv(proba_frame(TWO_DIGITS)))

    assert moved.facts["notes"] == [
        "Its ids count from 1.",
        "Its rows were put in the order of their ids.",
    ]
    assert "proves the order of its rows" in proven.facts["notes"][0]
    assert "rounded" in rounded.facts["notes"][0]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("T-shirt/top", 0),
        ("tshirt", 0),
        ("T-Shirts", 0),
        ("Ankle boot", 9),
        ("ankle_boots", 9),
        ("6", 6),
        ("6.0", 6),
        ("class_7", 7),
        ("Trainers", 7),
        ("Handbag", 8),
        ("6 Shirt", 6),
        ("T-shirt/top (0)", 0),
        ("5 Shirt", None),
        ("10", None),
        ("hat", None),
        ("", None),
    ],
)
def test_spellings_of_classes(text: str, label: int | None) -> None:
    assert label_of_name(text) == label


@pytest.mark.parametrize(
    ("heading", "label"),
    [("p(Shirt)", 6), ("prob_3", 3), ("My CNN: p(Bag)", 8), ("y_proba[4]", 4), ("total", None)],
)
def test_headings_of_columns(heading: str, label: int | None) -> None:
    assert label_in_heading(heading) == label


def test_labels_counted_from_1_are_told_by_a_ten() -> None:
    told = as_labels(["1", "10", "4"], "label", "p.csv")

    assert told.tolist() == [0, 9, 3]
