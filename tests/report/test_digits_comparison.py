"""Garments against digits: both numbers come from the stored predictions."""

import numpy as np

from fmnist.artifacts import store
from fmnist.report.digits_comparison import find_twins


def test_the_sentence_counts_both(evaluation_set, truths) -> None:
    twins = find_twins(store.scan().models, evaluation_set.models)
    assert twins is not None
    with np.load(twins.digits.folder / "test_predictions.npz") as archive:
        right = int((archive["y_proba"].argmax(axis=1) == archive["y_true"]).sum())
    [garments] = [truth for truth in truths if truth.key == twins.garments.key]

    said = twins.sentence.replace("\N{NO-BREAK SPACE}", " ")

    assert f"**{right / 100:.1f} % (95 % interval" in said
    assert f"**{garments.n_correct / 100:.1f} % (95 % interval" in said
    times = (10_000 - garments.n_correct) / (10_000 - right)
    assert f"**{times:.1f} times** as many mistakes" in said
    assert twins.claims.replace("\N{NO-BREAK SPACE}", " ") == "Its source claims 98 % and 89 %."


def test_a_model_of_digits_stands_outside_every_comparison(evaluation_set) -> None:
    others = {model.key for model in store.scan().models if model.y_true is not None}

    assert others
    assert others.isdisjoint(evaluated.key for evaluated in evaluation_set.models)


def test_without_a_model_of_digits_there_is_nothing_to_say(evaluation_set) -> None:
    models = [evaluated.model for evaluated in evaluation_set.models]

    assert find_twins(models, evaluation_set.models) is None
