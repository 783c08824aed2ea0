"""Two models on the same images: the golden case, the degenerate ones, and statsmodels."""

from math import sqrt

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats
from statsmodels.stats import contingency_tables

from fmnist.evaluation.intervals import Interval
from fmnist.evaluation.paired import (
    McNemar,
    PairedTable,
    accuracy_difference,
    mcnemar,
    paired_table,
    smallest_significant_gap,
)

# Cavo et al. (2012) in the R package contingencytables: rows are A right, A wrong; columns are B
# right, B wrong; so b = 6 and c = 16, and its estimate is -0.0621 = (6 - 16) / 161.
GOLDEN = PairedTable(both_right=59, only_a=6, only_b=16, both_wrong=80)

Flags = npt.NDArray[np.bool_]


def rounded(interval: Interval, digits: int) -> tuple[float, float]:
    return round(interval.low, digits), round(interval.high, digits)


def test_paired_table_by_hand() -> None:
    a = np.array([True, True, True, False, False, False])
    b = np.array([True, False, False, True, False, False])
    table = paired_table(a, b)
    assert table == PairedTable(both_right=1, only_a=2, only_b=1, both_wrong=2)
    assert table != paired_table(b, a)
    assert (table.n, table.discordant) == (6, 3)


def test_golden_p_values() -> None:
    test = mcnemar(GOLDEN)
    assert round(test.exact, 6) == 0.052479
    assert round(test.mid_p, 6) == 0.034690
    assert round(test.chi_square, 6) == 0.033006
    assert round(test.corrected, 6) == 0.055009


def test_golden_difference() -> None:
    difference = accuracy_difference(GOLDEN)
    assert difference.estimate == pytest.approx(-10 / 161)
    assert rounded(difference.wald, 4) == (-0.1184, -0.0058)
    # The same package, Newcombe_square_and_add_CI_paired_2x2.
    assert rounded(difference.newcombe, 4) == (-0.1186, -0.0046)


def test_difference_of_the_exchanged_models_is_the_mirror_image() -> None:
    exchanged = accuracy_difference(PairedTable(59, 16, 6, 80))
    difference = accuracy_difference(GOLDEN)
    assert exchanged.estimate == -difference.estimate
    for name in ("newcombe", "wald"):
        one, other = getattr(exchanged, name), getattr(difference, name)
        assert (one.low, one.high) == pytest.approx((-other.high, -other.low), rel=1e-12)


def test_newcombe_by_hand_where_phi_vanishes() -> None:
    # ad - bc = 0: the interval for two independent proportions, 8 and 5 of 10 (Wilson's limits
    # 0.4902-0.9433 and 0.2366-0.7634).
    newcombe = accuracy_difference(PairedTable(4, 4, 1, 1)).newcombe
    below = sqrt((0.8 - 0.4901625) ** 2 + (0.7634065 - 0.5) ** 2)
    above = sqrt((0.9433178 - 0.8) ** 2 + (0.5 - 0.2365931) ** 2)
    assert (newcombe.low, newcombe.high) == pytest.approx((0.3 - below, 0.3 + above), abs=1e-6)


def test_newcombe_of_a_negative_correlation_is_not_shrunk() -> None:
    # ad - bc = -25 over sqrt(5^4): phi = -1, so the distances to Wilson's limits simply add up.
    newcombe = accuracy_difference(PairedTable(0, 5, 5, 0)).newcombe
    assert (newcombe.low, newcombe.high) == pytest.approx((-2 * 0.2634069, 2 * 0.2634069), abs=1e-6)


def test_newcombe_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(7)
    shares = np.array([0.80, 0.08, 0.05, 0.07])
    draws = rng.multinomial(400, shares, size=2000)
    intervals = [accuracy_difference(PairedTable(*map(int, row))).newcombe for row in draws]
    covered = np.mean([i.low <= 0.03 <= i.high for i in intervals])
    assert 0.935 < covered < 0.97


def test_identical_models_cannot_be_told_apart() -> None:
    correct = np.array([True, False, True])
    table = paired_table(correct, correct)
    assert mcnemar(table) == McNemar(exact=1.0, mid_p=1.0, chi_square=1.0, corrected=1.0)
    difference = accuracy_difference(table)
    assert difference.estimate == 0.0
    assert difference.wald == Interval(0.0, 0.0)
    assert difference.newcombe.low < 0.0 < difference.newcombe.high


@pytest.mark.parametrize("right", [True, False])
def test_two_models_that_are_always_right_or_always_wrong(right: bool) -> None:  # noqa: FBT001
    flags = np.full(20, right)
    difference = accuracy_difference(paired_table(flags, flags))
    assert difference.newcombe.low == pytest.approx(-difference.newcombe.high)
    assert difference.newcombe.high > 0.0


def test_equally_many_errors_by_hand() -> None:
    # b = c = 2: P(X = 2) = 6 / 16, so mid-p = 1 - 3 / 16.
    test = mcnemar(PairedTable(10, 2, 2, 10))
    assert test.mid_p == pytest.approx(1 - 3 / 16)
    assert (test.exact, test.chi_square, test.corrected) == (1.0, 1.0, 1.0)


def test_one_sided_errors_by_hand() -> None:
    # b = 5, c = 0: exact 2 / 32, mid-p half of it.
    test = mcnemar(PairedTable(1, 5, 0, 1))
    assert test.exact == pytest.approx(1 / 16)
    assert test.mid_p == pytest.approx(1 / 32)
    assert mcnemar(PairedTable(1, 0, 5, 1)) == test


@pytest.mark.parametrize(("b", "c"), [(1, 0), (3, 9), (40, 25), (250, 310), (700, 600), (5000, 0)])
def test_p_values_equal_statsmodels_and_scipy(b: int, c: int) -> None:
    ours = mcnemar(PairedTable(100, b, c, 50))
    table = [[100, b], [c, 50]]
    exact = contingency_tables.mcnemar(table, exact=True).pvalue
    outcome = stats.binom.pmf(min(b, c), b + c, 0.5)
    chi_square = contingency_tables.mcnemar(table, exact=False, correction=False).pvalue
    corrected = contingency_tables.mcnemar(table, exact=False, correction=True).pvalue
    assert ours.exact == pytest.approx(exact, rel=1e-9)
    assert ours.mid_p == pytest.approx(exact - outcome, rel=1e-9)
    assert ours.chi_square == pytest.approx(chi_square, rel=1e-9)
    assert ours.corrected == pytest.approx(corrected, rel=1e-9)


def test_random_models_equal_statsmodels(correct: Flags) -> None:
    table = paired_table(correct[0], correct[3])
    theirs = contingency_tables.SquareTable(
        np.array([[table.both_right, table.only_a], [table.only_b, table.both_wrong]]),
        shift_zeros=False,
    )
    assert table.n == theirs.table.sum()
    row, column = theirs.marginal_probabilities
    assert accuracy_difference(table).estimate == pytest.approx(row[0] - column[0])
    assert accuracy_difference(table).estimate == pytest.approx(
        correct[0].mean() - correct[3].mean()
    )


@pytest.mark.parametrize(
    ("discordant", "points"), [(400, 0.40), (600, 0.50), (800, 0.56), (1000, 0.62)]
)
def test_smallest_significant_gap_gives_the_published_figures(
    discordant: int, points: float
) -> None:
    gap = smallest_significant_gap(discordant, 10_000)
    assert gap is not None
    assert round(100 * gap, 2) == points


@pytest.mark.parametrize("discordant", [6, 7, 21, 22, 400])
def test_smallest_significant_gap_is_significant_and_the_next_smaller_is_not(
    discordant: int,
) -> None:
    gap = smallest_significant_gap(discordant, 1000)
    assert gap is not None
    apart = round(gap * 1000)
    more, fewer = (discordant + apart) // 2, (discordant - apart) // 2
    assert more + fewer == discordant
    assert mcnemar(PairedTable(0, more, fewer, 0)).mid_p < 0.05
    assert mcnemar(PairedTable(0, more - 1, fewer + 1, 0)).mid_p >= 0.05


@pytest.mark.parametrize("discordant", [0, 1, 4])
def test_too_few_discordant_images_are_never_significant(discordant: int) -> None:
    assert smallest_significant_gap(discordant, 100) is None


def test_errors_are_sentences() -> None:
    flags = np.array([True, False])
    with pytest.raises(ValueError, match="the same images in both. Received 2 and 1"):
        paired_table(flags, flags[:1])
    with pytest.raises(ValueError, match="non-empty boolean arrays.*int64"):
        paired_table(flags, np.array([1, 0]))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Received an empty table"):
        accuracy_difference(PairedTable(0, 0, 0, 0))
    with pytest.raises(ValueError, match="Received discordant = 11, n = 10"):
        smallest_significant_gap(11, 10)
