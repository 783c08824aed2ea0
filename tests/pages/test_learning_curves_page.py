"""The curves are the recorded history, and their captions its numbers."""

import csv
import json

import oracle
import pytest
from driving import open_page, words
from oracle import ARTIFACTS

CURVES = "pages/compare/learning_curves.py"


def history(key: str) -> dict[str, list[float]]:
    with (ARTIFACTS / key / "history.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


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
    text = words(open_page(CURVES))

    for model in oracle.best_of_families(models):
        record = json.loads((ARTIFACTS / model.key / "record.json").read_text(encoding="utf-8"))
        epochs = len(history(model.key)["loss"])
        assert f"{record['validation']['epoch']} of {epochs}" in text
        assert f"{100 * record['validation']['accuracy']:.1f} %" in text
        assert model.accuracy in text
