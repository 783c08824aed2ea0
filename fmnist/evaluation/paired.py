"""Two models on the same test images: which is better, by how much, and whether by chance.

Both models saw the same images, so the answer lies in the images they judge differently:
b = only A is right, c = only B is right. Overlap of two separate intervals is no test.
For more than two models see `fmnist.evaluation.families`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb, sqrt
from typing import Final

import numpy as np

from fmnist.evaluation.chi_square import chi_square_tail
from fmnist.evaluation.contracts import Flags
from fmnist.evaluation.intervals import Interval, two_sided_z, wilson_interval

NEGLIGIBLE: Final = 1e-20  # of the largest probability in a tail


@dataclass(frozen=True, slots=True)
class PairedTable:
    """How two models fare on the same images.

    Written as a 2 x 2 table ``[[both_right, only_a], [only_b, both_wrong]]``, rows are A right and
    A wrong, columns are B right and B wrong.

    Attributes
    ----------
    both_right, only_a, only_b, both_wrong : int
        Counts of images; ``only_a`` are those that A has right and B has wrong.
    """

    both_right: int
    only_a: int
    only_b: int
    both_wrong: int

    @property
    def n(self) -> int:
        """All images."""
        return self.both_right + self.only_a + self.only_b + self.both_wrong

    @property
    def discordant(self) -> int:
        """Images that exactly one of the two has right."""
        return self.only_a + self.only_b


@dataclass(frozen=True, slots=True)
class Difference:
    """Accuracy of A minus accuracy of B.

    Attributes
    ----------
    estimate : float
        Difference of the two shares, -1 .. 1; positive where A is better.
    newcombe : Interval
        Newcombe's method 10, the one to show.
    wald : Interval
        The textbook interval, for comparison with other people's tables.
    """

    estimate: float
    newcombe: Interval
    wald: Interval


@dataclass(frozen=True, slots=True)
class McNemar:
    """Two-sided p-values of McNemar's test, four ways.

    Attributes
    ----------
    exact : float
        Exact conditional (binomial); never too small, often too large.
    mid_p : float
        Exact minus half of the observed outcome's probability on each side; the one to show.
    chi_square : float
        Chi-square with one degree of freedom.
    corrected : float
        The same with Edwards' continuity correction.
    """

    exact: float
    mid_p: float
    chi_square: float
    corrected: float


def paired_table(correct_a: Flags, correct_b: Flags) -> PairedTable:
    """Count how two models fare on the same images.

    Parameters
    ----------
    correct_a, correct_b : ndarray of shape (n,), bool
        True where the model is right; the same images in the same order.

    Returns
    -------
    PairedTable

    Raises
    ------
    ValueError
        If the arrays are empty, not boolean or of different shapes.
    """
    a, b = np.asarray(correct_a), np.asarray(correct_b)
    if a.dtype != np.bool_ or b.dtype != np.bool_ or a.ndim != 1 or a.size == 0:
        raise ValueError(
            "correct_a, correct_b: expected non-empty boolean arrays of shape (n,). "
            f"Received {a.dtype} {a.shape} and {b.dtype} {b.shape}."
        )
    if a.shape != b.shape:
        raise ValueError(
            "correct_a, correct_b: expected the same images in both. "
            f"Received {a.size} and {b.size}."
        )
    both, right_a, right_b = (int(np.count_nonzero(mask)) for mask in (a & b, a, b))
    return PairedTable(both, right_a - both, right_b - both, a.size - right_a - right_b + both)


def _corrected_phi(table: PairedTable) -> float:
    """Return Newcombe's correlation of the two models: a positive one is shrunk by n / 2."""
    right_a = table.both_right + table.only_a
    right_b = table.both_right + table.only_b
    margins = right_a * (table.n - right_a) * right_b * (table.n - right_b)
    if margins == 0:
        return 0.0
    excess = float(table.both_right * table.both_wrong - table.only_a * table.only_b)
    if excess > 0:
        excess = max(excess - table.n / 2.0, 0.0)
    return excess / sqrt(margins)


def _newcombe(table: PairedTable, confidence: float) -> Interval:
    """Square and add the distances to the two models' Wilson limits, less their correlation."""
    n = table.n
    right_a = table.both_right + table.only_a
    right_b = table.both_right + table.only_b
    a = wilson_interval(right_a, n, confidence=confidence)
    b = wilson_interval(right_b, n, confidence=confidence)
    phi = _corrected_phi(table)

    def reach(this: float, other: float) -> float:
        return sqrt(max(this**2 - 2.0 * phi * this * other + other**2, 0.0))

    estimate = (table.only_a - table.only_b) / n
    below = reach(right_a / n - a.low, b.high - right_b / n)
    above = reach(a.high - right_a / n, right_b / n - b.low)
    return Interval(max(estimate - below, -1.0), min(estimate + above, 1.0))


def accuracy_difference(table: PairedTable, *, confidence: float = 0.95) -> Difference:
    """Return how much more accurate A is than B, with two intervals.

    Parameters
    ----------
    table : PairedTable
        With at least one image.
    confidence : float, default 0.95
        Coverage of the intervals, strictly between 0 and 1.

    Returns
    -------
    Difference
        Shares; times 100 they are percentage points.

    Raises
    ------
    ValueError
        If the table holds no image or ``confidence`` is out of range.

    References
    ----------
    R. G. Newcombe (1998), "Improved confidence intervals for the difference between binomial
    proportions based on paired data", Statistics in Medicine 17, 2635-2650: method 10 (Wilson
    limits, phi corrected for continuity) and method 1 (Wald).
    """
    if table.n < 1:
        raise ValueError("table: expected at least one image. Received an empty table.")
    estimate = (table.only_a - table.only_b) / table.n
    variance = (table.discordant - (table.only_a - table.only_b) ** 2 / table.n) / table.n**2
    reach = two_sided_z(confidence) * sqrt(max(variance, 0.0))
    wald = Interval(max(estimate - reach, -1.0), min(estimate + reach, 1.0))
    return Difference(estimate, _newcombe(table, confidence), wald)


def _lower_tails(discordant: int) -> Iterator[tuple[float, float]]:
    """Yield P(X < k) and P(X <= k) of X ~ Binomial(discordant, 1/2), for k = 0, 1, ...

    Whole numbers until the division: exact, and without SciPy, whose import takes 0.3 s.
    """
    outcomes = 1 << discordant
    below, ways = 0, 1
    for k in range(discordant + 1):
        yield below / outcomes, (below + ways) / outcomes
        below += ways
        ways = ways * (discordant - k) // (k + 1)


def _lower_tail(discordant: int, k: int) -> tuple[float, float]:
    """Return P(X < k) and P(X <= k) of X ~ Binomial(discordant, 1/2), for one k.

    From the probability of k, which is exact, downwards: each is the next one's times
    ``k / (discordant - k + 1)``, and soon too small to count.
    """
    share, below = 1.0, 0.0
    for successes in range(k, 0, -1):
        share *= successes / (discordant - successes + 1)
        if share < NEGLIGIBLE:
            break
        below += share
    at = comb(discordant, k) / (1 << discordant)
    return below * at, (below + 1.0) * at


def mcnemar(table: PairedTable) -> McNemar:
    """Test whether A and B are equally accurate.

    Parameters
    ----------
    table : PairedTable
        Only its discordant images, b and c, matter.

    Returns
    -------
    McNemar
        p-values 0 .. 1. All four are 1 when no image is discordant. When b = c, all are 1 but for
        the mid-p, which is 1 - P(X = b) / 2; the correction is not carried past zero there, as in
        R's ``mcnemar.test``.

    References
    ----------
    M. W. Fagerland, S. Lydersen, P. Laake (2013), "The McNemar test for binary matched-pairs data:
    mid-p and asymptotic are better than exact conditional", BMC Medical Research Methodology 13:91.
    """
    if table.discordant == 0:
        return McNemar(exact=1.0, mid_p=1.0, chi_square=1.0, corrected=1.0)
    gap = abs(table.only_a - table.only_b)
    smaller = min(table.only_a, table.only_b)
    below, up_to = _lower_tail(table.discordant, smaller)
    return McNemar(
        exact=min(1.0, 2.0 * up_to),
        # up_to + below = exact - P(X = smaller), free of cancellation.
        mid_p=up_to + below if gap else 1.0 - (up_to - below) / 2.0,
        chi_square=chi_square_tail(gap**2 / table.discordant, 1),
        corrected=chi_square_tail(max(gap - 1, 0) ** 2 / table.discordant, 1),
    )


def smallest_significant_gap(discordant: int, n: int, *, alpha: float = 0.05) -> float | None:
    """Return how far apart two accuracies must be for the mid-p test to tell them apart.

    Parameters
    ----------
    discordant : int
        Images that exactly one of the two models has right, b + c; 0 <= discordant <= n.
    n : int
        All test images, n >= 1.
    alpha : float, default 0.05
        A gap is significant when mid-p < alpha.

    Returns
    -------
    float or None
        The smallest |b - c| / n, a share; None if no split of so few images is significant.

    Raises
    ------
    ValueError
        If ``n < 1`` or ``discordant`` lies outside 0 .. n.
    """
    if n < 1 or not 0 <= discordant <= n:
        raise ValueError(
            "discordant: expected 0 <= discordant <= n and n >= 1. "
            f"Received discordant = {discordant}, n = {n}."
        )
    gap = None
    tails = _lower_tails(discordant)
    for smaller in range((discordant + 1) // 2):  # b = c is never significant
        below, up_to = next(tails)
        if below + up_to >= alpha:
            break
        gap = (discordant - 2 * smaller) / n
    return gap
