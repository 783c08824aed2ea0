"""Several models on the same test images: all at once, every pair, and who cannot be told apart."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from fmnist.evaluation.chi_square import chi_square_tail
from fmnist.evaluation.contracts import Flags, Floats, check_correct
from fmnist.evaluation.paired import (
    Difference,
    PairedTable,
    accuracy_difference,
    mcnemar,
    paired_table,
)


@dataclass(frozen=True, slots=True)
class CochransQ:
    """Cochran's test that all models are equally accurate.

    Attributes
    ----------
    statistic : float
        Q >= 0.
    degrees : int
        Degrees of freedom, number of models minus one.
    p_value : float
        Chi-square tail, 0 .. 1.
    """

    statistic: float
    degrees: int
    p_value: float


@dataclass(frozen=True, slots=True)
class PairComparison:
    """Two models out of several.

    Attributes
    ----------
    first, second : int
        Rows of the models, first < second.
    table : PairedTable
        A is the first model, B the second.
    difference : Difference
        Accuracy of the first minus accuracy of the second. Its intervals are for this pair alone.
    mid_p : float
        McNemar's mid-p, for this pair alone.
    adjusted_p : float
        The same after Holm's correction for the whole family of pairs.
    """

    first: int
    second: int
    table: PairedTable
    difference: Difference
    mid_p: float
    adjusted_p: float


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Every pair of several models.

    Attributes
    ----------
    n_models : int
        Models compared.
    alpha : float
        A pair is told apart when its adjusted p < alpha.
    pairs : tuple of PairComparison
        (0, 1), (0, 2), ..., (1, 2), ...; its length is the size of the family.
    """

    n_models: int
    alpha: float
    pairs: tuple[PairComparison, ...]

    @property
    def adjusted_p(self) -> Floats:
        """Adjusted p-values as a symmetric (n_models, n_models) matrix, ones on the diagonal."""
        matrix = np.ones((self.n_models, self.n_models))
        for pair in self.pairs:
            matrix[pair.first, pair.second] = matrix[pair.second, pair.first] = pair.adjusted_p
        return matrix

    @property
    def significant(self) -> Flags:
        """Which pairs are told apart, as a symmetric (n_models, n_models) matrix."""
        return np.asarray(self.adjusted_p < self.alpha)


def holm(p_values: Floats) -> Floats:
    """Adjust p-values so that the whole family errs at most at the chosen level.

    Parameters
    ----------
    p_values : ndarray of shape (f,), floating
        One p-value per test of the family, 0 .. 1.

    Returns
    -------
    ndarray of shape (f,), float64
        Adjusted p-values in the order given; compare each with the level itself.

    Raises
    ------
    ValueError
        If a value is not a probability.

    References
    ----------
    S. Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal
    of Statistics 6, 65-70.
    """
    values = np.asarray(p_values, dtype=np.float64)
    if values.ndim != 1 or not np.all((values >= 0.0) & (values <= 1.0)):
        raise ValueError(f"p_values: expected a row of numbers 0 to 1. Received {p_values!r}.")
    order = np.argsort(values, kind="stable")
    scaled = values[order] * np.arange(values.size, 0, -1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(np.maximum.accumulate(scaled), 1.0)
    return adjusted


def cochrans_q(correct: Flags) -> CochransQ:
    """Test whether all models are equally accurate.

    Parameters
    ----------
    correct : ndarray of shape (m, n), bool
        True where model i is right about image j, m >= 2.

    Returns
    -------
    CochransQ
        Statistic 0 and p = 1 if the models agree on every image. For two models it equals
        McNemar's uncorrected chi-square test.

    Raises
    ------
    ValueError
        If ``correct`` is not such a table.

    References
    ----------
    W. G. Cochran (1950), "The comparison of percentages in matched samples", Biometrika 37,
    256-266.
    """
    flags = check_correct(correct)
    models = flags.shape[0]
    per_model = flags.sum(axis=1, dtype=np.float64)
    per_image = flags.sum(axis=0, dtype=np.float64)
    total = per_model.sum()
    spread = models * total - per_image @ per_image
    if spread == 0.0:
        return CochransQ(0.0, models - 1, 1.0)
    statistic = (models - 1) * (models * per_model @ per_model - total**2) / spread
    return CochransQ(float(statistic), models - 1, chi_square_tail(float(statistic), models - 1))


def compare_all(correct: Flags, *, alpha: float = 0.05) -> Comparisons:
    """Compare every pair of models, corrected for the number of pairs.

    Parameters
    ----------
    correct : ndarray of shape (m, n), bool
        True where model i is right about image j, m >= 2.
    alpha : float, default 0.05
        Level of the whole family; the intervals of the differences cover 1 - alpha, one by one.

    Returns
    -------
    Comparisons

    Raises
    ------
    ValueError
        If ``correct`` is not such a table or ``alpha`` is out of range.
    """
    flags = check_correct(correct)
    indices = list(combinations(range(flags.shape[0]), 2))
    tables = [paired_table(flags[i], flags[j]) for i, j in indices]
    mid_p = [mcnemar(table).mid_p for table in tables]
    adjusted = holm(np.array(mid_p))
    pairs = tuple(
        PairComparison(
            first,
            second,
            table,
            accuracy_difference(table, confidence=1.0 - alpha),
            p,
            float(holm_p),
        )
        for (first, second), table, p, holm_p in zip(indices, tables, mid_p, adjusted, strict=True)
    )
    return Comparisons(flags.shape[0], alpha, pairs)


def tie_runs(adjusted_p: Floats, *, alpha: float = 0.05) -> tuple[tuple[int, int], ...]:
    """Find the runs of neighbours in the ranking that cannot be told apart.

    Parameters
    ----------
    adjusted_p : ndarray of shape (m, m), floating
        Symmetric matrix of adjusted p-values, as `Comparisons.adjusted_p`; models in the order of
        their rank.
    alpha : float, default 0.05
        A pair cannot be told apart when its adjusted p >= alpha.

    Returns
    -------
    tuple of (int, int)
        First and last model of each run, from the first down. No pair within a run is told apart,
        and no run lies inside another; runs may overlap, because "cannot be told apart" is not
        transitive. Models that are tied across one that is told apart are no run: a bracket over
        them would take it in.

    Raises
    ------
    ValueError
        If the matrix is not symmetric.
    """
    matrix = np.asarray(adjusted_p)
    if matrix.ndim != 2 or not np.array_equal(matrix, matrix.T):  # noqa: PLR2004 - rows and columns
        raise ValueError(f"adjusted_p: expected a symmetric matrix. Received shape {matrix.shape}.")
    tied = (matrix >= alpha) | np.eye(len(matrix), dtype=np.bool_)
    runs: list[tuple[int, int]] = []
    for first in range(len(matrix)):
        last = first
        while last + 1 < len(matrix) and tied[first : last + 1, last + 1].all():
            last += 1
        if last > first and (not runs or last > runs[-1][1]):
            runs.append((first, last))
    return tuple(runs)
