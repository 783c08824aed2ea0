"""Two confusion matrices, cell by cell, on the same images."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from fmnist.evaluation.cell_differences import cell_differences


def test_a_hand_worked_case() -> None:
    y_true = np.array([0, 0, 0, 1, 1])
    a = np.array([0, 1, 1, 1, 0])
    b = np.array([0, 0, 2, 1, 1])

    found = cell_differences(y_true, a, b, n_classes=3)

    assert found.counts.tolist() == [[-1, 2, -1], [1, -1, 0], [0, 0, 0]]


def test_a_large_difference_survives_and_a_small_one_does_not() -> None:
    y_true = np.zeros(1000, dtype=int)
    a = np.where(np.arange(1000) < 60, 1, 0)
    b = np.where((np.arange(1000) >= 990) & (np.arange(1000) < 995), 2, 0)

    significant = cell_differences(y_true, a, b).significant()

    assert significant[0, 1]
    assert significant[0, 0], "the recall differs by 55 images"
    assert not significant[0, 2], "five images are not enough among 90 cells"
    assert significant.sum() == 2


def test_holm_runs_over_confusions_and_recalls_apart() -> None:
    rng = np.random.default_rng(0)
    y_true = rng.integers(0, 10, 3000)
    a, b = (np.where(rng.random(3000) < 0.7, y_true, rng.integers(0, 10, 3000)) for _ in "ab")

    found = cell_differences(y_true, a, b)

    diagonal = np.eye(10, dtype=bool)
    single = np.array(
        [_mid_p(a[y_true == i] == j, b[y_true == i] == j) for i in range(10) for j in range(10)]
    ).reshape(10, 10)
    for family in (diagonal, ~diagonal):
        expected = multipletests(single[family], method="holm")[1]
        np.testing.assert_allclose(found.adjusted_p[family], expected)


def _mid_p(a: np.ndarray, b: np.ndarray) -> float:
    from scipy.stats import binom  # noqa: PLC0415

    only_a, only_b = int((a & ~b).sum()), int((b & ~a).sum())
    n, low = only_a + only_b, min(only_a, only_b)
    return min(1.0, 2 * binom.cdf(low, n, 0.5) - binom.pmf(low, n, 0.5)) if n else 1.0


def test_identical_models_differ_nowhere() -> None:
    y = np.repeat(np.arange(10), 5)

    found = cell_differences(y, y, y)

    assert not found.counts.any()
    np.testing.assert_array_equal(found.adjusted_p, 1)


def test_arrays_must_fit() -> None:
    with pytest.raises(ValueError, match="expected"):
        cell_differences(np.zeros(5, int), np.zeros(4, int), np.zeros(5, int))
