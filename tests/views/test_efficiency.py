"""What is said of accuracy and cost, from a case worked by hand."""

from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.evaluation_set import evaluate
from fmnist.metrics import COSTS
from fmnist.views.efficiency import EfficiencyView, front_sentence

SPLIT = load_test_split()
MODEL = store.load("cnn_small")


def priced(*models: tuple[str, int, float]):
    """Return models of these names, parameters and accuracies."""
    found = []
    for name, parameters, accuracy in models:
        record = MODEL.record.model_copy(update={"display_name": name, "parameters": parameters})
        right = np.arange(10_000) < round(10_000 * accuracy)
        y_pred = np.where(right, SPLIT.labels, (SPLIT.labels + 1) % 10).astype(np.uint8)
        predictions = replace(MODEL.predictions, y_pred=y_pred)
        one = evaluate(replace(MODEL, record=record, predictions=predictions), SPLIT.labels)
        found.append((float(parameters), one))
    return found


MODELS = (("Big", 900_000, 0.95), ("Small", 8_000, 0.85), ("Worse", 9_000, 0.84))


def test_those_that_nothing_beats_are_named() -> None:
    said = front_sentence("Parameters", priced(*MODELS)).replace("\N{NO-BREAK SPACE}", " ")

    assert said == (
        "By accuracy and **parameters** together, no other model beats **Small** (85.0 % at "
        "8,000) and **Big** (95.0 % at 900,000). The other one is no cheaper and no more "
        "accurate than one of these."
    )


def test_one_as_cheap_but_less_accurate_is_not_on_the_front() -> None:
    said = front_sentence("Parameters", priced(*MODELS, ("Taught", 8_000, 0.86)))

    assert "**Taught** (" in said
    assert "**Small** (" not in said
    assert said.endswith(" of the other 2 is no cheaper and no more accurate than one of these.")


def test_without_a_measured_cost_it_says_so() -> None:
    assert front_sentence("File size", []) == "No model's record says: file size."


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        ("Parameters", "Parameters"),
        ("Multiply-accumulates per image", "Multiply-adds"),
        ("File size in KiB", "File size"),
        ("Microseconds per image, in the largest batch", "Time per image"),
    ],
)
def test_costs_of_findings_of_before_are_known(said: str, cost: str) -> None:
    assert EfficiencyView(models=("a",), cost=said).cost == cost
    assert cost in COSTS


def test_a_cost_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValidationError, match="cost must be one of Parameters"):
        EfficiencyView(models=("a",), cost="Price")
