"""The paired bootstrap: what it keeps fixed, and that its interval is as wide as theory says."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from fmnist.evaluation.bootstrap import paired_bootstrap, percentile_interval
from fmnist.evaluation.classification import accuracy, confusion_matrix, macro_f1
from fmnist.evaluation.intervals import Interval

Array = npt.NDArray[Any]


def f1(y_true: Array, y_pred: Array) -> float:
    return macro_f1(confusion_matrix(y_true, y_pred))


def two_models(n: int = 1500) -> tuple[Array, Array, Array]:
    rng = np.random.default_rng(11)
    y_true = rng.integers(0, 10, size=n)
    first = np.where(rng.random(n) < 0.90, y_true, rng.integers(0, 10, size=n))
    second = np.where(rng.random(n) < 0.80, y_true, rng.integers(0, 10, size=n))
    return y_true, first, second


def test_percentile_interval_by_hand() -> None:
    interval = percentile_interval(np.arange(101.0), confidence=0.9)
    assert (interval.low, interval.high) == pytest.approx((5.0, 95.0))


def test_estimate_is_the_difference_on_all_images() -> None:
    y_true, first, second = two_models()
    found = paired_bootstrap(f1, y_true, first, second, n_resamples=20)
    assert found.estimate == pytest.approx(f1(y_true, first) - f1(y_true, second))
    assert found.interval.low < found.estimate < found.interval.high
    assert (found.n_resamples, found.seed) == (20, 0)


def test_every_resample_keeps_the_classes_and_the_pairs() -> None:
    y_true = np.array([2, 0, 0, 2, 1, 2])
    tags = y_true * 10 + np.array([0, 0, 1, 1, 0, 2])  # the tag tells class and image
    seen: list[tuple[Array, Array]] = []

    def spy(labels: Array, values: Array) -> float:
        seen.append((labels.copy(), values.copy()))
        return 0.0

    paired_bootstrap(spy, y_true, tags, tags, n_resamples=30)
    for labels, values in seen:
        assert labels.tolist() == [0, 0, 1, 2, 2, 2]
        assert (values // 10).tolist() == labels.tolist()
    for (_, first), (_, second) in zip(seen[0::2], seen[1::2], strict=True):
        assert first.tolist() == second.tolist()
    drawn = {tuple(values) for _, values in seen[:-2]}
    assert len(drawn) > 10
    assert {tag for row in drawn for tag in row} == set(tags.tolist())


def test_a_seed_fixes_the_interval_and_another_moves_it() -> None:
    y_true, first, second = two_models(300)
    draw = [
        paired_bootstrap(accuracy, y_true, first, second, n_resamples=50, seed=seed).interval
        for seed in (1, 1, 2)
    ]
    assert draw[0] == draw[1]
    assert draw[0] != draw[2]


def test_interval_of_one_class_equals_scipy() -> None:
    rng = np.random.default_rng(2)
    y_true = np.zeros(500, dtype=np.int64)
    first, second = (rng.random((2, 500)) < [[0.10], [0.25]]).astype(np.int64)
    ours = paired_bootstrap(accuracy, y_true, first, second, n_resamples=2000, seed=3).interval
    theirs = stats.bootstrap(
        (first == 0, second == 0),
        lambda a, b, axis: a.mean(axis=axis) - b.mean(axis=axis),
        paired=True,
        method="percentile",
        n_resamples=2000,
        rng=4,
    ).confidence_interval
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.006)


def test_probabilities_may_be_resampled_too() -> None:
    y_true = np.array([0, 0, 1, 1])
    proba = np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8], [0.7, 0.3]])
    found = paired_bootstrap(
        lambda labels, rows: float(rows[np.arange(labels.size), labels].mean()),
        y_true,
        proba,
        np.full((4, 2), 0.5),
        n_resamples=100,
    )
    assert found.estimate == pytest.approx((0.9 + 0.6 + 0.8 + 0.3) / 4 - 0.5)


def test_identical_models_do_not_differ_in_any_resample() -> None:
    y_true, first, _ = two_models(200)
    found = paired_bootstrap(f1, y_true, first, first, n_resamples=10)
    assert (found.estimate, found.interval) == (0.0, Interval(0.0, 0.0))


def test_errors_are_sentences() -> None:
    y_true, first, second = two_models(50)
    with pytest.raises(ValueError, match="n_resamples: expected at least 1"):
        paired_bootstrap(accuracy, y_true, first, second, n_resamples=0)
    with pytest.raises(ValueError, match="one row for each of 50 labels. Received 50 and 49"):
        paired_bootstrap(accuracy, y_true, first, second[1:])
    with pytest.raises(ValueError, match="confidence: expected a share"):
        paired_bootstrap(accuracy, y_true, first, second, n_resamples=2, confidence=1.0)
