"""The result table, computed and written out."""

import json

import pytest

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.report.results import result_rows, to_json, to_markdown, to_text

LABELS = load_test_split().labels
ROWS = result_rows(store.scan().models, LABELS)


def test_rows_run_from_the_most_accurate_down() -> None:
    fashion = [row.accuracy for row in ROWS if row.dataset == "fashion-mnist"]

    assert fashion == sorted(fashion, reverse=True)


def test_a_row_agrees_with_scikit_learn() -> None:
    from sklearn import metrics  # noqa: PLC0415 - 2.5 s

    for row in ROWS:
        model = store.load(row.key)
        y_true = LABELS if model.y_true is None else model.y_true
        y_pred = model.y_proba.argmax(axis=1)
        assert row.accuracy == pytest.approx(metrics.accuracy_score(y_true, y_pred))
        assert row.macro_f1 == pytest.approx(metrics.f1_score(y_true, y_pred, average="macro"))


def test_json_text_and_markdown_name_every_model() -> None:
    assert [row["key"] for row in json.loads(to_json(ROWS))] == [row.key for row in ROWS]
    assert len(to_markdown(ROWS).splitlines()) == len(ROWS) + 2
    assert all(row.key in to_text(ROWS) and row.key in to_markdown(ROWS) for row in ROWS)
