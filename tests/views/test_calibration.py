"""The numbers of the calibration page, by hand, and its sentences."""

import numpy as np
import pytest

from fmnist.evaluation.calibration import reliability
from fmnist.views.calibration import abstention_sentence, calibration_sentence
from fmnist.views.parts.calibration import judge_calibration

NBSP = "\N{NO-BREAK SPACE}"
# Confidence 0.5 0.6 0.7 0.9 1.0; right, wrong, right, right, wrong.
Y_TRUE = np.array([0, 1, 1, 0, 1], dtype=np.uint8)
Y_PROBA = np.array([[0.5, 0.5], [0.6, 0.4], [0.3, 0.7], [0.9, 0.1], [1.0, 0.0]], dtype=np.float32)


@pytest.fixture(scope="module")
def evaluated():
    return judge_calibration(Y_TRUE, Y_PROBA)


def scores(n=3000):
    rng = np.random.default_rng(3)
    y_proba = rng.dirichlet(np.full(10, 0.1), size=n).astype(np.float32)
    return rng.integers(0, 10, size=n).astype(np.uint8), y_proba


def test_every_image_stands_in_the_bin_of_the_reliability_curve() -> None:
    y_true, y_proba = scores()

    evaluated = judge_calibration(y_true, y_proba)

    curve = reliability(y_true, y_proba)
    assert np.bincount(evaluated.bin_of, minlength=15).tolist() == curve.counts.tolist()
    assert evaluated.bins.counts.tolist() == curve.counts.tolist()
    for place in range(15):
        assert len(evaluated.images(place)) == curve.counts[place]


def test_an_image_on_an_edge_stands_in_the_bin_that_the_edge_closes() -> None:
    edge = np.linspace(0, 1, 16)[9]
    on_the_edge = judge_calibration(np.array([0], dtype=np.uint8), np.array([[edge, 1 - edge]]))

    assert on_the_edge.images(8).tolist() == [0]
    assert on_the_edge.bins.counts[8] == 1


def test_right_and_wrong_by_hand(evaluated) -> None:
    places = {0.5: 7, 0.6: 8, 0.7: 10, 0.9: 13, 1.0: 14}  # 0.6 as float32 lies above 9/15

    right, wrong = evaluated.bins.right, evaluated.bins.wrong
    assert right.sum() == 3
    assert wrong.sum() == 2
    assert (right[places[0.5]], right[places[0.9]], wrong[places[1.0]]) == (1, 1, 1)
    assert evaluated.bins.share_of_wrong[places[1.0]] == pytest.approx(1 / 2)
    assert evaluated.bins.share_of_right[places[0.5]] == pytest.approx(1 / 3)


def test_means_by_hand(evaluated) -> None:
    assert evaluated.accuracy == pytest.approx(0.6)
    assert evaluated.mean_confidence == pytest.approx(0.74)
    assert evaluated.brier == pytest.approx((0.5 + 0.72 + 0.18 + 0.02 + 2.0) / 5)


def test_abstaining_leaves_out_the_least_sure(evaluated) -> None:
    assert evaluated.accuracy_abstaining(0) == pytest.approx(3 / 5)
    assert evaluated.accuracy_abstaining(20) == pytest.approx(2 / 4)
    assert evaluated.accuracy_abstaining(80) == 0.0


def test_an_empty_bin_has_no_interval(evaluated) -> None:
    assert np.isnan(evaluated.bins.low[0])
    assert evaluated.bins.low[13] < evaluated.bins.accuracy[13] <= evaluated.bins.high[13]


def test_one_model_is_said_to_claim_more_than_it_keeps(evaluated) -> None:
    assert calibration_sentence(["A"], [evaluated]).startswith(
        f"**A** claims 74.0{NBSP}% on average but is right on only 60.0{NBSP}% (ECE "
    )


def test_the_most_and_the_least_believable_are_named(evaluated) -> None:
    rows = np.repeat([[0.9, 0.1]], 10, axis=0).astype(np.float32)
    honest = judge_calibration(np.array([1] + [0] * 9, dtype=np.uint8), rows)

    sentence = calibration_sentence(["A", "B"], [evaluated, honest])

    assert sentence.startswith("**B** has the smallest calibration error (ECE 0.0")
    assert "**A** has the largest: it claims 74.0" in sentence
    assert "cannot tell it from" not in sentence
    tied = calibration_sentence(["A", "B"], [evaluated, honest], tied=(0,))
    assert "though these images cannot tell it from **A**. By log loss" in tied
    assert "has the largest" not in tied


def test_a_model_that_is_never_sure_is_not_called_best_alone() -> None:
    labels = np.repeat(np.arange(10, dtype=np.uint8), 10)
    sure = np.full((100, 10), 0.1 / 9, dtype=np.float32)
    sure[np.arange(100), labels] = 0.9
    never = np.full((100, 10), 0.1, dtype=np.float32)

    sentence = calibration_sentence(
        ["Never", "Sure"], [judge_calibration(labels, each) for each in (never, sure)]
    )

    assert sentence.startswith("**Never** has the smallest calibration error (ECE 0.0")
    assert "By log loss, which also rewards being sure, **Sure** is best" in sentence


def test_the_abstention_sentence() -> None:
    rises = abstention_sentence("CNN best", 0.05, 0.931, 0.95)

    assert rises == (
        f"If **CNN best** may abstain on 5{NBSP}% of the images, its accuracy rises from "
        f"93.1{NBSP}% to **95.0{NBSP}%**."
    )
    assert "falls from" in abstention_sentence("A", 0.1, 0.95, 0.94)
    assert "stays at" in abstention_sentence("A", 0.1, 0.95, 0.95)
    assert "may abstain" not in abstention_sentence("A", 0.0, 0.95, 0.95)
