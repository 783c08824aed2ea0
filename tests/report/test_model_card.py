"""A model's page shows what its record says."""

import json

import pytest

from fmnist.artifacts import store
from fmnist.report.costs import COSTS
from fmnist.report.model_card import facts, layer_rows, run_rows, training_rows

MODEL = store.load("cnn_three_conv")
NBSP = "\N{NO-BREAK SPACE}"
RAW = json.loads((MODEL.folder / "record.json").read_text())


def test_big_numbers_are_the_record_s() -> None:
    shown = {label: (value, note) for label, value, note in facts(MODEL, 0.8969)}

    assert shown["Test accuracy"] == (
        "89.69\N{NO-BREAK SPACE}%",
        "its source claims 91\N{NO-BREAK SPACE}%",
    )
    assert shown["Parameters"][0] == f"{RAW['parameters']:,}"
    assert shown["Training"][0] == f"{RAW['training_seconds'] / 60:.1f} min"


def test_every_layer_has_its_row() -> None:
    rows = layer_rows(MODEL.record).splitlines()

    assert len(rows) == len(RAW["layers"]) + 2
    assert "| convolution_1 | Conv2D | 26 x 26 x 32 | 320 | 194,688 |" in rows


def test_the_shipped_seed_is_named() -> None:
    assert f"| {RAW['seed']} (shipped) | {RAW['validation']['epoch']} of " in run_rows(MODEL.record)


def test_several_seeds_have_a_mean_and_a_spread() -> None:
    run = MODEL.record.runs[0]
    runs = tuple(
        run.model_copy(update={"seed": seed, "test_accuracy": accuracy})
        for seed, accuracy in enumerate((0.90, 0.91, 0.95))
    )

    rows = run_rows(MODEL.record.model_copy(update={"runs": runs}))

    assert f"92.00{NBSP}% ± 2.65" in rows


def test_every_setting_is_listed() -> None:
    rows = training_rows(MODEL.record)

    assert all(f"| {name} |" in rows for name in RAW["training"])
    assert "5,000 images, 500 of each class" in rows


@pytest.mark.parametrize("name", COSTS)
def test_costs_are_positive(name: str) -> None:
    assert COSTS[name](MODEL) > 0


def test_no_measured_time_is_no_cost() -> None:
    unmeasured = store.TrainedModel(
        MODEL.record.model_copy(update={"inference": ()}), MODEL.folder, MODEL.y_proba
    )

    assert COSTS["Microseconds per image, in the largest batch"](unmeasured) is None
