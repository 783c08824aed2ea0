"""Which images excite a unit of a network most.

Erhan, Bengio, Courville and Vincent 2009, "Visualizing higher-layer features of a deep network",
begin with the images of the data that do; nothing is made up for the unit.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
    strengths_of: Callable[[Images], Responses], images: Images, *, count: int = SHOWN
) -> Excitement:
    """Ask about all images, some at a time, and keep the strongest of each unit.

    Parameters
    ----------
    strengths_of
        Returns each unit's strength for some images, shape (n, units).
    images
        Shape (n, 28, 28), n at least `count`.
    count
        How many to keep.
    """
    chunks = range(0, len(images), _CHUNK)
    strengths = np.concatenate([strengths_of(images[at : at + _CHUNK]) for at in chunks])
    order = np.argsort(-strengths, axis=0, kind="stable")[:count].T
    found = np.take_along_axis(strengths.T, order, axis=1)
    return Excitement(order.astype(np.int64), found.astype(np.float32))
