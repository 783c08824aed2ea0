"""Several models: Holm, Cochran's Q, every pair, and who cannot be told apart."""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from statsmodels.stats import contingency_tables
from statsmodels.stats.multitest import multipletests

from fmnist.evaluation.families import cochrans_q, compare_all, holm, tie_runs
from fmnist.evaluation.paired import PairedTable, mcnemar, paired_table

Flags = npt.NDArray[np.bool_]


def test_holm_by_hand_keeps_the_order() -> None:
    # Sorted 0.01 0.03 0.04 times 3 2 1; the last may not fall below the one before.
    np.testing.assert_allclose(holm(np.array([0.04, 0.01, 0.03])), [0.06, 0.03, 0.06])


def test_holm_never_passes_one() -> None:
    np.testing.assert_allclose(holm(np.array([0.9, 0.8])), [1.0, 1.0])
    assert holm(np.array([])).size == 0


def test_holm_equals_statsmodels() -> None:
    p_values = np.random.default_rng(3).uniform(size=45) ** 3
    p_values[7] = p_values[20]
    np.testing.assert_allclose(holm(p_values), multipletests(p_values, method="holm")[1])


@pytest.mark.parametrize("p_values", [[0.5, 1.1], [-0.1], [np.nan]])
def test_holm_refuses_what_is_no_probability(p_values: list[float]) -> None:
    with pytest.raises(ValueError, match="p_values: expected a row of numbers 0 to 1"):
        holm(np.array(p_values))


def test_cochrans_q_by_hand() -> None:
    # Right per model 3 2 0, per image 2 2 1 0: Q = 2 (3 x 13 - 25) / (15 - 9) = 14 / 3.
    correct = np.array([[1, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 0]], dtype=np.bool_)
    test = cochrans_q(correct)
    assert test.statistic == pytest.approx(14 / 3)
    assert test.degrees == 2
    assert test.p_value == pytest.approx(np.exp(-14 / 6))


def test_cochrans_q_equals_statsmodels(correct: Flags) -> None:
    theirs = contingency_tables.cochrans_q(correct.T.astype(int))
    ours = cochrans_q(correct)
    assert ours.statistic == pytest.approx(theirs.statistic)
    assert ours.p_value == pytest.approx(theirs.pvalue)
    assert ours.degrees == theirs.df


def test_cochrans_q_of_two_models_is_mcnemar(correct: Flags) -> None:
    table = paired_table(correct[1], correct[2])
    assert cochrans_q(correct[1:3]).p_value == pytest.approx(mcnemar(table).chi_square)


def test_cochrans_q_of_identical_models() -> None:
    test = cochrans_q(np.tile([True, False, True], (3, 1)))
    assert (test.statistic, test.degrees, test.p_value) == (0.0, 2, 1.0)


def test_compare_all_by_hand() -> None:
    correct = np.zeros((3, 12), dtype=np.bool_)
    correct[0, :10] = True
    correct[1, 2:10] = True
    correct[2, 10:] = True
    found = compare_all(correct)
    assert [(p.first, p.second) for p in found.pairs] == [(0, 1), (0, 2), (1, 2)]
    assert found.pairs[0].table == PairedTable(8, 2, 0, 2)
    assert found.pairs[1].table == PairedTable(0, 10, 2, 0)
    assert found.pairs[2].table == PairedTable(0, 8, 2, 2)
    assert found.pairs[1].difference.estimate == pytest.approx(8 / 12)
    # mid-p of 2:10 is (1 + 12 + 1 + 12 + 66) / 4096, the smallest of three.
    assert found.pairs[1].mid_p == pytest.approx(92 / 4096)
    assert found.pairs[1].adjusted_p == pytest.approx(3 * 92 / 4096)
    assert not found.significant.any()


def test_compare_all_equals_its_parts(correct: Flags) -> None:
    found = compare_all(correct)
    p_values = []
    for pair, (i, j) in zip(found.pairs, combinations(range(4), 2), strict=True):
        assert (pair.first, pair.second) == (i, j)
        assert pair.difference.estimate == pytest.approx(correct[i].mean() - correct[j].mean())
        p_values.append(pair.mid_p)
    adjusted = multipletests(p_values, method="holm")[1]
    np.testing.assert_allclose([pair.adjusted_p for pair in found.pairs], adjusted)
    assert found.adjusted_p[1, 3] == found.adjusted_p[3, 1] == found.pairs[4].adjusted_p
    assert np.diag(found.adjusted_p).tolist() == [1.0] * 4
    assert found.significant[0, 3]
    assert not found.significant[0, 0]


def test_compare_all_of_identical_models() -> None:
    found = compare_all(np.tile([True, False, True], (2, 1)))
    assert found.pairs[0].adjusted_p == 1.0
    assert not found.significant.any()


def symmetric(models: int, apart: list[tuple[int, int]]) -> npt.NDArray[np.float64]:
    matrix = np.full((models, models), 0.5)
    np.fill_diagonal(matrix, 1.0)
    for i, j in apart:
        matrix[i, j] = matrix[j, i] = 0.01
    return matrix


def test_runs_overlap_because_ties_are_not_transitive() -> None:
    assert tie_runs(symmetric(3, [(0, 2)])) == ((0, 1), (1, 2))


def test_a_tie_across_one_that_is_told_apart_is_no_run() -> None:
    # 0 and 3 are tied, and so are 1 and 2; but 1 is told apart from 0 and from 3.
    assert tie_runs(symmetric(4, [(0, 1), (1, 3), (2, 3), (0, 2)])) == ((1, 2),)
    assert tie_runs(symmetric(3, [(0, 1), (1, 2)])) == ()


def test_a_model_that_stands_alone_is_in_no_run() -> None:
    assert tie_runs(symmetric(4, [(0, 1), (0, 2), (0, 3)])) == ((1, 3),)
    assert tie_runs(symmetric(2, [(0, 1)])) == ()


def test_the_level_itself_is_not_told_apart() -> None:
    matrix = np.array([[1.0, 0.05], [0.05, 1.0]])
    assert tie_runs(matrix) == ((0, 1),)
    assert tie_runs(matrix, alpha=0.051) == ()


def test_runs_equal_exhaustive_search() -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        models = 7
        apart = [pair for pair in combinations(range(models), 2) if rng.random() < 0.3]
        matrix = symmetric(models, apart)
        tied = [
            (first, last)
            for first, last in combinations(range(models), 2)
            if all(pair not in apart for pair in combinations(range(first, last + 1), 2))
        ]
        largest = [
            (first, last)
            for first, last in tied
            if not any(a <= first and last <= b and (a, b) != (first, last) for a, b in tied)
        ]
        assert list(tie_runs(matrix)) == largest


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match="symmetric"):
        tie_runs(np.array([[1.0, 0.5], [0.4, 1.0]]))
    with pytest.raises(ValueError, match="n_models >= 2"):
        compare_all(np.ones((1, 5), dtype=np.bool_))
