"""Which images excite a unit of a network most.

Erhan, Bengio, Courville and Vincent 2009, "Visualizing higher-layer features of a deep network",
begin with the images of the data that do; nothing is made up for the unit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

Images = npt.NDArray[np.uint8]
Responses = npt.NDArray[np.floating[Any]]

SHOWN: Final = 9
_CHUNK: Final = 250


@dataclass(frozen=True, eq=False)
class Excitement:
    """The images with the strongest responses.

    Attributes
    ----------
    indices : ndarray of int64, shape (units, 9)
        For each unit, the strongest first.
    responses : ndarray of float32, shape (units, 9)
    """

    indices: npt.NDArray[np.int64]
    responses: npt.NDArray[np.float32]


def strength(responses: Responses, kind: Literal["maps", "units", "states"]) -> Responses:
    """Reduce each unit's response to one number.

    Parameters
    ----------
    responses
        Shape (n, maps, height, width), (n, units) or (n, steps, units).
    kind
        A map counts by its largest value, a state by its largest over the steps.

    Returns
    -------
    ndarray, shape (n, units)
    """
    if kind == "maps":
        return np.asarray(responses.max(axis=(2, 3)))
    return responses if kind == "units" else np.asarray(responses.max(axis=1))


def excitement(
    strengths_of: Callable[[Images], Sequence[Responses]],
    images: Images,
    *,
    count: int = SHOWN,
    tell: Callable[[float], object] = lambda _share: None,
) -> tuple[Excitement, ...]:
    """Ask about all images, some at a time, and keep the strongest of each unit of each layer.

    Parameters
    ----------
    strengths_of
        Returns for some images each unit's strength, of each layer an array of shape (n, units).
    images
        Shape (n, 28, 28), n at least `count`.
    count
        How many to keep. Of images that excite a unit equally the first are kept.
    tell
        Is called with the share of images that were asked about.
    """
    kept: list[Excitement] | None = None
    for at in range(0, len(images), _CHUNK):
        some = images[at : at + _CHUNK]
        numbers = np.arange(at, at + len(some))
        strengths = [np.asarray(each, dtype=np.float32).T for each in strengths_of(some)]
        kept = [
            _strongest(before, each, numbers, count)
            for before, each in zip(kept or repeat(None, len(strengths)), strengths, strict=True)
        ]
        tell((at + len(some)) / len(images))
    return tuple(kept or ())


def _strongest(
    before: Excitement | None,
    strengths: npt.NDArray[np.float32],
    numbers: npt.NDArray[np.int64],
    count: int,
) -> Excitement:
    """Return the strongest of those before and of more images, shape (units, n)."""
    indices = np.broadcast_to(numbers, strengths.shape)
    if before is not None:
        indices = np.concatenate([before.indices, indices], axis=1)
        strengths = np.concatenate([before.responses, strengths], axis=1)
    order = np.argsort(-strengths, axis=1, kind="stable")[:, :count]
    return Excitement(
        np.take_along_axis(indices, order, axis=1), np.take_along_axis(strengths, order, axis=1)
    )
