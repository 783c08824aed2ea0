"""Bins, scores and the gain of abstaining are those of the files."""

import json

import numpy as np
import oracle
import pytest
from driving import ESCAPED, open_page, payloads, text_of
from oracle import labels

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.evaluation_set import make_evaluation_set
from fmnist.text import plain
from fmnist.views.calibration import CalibrationView

CALIBRATION = "pages/compare/calibration.py"
EDGES = np.linspace(0, 1, 16)
LAST = "0.93 to 1.00"


def bin_of(model):
    """Return each image's bin, counted one image at a time: (lower, upper]."""
    confidence = model.y_proba.max(axis=1).astype(np.float64)
    return (confidence[:, np.newaxis] > EDGES[1:-1]).sum(axis=1)


def ece(model):
    confidence = model.y_proba.max(axis=1).astype(np.float64)
    right = model.y_pred == labels()
    bins = bin_of(model)
    gaps = [abs((right - confidence)[bins == place].sum()) for place in range(15)]
    return sum(gaps) / 10_000


def abstaining(model, percent):
    confidence = model.y_proba.max(axis=1)
    kept = np.argsort(-confidence, kind="stable")[: 10_000 - 100 * percent]
    return (model.y_pred == labels())[kept].mean()


def traces(page, place=0):
    figure = json.loads(page.get("plotly_chart")[place].proto.spec)
    return {trace["name"]: trace for trace in figure["data"]}


def test_a_chart_holds_the_counts_of_its_model(models) -> None:
    chosen = oracle.best_of_families(models)
    page = open_page(CALIBRATION)

    for place, model in enumerate(chosen):
        counts = np.bincount(bin_of(model), minlength=15)
        columns = traces(page, place)["Any, to choose"]["customdata"]
        assert [point[0] for point in columns] == np.flatnonzero(counts).tolist()
        texts = traces(page, place)["Any, to choose"]["hovertext"]
        assert f"{counts[14]:,} images" in texts[-1]


def table(page):
    """Return the table of calibration errors, a dictionary of texts for each model."""
    [found] = [element.value for element in page.markdown if element.value.startswith("| Model")]
    head, _, *rows = (
        ESCAPED.sub(r"\1", line).replace("\N{NO-BREAK SPACE}", " ").strip("| ").split(" | ")
        for line in found.splitlines()
    )
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_errors_are_those_of_the_files_the_smallest_first(models) -> None:
    rows = table(open_page(CALIBRATION))

    chosen = sorted(oracle.best_of_families(models), key=ece)
    assert [row["Model"] for row in rows] == [model.name for model in chosen]
    for row, model in zip(rows, chosen, strict=True):
        assert row["ECE"] == f"{100 * ece(model):.1f} %"
        # Around the error, but not centred: a resample adds chance of its own.
        low, high = (float(end) for end in row["95 % interval"].strip(" %").split(" to "))
        assert low < 100 * ece(model) + 1
        assert low < high < 100 * ece(model) + 3


def test_brier_and_log_loss_are_those_of_the_files(models) -> None:
    model = models[-1]
    [row] = table(open_page(CALIBRATION, models=model.name))

    truth = np.eye(10)[labels()]
    brier = ((model.y_proba - truth) ** 2).sum(axis=1).mean()
    loss = -np.log(np.maximum(model.y_proba[np.arange(10_000), labels()], 1e-7)).mean()
    assert row["Brier score"] == f"{brier:.3f}"
    assert row["Log loss"] == f"{loss:.3f}"


def test_the_page_says_what_a_report_says(models) -> None:
    page = open_page(CALIBRATION, models=[model.name for model in models[:3]])

    view = CalibrationView(models=tuple(model.key for model in models[:3]))
    there = make_evaluation_set(store.scan().models, load_test_split())
    assert plain(view.compute(there).sentence).replace("\N{NO-BREAK SPACE}", " ") in text_of(page)


@pytest.mark.parametrize("outcome", ["Any", "Right", "Wrong"])
def test_a_bin_opens_exactly_its_images(models, outcome) -> None:
    chosen, model = models[:2], models[1]
    inside, right = bin_of(model) == 14, model.y_pred == labels()
    expected = np.flatnonzero(
        {"Any": inside, "Right": inside & right, "Wrong": inside & ~right}[outcome]
    )

    page = open_page(
        CALIBRATION,
        models=[one.name for one in chosen],
        bin=LAST,
        bin_of=model.name,
        bin_outcome=outcome,
    )

    [gallery] = payloads(page, "indices")
    assert set(gallery["indices"]) <= set(expected.tolist())
    assert len(gallery["indices"]) == min(100, len(expected))
    assert f"of {len(expected):,}." in gallery["footer"]
    said = text_of(page)
    assert f"{inside.sum():,} images that {model.name} is {LAST} sure about" in said
    assert f"{(inside & right).sum():,} right" in said
    assert f"{(inside & ~right).sum():,} wrong" in said


def test_the_chosen_bin_is_marked_in_its_models_chart_alone(models) -> None:
    chosen = models[:2]

    page = open_page(
        CALIBRATION, models=[one.name for one in chosen], bin=LAST, bin_of=chosen[1].name
    )

    figures = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")[:2]]
    assert [len(figure["layout"].get("shapes", [])) for figure in figures] == [0, 2]


@pytest.mark.parametrize("percent", [5, 30])
def test_the_gain_of_abstaining_is_computed(models, percent) -> None:
    model = models[0]

    said = text_of(open_page(CALIBRATION, models=model.name, abstain=str(percent)))

    after = 100 * abstaining(model, percent)
    assert f"If {model.name} may abstain on {percent} % of the images" in said
    assert f"rises from {model.accuracy} to {after:.1f} %" in said


def test_without_a_bin_there_is_no_gallery() -> None:
    page = open_page(CALIBRATION)

    assert payloads(page, "indices") == []
    assert page.selectbox(key="bin").value is None


def test_nothing_is_fitted_on_test_images() -> None:
    assert "emperature" not in text_of(open_page(CALIBRATION))
