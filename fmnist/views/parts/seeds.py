"""How far a recipe's trainings with several seeds lie apart."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from fmnist import text


@dataclass(frozen=True)
class Spread:
    """Mean and sample standard deviation (n - 1) of one score over several seeds."""

    n: int
    mean: float
    deviation: float

    def __str__(self) -> str:
        """Return both of a share in per cent, such as "93.73 % ± 0.13"."""
        return f"{text.percent(self.mean, 2)} ± {text.rounded(100 * self.deviation, 2)}"


def spread(scores: Sequence[float]) -> Spread | None:
    """Return the spread of two scores or more; one alone has none."""
    if len(scores) < 2:  # noqa: PLR2004 - what a deviation takes
        return None
    return Spread(len(scores), statistics.mean(scores), statistics.stdev(scores))
