"""In which slices a model is worse than on the other images: looked for, and tested.

A slice is looked at whatever the models answer there: it is a class, a fifth of all images by one
of their properties, or a third of a class by one. Doubtful labels are not among them, for the
models' own answers say which those are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.evaluation.contracts import Flags, Floats, Ints, Labels, check_correct
from fmnist.evaluation.families import holm
from fmnist.evaluation.image_properties import PROPERTIES
from fmnist.evaluation.slices import Range, Slice

FEWEST: Final = 50
"""Images of a slice that is looked at, and of the rest that it is compared with."""
FIFTHS: Final = 5
THIRDS: Final = 3
NEGLIGIBLE: Final = 1e-18  # of the largest probability in a tail


@dataclass(frozen=True, eq=False)
class Candidate:
    """A slice to look at.

    Attributes
    ----------
    part : Slice
    inside : ndarray of bool, shape (n,)
    whole : ndarray of bool, shape (n,)
        What it is a part of: its class, or all images.
    place, of : int
        Which of how many parts by a property it is, counted from 1; 1 of 1 for a class.
    """

    part: Slice
    inside: Flags
    whole: Flags
    place: int = 1
    of: int = 1


@dataclass(frozen=True, eq=False)
class SliceSearch:
    """What was found.

    Attributes
    ----------
    candidates : tuple of Candidate
        Those that were looked at, s of them.
    n_inside : ndarray of int64, shape (s,)
    right_inside, right_outside : ndarray of int64, shape (m, s)
        Right answers of each model in each slice, and on all other images.
    adjusted_p : ndarray of float64, shape (m, s)
        That a model is not worse in the slice than on the other images, or, of a part of a class,
        not worse than on the rest of its class; Holm over all m x s tests.
    """

    candidates: tuple[Candidate, ...]
    n_inside: Ints
    right_inside: Ints
    right_outside: Ints
    adjusted_p: Floats

    @property
    def gaps(self) -> Floats:
        """Accuracy inside less accuracy on the other images, shape (m, s)."""
        n_images = len(self.candidates[0].inside)
        rest = self.right_outside / (n_images - self.n_inside)
        return np.asarray(self.right_inside / self.n_inside - rest)

    def is_worse(self, *, alpha: float = 0.05) -> Flags:
        """Return in which slices which model is worse, bool of shape (m, s)."""
        return np.asarray(self.adjusted_p < alpha)

    def worst_of(self, model: int, *, alpha: float = 0.05) -> list[int]:
        """Return the slices in which a model is worse, the largest gap first."""
        found = np.flatnonzero(self.is_worse(alpha=alpha)[model])
        return [int(at) for at in found[np.argsort(self.gaps[model, found], kind="stable")]]


def candidates(properties: Mapping[str, Floats], y_true: Labels) -> tuple[Candidate, ...]:
    """Return the slices to look at.

    Parameters
    ----------
    properties : mapping of ndarray of float64, shape (n,)
        By the keys of `PROPERTIES`.
    y_true : ndarray of shape (n,), integer

    Returns
    -------
    tuple of Candidate
        Each with at least `FEWEST` images, and as many in the rest of what it is a part of.
    """
    every = np.ones(len(y_true), dtype=np.bool_)
    found: list[Candidate] = []
    for key in PROPERTIES:
        found += _parts(key, properties[key], every, (), FIFTHS)
    for label in np.unique(y_true).tolist():
        of_class = y_true == label
        found.append(Candidate(Slice(classes=(label,)), of_class, every))
        for key in PROPERTIES:
            found += _parts(key, properties[key], of_class, (label,), THIRDS)
    return tuple(each for each in found if _is_large_enough(each))


def _parts(
    key: str, values: Floats, whole: Flags, classes: tuple[int, ...], of: int
) -> list[Candidate]:
    """Part images by a property into equally many, as far as bounds of whole steps can."""
    step = PROPERTIES[key].step
    inner = np.rint(np.quantile(values[whole], np.arange(1, of) / of) / step) * step
    ends = [None, *np.round(inner, 4).tolist(), None]
    found = []
    for place in range(of):
        low, high = ends[place], ends[place + 1]
        inside = whole.copy()
        if low is not None:
            inside &= values >= low
        if high is not None:
            inside &= values < high
        part = Slice(classes=classes, ranges=(Range(key, low, high),))
        found.append(Candidate(part, inside, whole, place + 1, of))
    return found


def _is_large_enough(candidate: Candidate) -> bool:
    n = int(candidate.inside.sum())
    return n >= FEWEST and int(candidate.whole.sum()) - n >= FEWEST


def search(correct: Flags, looked_at: Sequence[Candidate]) -> SliceSearch:
    """Test each model in each slice.

    Parameters
    ----------
    correct : ndarray of shape (m, n), bool
        True where model i is right about image j, m >= 1.
    looked_at : sequence of Candidate

    Returns
    -------
    SliceSearch
        A part of a class has the larger one of two p-values: it must be worse than all other
        images, and worse than the rest of its class (an intersection-union test: Berger 1982,
        "Multiparameter hypothesis testing and acceptance sampling", Technometrics 24, 295-300).

    Raises
    ------
    ValueError
        If ``correct`` is not such a table, or there is no slice.
    """
    flags = check_correct(correct, least_models=1)
    if not looked_at:
        raise ValueError("looked_at: expected at least one slice. Received none.")
    inside = np.stack([each.inside for each in looked_at])
    whole = np.stack([each.whole for each in looked_at])
    n_inside, n_whole = inside.sum(axis=1), whole.sum(axis=1)
    right_inside, right_whole = _counts(flags, inside), _counts(flags, whole)
    right_all = np.broadcast_to(flags.sum(axis=1, keepdims=True), right_inside.shape)
    shape = right_inside.shape
    p = fisher_less(right_inside, np.broadcast_to(n_inside, shape), right_all, flags.shape[1])
    is_part = n_whole < flags.shape[1]
    within = fisher_less(
        right_inside[:, is_part],
        np.broadcast_to(n_inside, shape)[:, is_part],
        right_whole[:, is_part],
        np.broadcast_to(n_whole, shape)[:, is_part],
    )
    p[:, is_part] = np.maximum(p[:, is_part], within)
    adjusted = holm(p.ravel()).reshape(shape)
    return SliceSearch(tuple(looked_at), n_inside, right_inside, right_all - right_inside, adjusted)


def _counts(flags: Flags, masks: Flags) -> Ints:
    """Count right answers in each mask, shape (m, s); sums below 2**24 are exact in float32."""
    return np.asarray(flags.astype(np.float32) @ masks.T.astype(np.float32)).astype(np.int64)


def fisher_less(
    right: npt.ArrayLike, n: npt.ArrayLike, right_all: npt.ArrayLike, n_all: npt.ArrayLike
) -> Floats:
    """Return Fisher's exact one-sided p-values that a part is no worse than the rest.

    Parameters
    ----------
    right, n : array of int
        Right answers in the part, and its images.
    right_all, n_all : array of int
        The same with the rest: ``right <= right_all`` and ``n < n_all``.

    Returns
    -------
    ndarray of float64
        The probability of as few right answers in the part or fewer, were they spread at random; 1
        where the part is not worse at all, so that its tail need not be summed.

    References
    ----------
    R. A. Fisher (1935), "The logic of inductive inference", Journal of the Royal Statistical
    Society 98, 39-82.
    """
    x, n_in, k_all, size = np.broadcast_arrays(
        *(np.asarray(each, dtype=np.int64) for each in (right, n, right_all, n_all))
    )
    p = np.ones(x.shape)
    worse = x * (size - n_in) < (k_all - x) * n_in
    if not worse.any():
        return p
    x, n_in, k_all, size = (each[worse] for each in (x, n_in, k_all, size))
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, int(size.max()) + 1)))])

    def ways(of: Ints, chosen: Ints) -> Floats:
        return np.asarray(logs[of] - logs[chosen] - logs[of - chosen])

    at = np.exp(ways(k_all, x) + ways(size - k_all, n_in - x) - ways(size, n_in))
    total, term, k = np.ones(x.shape), np.ones(x.shape), x.copy()
    # From k downwards: each is the next one's times this ratio, and soon too small to count.
    while bool((term > NEGLIGIBLE).any()):
        ratio = k * (size - k_all - n_in + k) / ((k_all - k + 1.0) * (n_in - k + 1.0))
        term = term * np.maximum(ratio, 0.0)
        total += term
        k = np.maximum(k - 1, 0)
    p[worse] = np.minimum(at * total, 1.0)
    return p
