"""Reliability and its error: by hand, against scikit-learn, and what chance alone would show."""

import time

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.calibration import calibration_curve

from fmnist.evaluation.bootstrap import percentile_interval
from fmnist.evaluation.calibration import expected_calibration_error, reliability
from fmnist.evaluation.calibration_intervals import (
    calibrated_ece_intervals,
    resampled_eces,
)

Scores = tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]

# Confidence 0.5 0.6 0.7 0.9 1.0; right, wrong, right, right, wrong.
Y_TRUE = np.array([0, 1, 1, 0, 1])
Y_PROBA = np.array([[0.5, 0.5], [0.6, 0.4], [0.3, 0.7], [0.9, 0.1], [1.0, 0.0]])


def calibrated(n: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return labels drawn from the very probabilities that are stated."""
    rng = np.random.default_rng(4)
    y_proba = rng.dirichlet(np.full(10, 0.15), size=n)
    y_true = (rng.random((n, 1)) > y_proba.cumsum(axis=1)).sum(axis=1)
    return np.minimum(y_true, 9), y_proba


def test_reliability_by_hand() -> None:
    curve = reliability(Y_TRUE, Y_PROBA, n_bins=4)
    assert curve.edges.tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert curve.counts.tolist() == [0, 1, 2, 2]  # 0.5 lies in the bin it closes
    np.testing.assert_allclose(curve.accuracy, [np.nan, 1.0, 0.5, 0.5])
    np.testing.assert_allclose(curve.confidence, [np.nan, 0.5, 0.65, 0.95])


def test_ece_by_hand() -> None:
    expected = (1 * 0.5 + 2 * 0.15 + 2 * 0.45) / 5
    assert expected_calibration_error(Y_TRUE, Y_PROBA, n_bins=4) == pytest.approx(expected)
    # One bin: accuracy 0.6 against a mean confidence of 0.74.
    assert expected_calibration_error(Y_TRUE, Y_PROBA, n_bins=1) == pytest.approx(0.14)


def test_quantile_bins_by_hand() -> None:
    curve = reliability(Y_TRUE[:4], Y_PROBA[:4], n_bins=2, strategy="quantile")
    np.testing.assert_allclose(curve.edges, [0.5, 0.65, 0.9])
    assert curve.counts.tolist() == [2, 2]
    np.testing.assert_allclose(curve.accuracy, [0.5, 1.0])


def test_quantile_bins_keep_equal_confidences_together() -> None:
    certain = np.tile([1.0, 0.0], (20, 1))
    curve = reliability(np.zeros(20, dtype=int), certain, strategy="quantile")
    assert curve.counts.sum() == 20
    assert np.count_nonzero(curve.counts) == 1
    assert expected_calibration_error(np.zeros(20, dtype=int), certain, strategy="quantile") == 0.0


@pytest.mark.parametrize("strategy", ["uniform", "quantile"])
def test_reliability_equals_scikit_learn(scores: Scores, strategy: str) -> None:
    y_true, y_proba = scores
    right, confidence = y_proba.argmax(axis=1) == y_true, y_proba.max(axis=1).astype(np.float64)
    accuracy, stated = calibration_curve(right, confidence, n_bins=15, strategy=strategy)
    curve = reliability(y_true, y_proba, strategy=strategy)  # type: ignore[arg-type]
    filled = curve.counts > 0
    np.testing.assert_allclose(curve.accuracy[filled], accuracy)
    np.testing.assert_allclose(curve.confidence[filled], stated)
    assert curve.counts.sum() == y_true.size
    if strategy == "quantile":
        assert curve.counts.max() - curve.counts.min() <= 1
    theirs = curve.counts[filled] @ np.abs(accuracy - stated) / y_true.size
    ours = expected_calibration_error(y_true, y_proba, strategy=strategy)  # type: ignore[arg-type]
    assert ours == pytest.approx(theirs)


def test_their_interval_equals_resampling_one_by_one(scores: Scores) -> None:
    y_true, y_proba = scores[0][:300], scores[1][:300]
    rng = np.random.default_rng(77)
    rows = [rng.integers(0, 300, size=300) for _ in range(400)]
    values = [expected_calibration_error(y_true[row], y_proba[row]) for row in rows]
    low, high = np.quantile(values, [0.025, 0.975])
    interval = percentile_interval(resampled_eces(y_true, y_proba)[0], confidence=0.95)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=0.008)


def test_their_interval_holds_the_error_of_an_overconfident_model() -> None:
    y_true, y_proba = calibrated(3000)
    sharp = y_proba**3 / (y_proba**3).sum(axis=1, keepdims=True)
    interval = percentile_interval(resampled_eces(y_true, sharp)[0], confidence=0.95)
    assert interval.low < expected_calibration_error(y_true, sharp) < interval.high
    assert interval.low > calibrated_ece_intervals(sharp)[0].high


def test_a_calibrated_model_errs_as_much_as_chance_alone() -> None:
    y_true, y_proba = calibrated(3000)
    (by_chance,) = calibrated_ece_intervals(y_proba)
    assert by_chance.low > 0.0
    assert by_chance.low < expected_calibration_error(y_true, y_proba) < by_chance.high


def test_a_seed_fixes_the_resamples_and_another_moves_them(scores: Scores) -> None:
    for find in (
        lambda seed: resampled_eces(*scores, n_resamples=130, seed=seed).tolist(),
        lambda seed: calibrated_ece_intervals(scores[1], n_resamples=130, seed=seed),
    ):
        assert find(1) == find(1)
        assert find(1) != find(2)


@pytest.mark.parametrize("strategy", ["uniform", "quantile"])
def test_the_intervals_equal_the_same_draws_looked_up_image_by_image(
    scores: Scores, strategy
) -> None:
    y_true, y_proba = scores[0][:200], scores[1][:200]
    edges = reliability(y_true, y_proba, strategy=strategy).edges
    stated = y_proba.max(axis=1)
    right = y_proba.argmax(axis=1) == y_true

    def error(rows: np.ndarray, answers: np.ndarray) -> float:
        bins = np.digitize(stated[rows], edges[1:-1], right=True)
        gaps = answers - stated[rows]
        return float(sum(abs(gaps[bins == place].sum()) for place in range(15)) / rows.size)

    rng, everyone = np.random.default_rng(5), np.arange(200)
    resampled = [error(rows, right[rows]) for rows in rng.integers(0, 200, size=(100, 200))]
    rng = np.random.default_rng(5)
    chance = [error(everyone, draw < stated) for draw in rng.random((100, 200))]

    strategies = ("uniform", "quantile")
    here = strategies.index(strategy)
    ours = resampled_eces(y_true, y_proba, strategies=strategies, n_resamples=100, seed=5)[here]
    both = calibrated_ece_intervals(y_proba, strategies=strategies, n_resamples=100, seed=5)
    by_chance = both[here]
    np.testing.assert_allclose(ours, resampled, rtol=1e-6)  # confidences are float32 here
    assert (by_chance.low, by_chance.high) == pytest.approx(np.quantile(chance, [0.025, 0.975]))


def test_resampling_the_whole_test_split_is_quick() -> None:
    y_true, y_proba = calibrated(10_000)
    start = time.process_time()
    resampled_eces(y_true, y_proba)
    assert time.process_time() - start < 2.0


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match="n_bins: expected at least 1. Received 0"):
        reliability(Y_TRUE, Y_PROBA, n_bins=0)
    with pytest.raises(ValueError, match=r'strategy: expected "uniform" or "quantile".*\'equal\''):
        reliability(Y_TRUE, Y_PROBA, strategy="equal")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="n_resamples: expected at least 1. Received 0"):
        resampled_eces(Y_TRUE, Y_PROBA, n_resamples=0)


def test_a_difference_of_two_ece_is_told_where_it_is_and_not_where_it_is_not() -> None:
    rng = np.random.default_rng(3)
    stated = rng.uniform(0.6, 0.9, 4000)
    y_true = (rng.random(4000) > stated).astype(np.uint8)  # class 0 as often as stated
    honest = np.stack([stated, 1 - stated], axis=1)
    boastful = np.stack([stated + 0.09, 1 - stated - 0.09], axis=1)

    of_honest, of_boastful = (resampled_eces(y_true, each)[0] for each in (honest, boastful))
    found = percentile_interval(of_honest - of_boastful, confidence=0.95)

    ece = [expected_calibration_error(y_true, each) for each in (honest, boastful)]
    assert found.low < ece[0] - ece[1] < found.high < 0
    np.testing.assert_array_equal(of_honest, resampled_eces(y_true, honest)[0])
