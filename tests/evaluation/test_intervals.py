"""Wilson's interval: by hand, against statsmodels, at the ends, and its error sentences."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from fmnist.evaluation.intervals import Interval, two_sided_z, wilson_interval


def test_wilson_by_hand() -> None:
    # 1 of 4 with z = 1.959964: (1 + z^2 / 2 -+ z sqrt(3 / 4 + z^2 / 4)) / (4 + z^2)
    interval = wilson_interval(1, 4)
    assert interval.low == pytest.approx(0.0455873, abs=1e-7)
    assert interval.high == pytest.approx(0.6993582, abs=1e-7)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"), [(9150, 10_000, 0.9094, 0.9203), (750, 1000, 0.722, 0.776)]
)
def test_wilson_gives_the_published_figures(
    successes: int, n: int, low: float, high: float
) -> None:
    digits = 4 if n == 10_000 else 3
    interval = wilson_interval(successes, n)
    assert Interval(round(interval.low, digits), round(interval.high, digits)) == Interval(
        low, high
    )


@pytest.mark.parametrize(("successes", "n"), [(0, 7), (7, 7), (1, 1), (3, 8), (9201, 10_000)])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_wilson_equals_statsmodels(successes: int, n: int, confidence: float) -> None:
    low, high = proportion_confint(successes, n, alpha=1 - confidence, method="wilson")
    interval = wilson_interval(successes, n, confidence=confidence)
    assert (interval.low, interval.high) == pytest.approx((low, high), rel=1e-9, abs=1e-12)


def test_wilson_ends_exactly_at_nothing_and_at_all() -> None:
    assert wilson_interval(0, 10_000).low == 0.0
    assert wilson_interval(10_000, 10_000).high == 1.0
    assert wilson_interval(0, 10_000).high > 0.0


def test_z_of_95_percent() -> None:
    assert two_sided_z(0.95) == pytest.approx(1.959963984540054, rel=1e-12)


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match="n: expected at least one image. Received 0"):
        wilson_interval(0, 0)
    with pytest.raises(ValueError, match="from 0 to n = 5. Received 6"):
        wilson_interval(6, 5)
    with pytest.raises(ValueError, match="Received -1: pass how many images count"):
        wilson_interval(-1, 5)
    with pytest.raises(ValueError, match=r"confidence: expected a share.*Received 95"):
        wilson_interval(1, 5, confidence=95)
