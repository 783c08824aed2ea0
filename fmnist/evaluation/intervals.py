"""The uncertainty of one proportion: an accuracy, a recall, a share of images."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, in the unit of the number it belongs to.

    Attributes
    ----------
    low, high : float
        Its ends, ``low <= high``.
    """

    low: float
    high: float


def two_sided_z(confidence: float) -> float:
    """Return how many standard errors a two-sided interval reaches to each side.

    Parameters
    ----------
    confidence : float
        Coverage of the interval, strictly between 0 and 1; 0.95 gives 1.96.

    Returns
    -------
    float
        The normal quantile at ``(1 + confidence) / 2``.

    Raises
    ------
    ValueError
        If ``confidence`` does not lie strictly between 0 and 1.
    """
    if not 0.0 < confidence < 1.0:
        raise ValueError(
            f"confidence: expected a share between 0 and 1, such as 0.95. Received {confidence}."
        )
    return NormalDist().inv_cdf((1.0 + confidence) / 2.0)


def wilson_interval(successes: int, n: int, *, confidence: float = 0.95) -> Interval:
    """Return Wilson's score interval of a proportion.

    Unlike the textbook interval it stays inside 0 .. 1 and holds its coverage near the ends.

    Parameters
    ----------
    successes : int
        Images that count, 0 <= successes <= n.
    n : int
        All images looked at, n >= 1.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares, 0 .. 1.

    Raises
    ------
    ValueError
        If ``n < 1``, ``successes`` lies outside 0 .. n or ``confidence`` outside 0 .. 1.

    References
    ----------
    E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22, 209-212.
    """
    if n < 1:
        raise ValueError(f"n: expected at least one image. Received {n}.")
    if not 0 <= successes <= n:
        raise ValueError(
            f"successes: expected a count from 0 to n = {n}. Received {successes}: "
            "pass how many images count, not their share."
        )
    z = two_sided_z(confidence)
    share = successes / n
    shrink = 1.0 + z * z / n
    centre = (share + z * z / (2 * n)) / shrink
    half_width = z / shrink * sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n))
    # At the very ends the formula gives 0 and 1 exactly; floating point misses by 1e-17.
    low = 0.0 if successes == 0 else centre - half_width
    high = 1.0 if successes == n else centre + half_width
    return Interval(low, high)
