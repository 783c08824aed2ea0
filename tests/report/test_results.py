"""The result table, computed and written out."""

import json
from dataclasses import replace

import pytest

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.report.results import (
    EQUAL_BUDGET,
    evaluated_models,
    result_table,
    to_json,
    to_markdown,
    to_text,
)

LABELS = load_test_split().labels
ROWS = evaluated_models(store.scan().models, LABELS)


def test_rows_run_from_the_most_accurate_down() -> None:
    groups: dict[tuple[str, str], list[float]] = {}
    for row in ROWS:
        groups.setdefault((row.record.data.dataset, row.record.comparison), []).append(row.accuracy)

    assert len(groups) >= 2
    for accuracies in groups.values():
        assert accuracies == sorted(accuracies, reverse=True)


def test_a_row_agrees_with_scikit_learn() -> None:
    from sklearn import metrics  # noqa: PLC0415 - 2.5 s

    told = {row["key"]: row for row in json.loads(to_json(ROWS))}
    for row in ROWS:
        model = store.load(row.key)
        y_true = LABELS if model.y_true is None else model.y_true
        y_pred = model.y_proba.argmax(axis=1)
        assert told[row.key]["accuracy"] == pytest.approx(metrics.accuracy_score(y_true, y_pred))
        assert told[row.key]["macro_f1"] == pytest.approx(
            metrics.f1_score(y_true, y_pred, average="macro")
        )


def test_json_text_and_markdown_name_every_model() -> None:
    assert [row["key"] for row in json.loads(to_json(ROWS))] == [row.key for row in ROWS]
    tables = to_markdown(ROWS).split(EQUAL_BUDGET)
    counts = [sum(line.startswith("| ") for line in table.splitlines()) - 1 for table in tables]
    equal = sum(row.record.comparison == "equal budget" for row in ROWS)
    assert counts == ([len(ROWS) - equal, equal] if equal else [len(ROWS)])
    assert all(
        row.key in to_text(ROWS) and row.key in to_markdown(ROWS).replace("\\", "") for row in ROWS
    )


def test_several_seeds_have_their_mean_deviation_and_number() -> None:
    model = store.load("cnn_small")
    run = model.record.runs[0]
    runs = tuple(run.model_copy(update={"test_accuracy": share}) for share in (0.90, 0.91, 0.95))
    several = replace(model, record=model.record.model_copy(update={"runs": runs}))
    alone = replace(model, record=model.record.model_copy(update={"runs": runs[:1]}))

    rows = evaluated_models([several, alone], LABELS)

    by_number = {row["seeds"]: row for row in json.loads(to_json(rows))}
    assert by_number[3]["seeds_mean"] == pytest.approx(0.92)
    assert by_number[3]["seeds_deviation"] == pytest.approx(0.026458, abs=1e-6)  # sqrt(7)/100
    assert by_number[1]["seeds_mean"] is by_number[1]["seeds_deviation"] is None
    table = result_table(rows)
    column = table.columns.index("Mean of seeds")
    assert {row[column] for row in table.rows} == {"92.00\N{NO-BREAK SPACE}% ± 2.65 (3)", ""}
