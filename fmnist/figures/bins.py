"""What the reliability figure draws; free of Plotly, so that loading it costs nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Bins:
    """The images of one model in bins of confidence; each array has one entry per bin.

    Attributes
    ----------
    edges : ndarray of shape (n_bins + 1,), float64
        Bounds on the confidence axis, 0 to 1.
    right, wrong : ndarray of int64
        Images.
    accuracy, confidence : ndarray of float64
        Share of right answers and mean confidence, 0 to 1; NaN for an empty bin.
    low, high : ndarray of float64
        Ends of the accuracy's interval; NaN for an empty bin.
    share_of_right, share_of_wrong : ndarray of float64
        Shares of all right and of all wrong images, 0 to 1.
    """

    edges: Floats
    right: Ints
    wrong: Ints
    accuracy: Floats
    confidence: Floats
    low: Floats
    high: Floats
    share_of_right: Floats
    share_of_wrong: Floats

    @property
    def counts(self) -> Ints:
        """All images of each bin."""
        return self.right + self.wrong

    def name(self, place: int) -> str:
        """Return the name of a bin, such as "0.87 to 0.93"."""
        return f"{self.edges[place]:.2f} to {self.edges[place + 1]:.2f}"


def shared_tops(bins: Sequence[Bins]) -> tuple[float, float]:
    """Return the largest shares of right and of wrong images over all models, with a little air."""
    right = max(float(one.share_of_right.max()) for one in bins)
    wrong = max(float(one.share_of_wrong.max()) for one in bins)
    return 1.05 * right, 1.05 * wrong
