"""Doubtful labels, by hand and by cleanlab."""

import numpy as np
import pytest

from fmnist.evaluation.label_quality import label_quality, most_doubtful, without

Y_TRUE = np.array([0, 1, 2, 0])
FIRST = np.array([[0.9, 0.05, 0.05], [0.6, 0.3, 0.1], [0.1, 0.1, 0.8], [0.2, 0.7, 0.1]])
SECOND = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4], [0.1, 0.8, 0.1]])


def test_the_score_is_the_accuracy_weighted_mean_confidence_in_the_label() -> None:
    weights = np.array([2, 3]) / 5  # FIRST has 2 of 4 right, SECOND 3 of 4
    own = np.array([[0.9, 0.3, 0.8, 0.2], [0.7, 0.8, 0.4, 0.1]])

    np.testing.assert_allclose(label_quality(Y_TRUE, [FIRST, SECOND]), weights @ own)


def test_the_scores_are_cleanlab_s() -> None:
    from cleanlab.rank import get_label_quality_ensemble_scores  # noqa: PLC0415 - 4 s

    rng = np.random.default_rng(3)
    y_true = rng.integers(0, 10, size=500)
    y_probas = [rng.dirichlet(np.full(10, 0.3), size=500) for _ in range(4)]
    for place, y_proba in enumerate(y_probas):  # of four accuracies
        y_proba[: 60 * place] = np.eye(10)[y_true[: 60 * place]] * 0.9 + 0.01

    theirs = get_label_quality_ensemble_scores(y_true, y_probas, verbose=False)
    np.testing.assert_allclose(label_quality(y_true, y_probas), theirs)


def test_the_wrong_label_is_the_most_doubtful() -> None:
    quality = label_quality(Y_TRUE, [FIRST, SECOND])

    assert most_doubtful(quality, top=2).tolist() == [3, 2]


def test_equal_scores_keep_the_order_of_the_images() -> None:
    assert most_doubtful(np.array([0.5, 0.1, 0.5, 0.1]), top=3).tolist() == [1, 3, 0]


def test_left_out_images_do_not_count() -> None:
    correct = np.array([[True, False, True, False], [True, True, False, False]])

    assert without(correct, {1, 3}).tolist() == [[True, True], [True, False]]
    assert without(correct, ()).tolist() == correct.tolist()


def test_an_image_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(IndexError):
        without(np.ones((2, 4), dtype=bool), {4})
