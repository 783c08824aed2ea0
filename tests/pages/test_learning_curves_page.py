"""The curves are the recorded history, and their captions its numbers."""

import csv
import json
from typing import Any

import oracle
import pytest
from driving import open_page, text_of
from oracle import ARTIFACTS

CURVES = "pages/compare/learning_curves.py"


def history(key: str) -> dict[str, list[float]]:
    with (ARTIFACTS / key / "history.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


def record(key: str) -> dict[str, Any]:
    return json.loads((ARTIFACTS / key / "record.json").read_text(encoding="utf-8"))


def lines(chart) -> list[list[float]]:
    """Return the heights of all lines of a chart that have more than one point."""
    traces = json.loads(chart.proto.spec)["data"]
    return [list(trace["y"]) for trace in traces if len(trace.get("y", ())) > 1]


def test_each_chosen_model_has_its_four_curves(models) -> None:
    chosen = models[-2:]

    charts = open_page(CURVES, models=[model.name for model in chosen]).get("plotly_chart")

    for chart, model in zip(charts, chosen, strict=True):
        recorded, shown = history(model.key), lines(chart)
        for name in ("accuracy", "val_accuracy", "loss", "val_loss"):
            assert any(
                len(line) == len(recorded[name]) and line == pytest.approx(recorded[name])
                for line in shown
            ), f"{model.name} has no line of its {name}"


def test_the_selected_epoch_and_the_measured_accuracy_stand_by_the_curves(models) -> None:
    text = text_of(open_page(CURVES))

    trained = [model for model in models if "members" not in record(model.key)["training"]]
    for model in oracle.best_of_families(trained):
        validation = record(model.key)["validation"]
        epochs = len(history(model.key)["loss"])
        assert f"| {model.name} | {epochs} | {validation['epoch']} |" in text
        assert f"{100 * validation['accuracy']:.1f} %" in text
        assert model.accuracy in text


def test_an_ensemble_says_that_nothing_was_trained_and_has_no_curve() -> None:
    together = record("cnn_ensemble")

    page = open_page(CURVES, models=[together["display_name"], "ANN 10-10"])

    assert len(page.get("plotly_chart")) == 1
    said = text_of(page)
    assert "Nothing was trained for it" in said
    for key in together["training"]["members"]:
        assert record(key)["display_name"] in said


def test_at_first_stand_the_best_of_each_family_that_were_trained(models) -> None:
    charts = open_page(CURVES).get("plotly_chart")

    assert len(charts) == len({model.family for model in models})
