"""The tail of the chi-square distribution."""

from math import erfc, exp, sqrt

import numpy as np
import pytest
from scipy.special import chdtrc

from fmnist.evaluation.chi_square import chi_square_tail


def test_by_hand() -> None:
    assert chi_square_tail(2.0, 1) == pytest.approx(erfc(1.0))  # a squared normal
    assert chi_square_tail(3.0, 2) == pytest.approx(exp(-1.5))
    assert chi_square_tail(4.0, 4) == pytest.approx(exp(-2.0) * (1 + 2.0))
    # The next term of an odd number is h^(1/2) / gamma(3/2), and gamma(3/2) is sqrt(pi) / 2.
    assert chi_square_tail(2.0, 3) == pytest.approx(erfc(1.0) + exp(-1) * 2 / sqrt(np.pi))


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 14, 15, 99, 400])
def test_it_equals_scipy_s(degrees: int) -> None:
    statistics = [*np.geomspace(1e-6, 4000, 60), degrees / 2, float(degrees), 1.5 * degrees]
    found = [chi_square_tail(statistic, degrees) for statistic in statistics]

    np.testing.assert_allclose(found, chdtrc(degrees, statistics), rtol=1e-10, atol=1e-300)


def test_nothing_and_endless_evidence_are_one_and_zero() -> None:
    assert chi_square_tail(0.0, 7) == 1.0
    assert chi_square_tail(1e9, 7) == 0.0


@pytest.mark.parametrize(
    ("statistic", "degrees", "words"),
    [
        (-1.0, 2, "statistic: expected at least 0"),
        (float("nan"), 2, "statistic: expected at least 0"),
        (1.0, 0, "degrees: expected at least 1"),
    ],
)
def test_what_is_no_statistic_is_refused(statistic: float, degrees: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        chi_square_tail(statistic, degrees)
