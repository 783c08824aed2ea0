"""The plain words on top say what the files say."""

import re

import numpy as np
import oracle
from oracle import CLASSES, SHIRT, T_SHIRT

from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.report.summary import key_figures, summary


def text_of(evaluation_set) -> str:
    said = " ".join(summary(evaluation_set.models, evaluation_set.split.labels))
    return said.replace("**", "").replace("\N{NO-BREAK SPACE}", " ")


def test_the_best_model_s_shirts_are_told_per_hundred(evaluation_set, truths) -> None:
    best = truths[0]
    taken, known = best.count(SHIRT, T_SHIRT) / 10, best.count(SHIRT, SHIRT) / 10

    found = re.search(
        r"Of 100 shirts, the best model takes (\d+) for T-shirts and recognises (\d+)\.",
        text_of(evaluation_set),
    )

    assert found is not None
    assert abs(int(found[1]) - taken) <= 0.5
    assert abs(int(found[2]) - known) <= 0.5


def test_hardest_and_easiest_class_are_the_best_model_s(evaluation_set, truths) -> None:
    recall = np.diag(truths[0].matrix)

    said = text_of(evaluation_set)

    assert f"It finds {CLASSES[recall.argmin()]} hardest" in said
    assert f"{CLASSES[recall.argmax()]} easiest" in said


def test_images_that_all_misread_are_counted(evaluation_set, truths) -> None:
    wrong = np.stack([truth.y_pred != oracle.labels() for truth in truths]).all(axis=0).sum()

    assert f"{wrong:,} of 10,000 images are misclassified by all" in text_of(evaluation_set)
    assert key_figures(evaluation_set.models, evaluation_set.split.labels)[2].value == f"{wrong:,}"
    assert "misclassified by both models" in text_of(
        EvaluationSet(evaluation_set.split, evaluation_set.models[:2])
    )


def test_other_data_give_other_words(evaluation_set) -> None:
    """Nothing is written by hand: a model that calls everything a bag is told as such."""
    worst = evaluation_set.models[-1]
    y_pred = np.full(10_000, 8)
    matrix = np.zeros((10, 10), dtype=np.int64)
    np.add.at(matrix, (evaluation_set.split.labels, y_pred), 1)
    correct = y_pred == evaluation_set.split.labels
    bags = EvaluatedModel(worst.model, worst.y_true, y_pred, correct, matrix)
    changed = EvaluationSet(evaluation_set.split, (bags,))

    said = text_of(changed)

    assert f"the best model, {worst.name}, classifies 10 correctly" in said
    assert "takes none for T-shirts and recognises none" in said
    assert "Bag easiest (100 of 100)" in said
    assert "misclassified by all" not in said
