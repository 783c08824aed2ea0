"""A model whose classes or images stand in another order says so wherever it is judged."""

from dataclasses import replace

import numpy as np
import pytest
from sectioning import make_view

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.evaluation_set import EvaluationSet, evaluate, make_evaluation_set
from fmnist.views.parts.class_order import order_warning

ANOTHER = np.array([9, 0, 1, 2, 3, 4, 5, 6, 7, 8], dtype=np.uint8)


@pytest.fixture(scope="module")
def there() -> EvaluationSet:
    return make_evaluation_set(store.scan().models, load_test_split())


def with_answers(there: EvaluationSet, y_pred: np.ndarray) -> EvaluationSet:
    """Return the best model with other answers, alone."""
    one = there.models[0]
    matrix = np.zeros((10, 10), dtype=np.int64)
    np.add.at(matrix, (one.y_true, y_pred), 1)
    changed = replace(one, y_pred=y_pred, correct=y_pred == one.y_true, matrix=matrix)
    return replace(there, models=(changed,))


def test_no_shipped_model_is_doubted(there) -> None:
    assert order_warning(there.models) == ""
    equal = make_evaluation_set(store.scan().models, there.split, "equal budget")
    assert order_warning(equal.models) == ""


@pytest.mark.parametrize("kind", ["model", "matrix", "leaderboard"])
def test_classes_in_another_order_are_told_with_what_would_be_right(there, kind) -> None:
    one = there.models[0]
    changed = with_answers(there, ANOTHER[one.y_pred])

    said = make_view(kind, {"models": [one.key]}).compute(changed).sentence

    plain = said.replace("\N{NO-BREAK SPACE}", " ")
    assert f"**{one.name}** probably names the classes in another order" in plain
    assert "T-shirt/top for Trouser" in plain
    assert f"{100 * one.accuracy:.1f} % would be right" in plain
    assert "accept that order" in plain


@pytest.mark.parametrize("kind", ["model", "matrix", "leaderboard"])
def test_images_in_another_order_are_told_with_the_next_step(there, kind) -> None:
    one = there.models[0]
    shuffled = np.random.default_rng(0).permutation(one.y_pred)
    changed = with_answers(there, shuffled)

    said = make_view(kind, {"models": [one.key]}).compute(changed).sentence

    assert "are probably in a different order from the official test images" in said
    assert "Predict the official images in their order and import it again." in said
    assert evaluate(one.model, there.split.labels).accuracy > 0.9  # the shipped one is as it was
