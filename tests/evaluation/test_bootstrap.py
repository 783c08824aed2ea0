"""Percentile intervals of resampled numbers."""

import numpy as np
import pytest

from fmnist.evaluation.bootstrap import percentile_interval


def test_percentile_interval_by_hand() -> None:
    interval = percentile_interval(np.arange(101.0), confidence=0.9)
    assert (interval.low, interval.high) == pytest.approx((5.0, 95.0))


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match="confidence: expected a share"):
        percentile_interval(np.arange(3.0), confidence=1.0)
