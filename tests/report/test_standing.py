"""Where one model stands: its score, its claim, its twins, its rank, and what nobody knows."""

from pathlib import Path

import numpy as np
import pytest
from artifact_samples import labels_alone_fields, parse
from sectioning import plain, wilson
from sklearn.metrics import f1_score

from fmnist.artifacts.predictions import Predictions
from fmnist.artifacts.store import TrainedModel
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, make_evaluation_set
from fmnist.views.parts.standing import rank_sentence, standing


def came_in(y_pred: np.ndarray, evaluation_set: EvaluationSet, claimed: float | None = None):
    record = parse(labels_alone_fields() | {"display_name": "Mine", "claimed_accuracy": claimed})
    model = TrainedModel(record, Path(), Predictions(y_pred.astype(np.uint8), None, None))
    together = make_evaluation_set(
        [model, *(one.model for one in evaluation_set.models)], evaluation_set.split
    )
    (one,) = together.pick(["other_b"])
    return one, together


def said(one: EvaluatedModel, together: EvaluationSet) -> str:
    return plain(" ".join(standing(one, together)))


@pytest.fixture
def middling(evaluation_set) -> np.ndarray:
    """Answers of the best model, each fifth one of the class after it."""
    best = evaluation_set.models[0].y_pred.astype(np.int64)
    return np.where(np.arange(10_000) % 5 == 0, (best + 1) % 10, best)


def test_score_interval_and_shirts(evaluation_set, middling) -> None:
    one, together = came_in(middling, evaluation_set)
    right = int((middling == evaluation_set.split.labels).sum())
    f1 = f1_score(evaluation_set.split.labels, middling, average="macro")

    text = said(one, together)

    assert f"Mine classifies {right:,} of 10,000 test images correctly" in text
    assert wilson(right, 10_000) in text
    assert f"Macro F1 {f1:.4f}" in text


@pytest.mark.parametrize(
    ("more", "where"), [(0.001, "lies within"), (0.05, "lies above"), (-0.05, "lies below")]
)
def test_a_claim_stands_beside_what_was_measured(
    evaluation_set, middling, more: float, where: str
) -> None:
    measured = float((middling == evaluation_set.split.labels).mean())
    one, together = came_in(middling, evaluation_set, claimed=measured + more)

    assert f"the claim {where} the 95 % interval" in said(one, together)
    assert f"measured {100 * measured:.2f} %" in said(one, together)


def test_without_a_claim_none_is_spoken_of(evaluation_set, middling) -> None:
    assert "laim" not in said(*came_in(middling, evaluation_set))


def test_the_same_answers_are_told(evaluation_set) -> None:
    best = evaluation_set.models[0]

    text = said(*came_in(best.y_pred, evaluation_set))

    assert f"It gives the same answer as {best.name} for every test image." in text
    assert "cannot be told apart from" in text


def test_a_rank_is_told_by_paired_tests_and_names_few(evaluation_set, middling) -> None:
    one, together = came_in(middling, evaluation_set)
    others = [other for other in together.models if other.key != one.key]

    text = plain(rank_sentence(one, others))

    assert "is less accurate than" in text
    assert f"{len(others) - 3} more" in text
    assert f"Holm over {len(others)} pairs" in text


def test_what_nobody_knows_is_said_of_imported_models_alone(evaluation_set, middling) -> None:
    assert "Unknown, and shown so" in said(*came_in(middling, evaluation_set))
    assert "Unknown" not in said(evaluation_set.models[0], evaluation_set)
