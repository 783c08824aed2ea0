"""A part of the test set that is chosen on a map: its form in an address, its images, its text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.explanation.lasso import BOX, PLACES, decode, inside, places

CELLS: Final = 5  # regions in a row and in a column
LONGEST_AREA: Final = 320
Labels = npt.NDArray[np.integer[Any]]
Coordinates = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Area:
    """Some images.

    Attributes
    ----------
    token : str
        In an address: ``true-6``, ``predicted-6``, ``region-2-4`` or ``cnn_best.AbCd…``.
    images : ndarray of int64
        Ascending.
    text : str
        What they are, to follow a number of images.
    classes : tuple of int
        Their true labels, where these say which images they are.
    by_answers : bool
        Whether what the model answers says which images they are.
    """

    token: str
    images: npt.NDArray[np.int64]
    text: str
    classes: tuple[int, ...] = ()
    by_answers: bool = False


def listed(coordinates: Coordinates, labels: Labels, y_pred: Labels) -> list[Area]:
    """Return what can be chosen from a list, without a pointer: classes, and regions of a map.

    Parameters
    ----------
    coordinates : ndarray of float32, shape (n, 2)
        Of the map whose regions they are.
    labels, y_pred : ndarray of shape (n,), integer
    """
    found = []
    for word, values in (("true", labels), ("predicted", y_pred)):
        for label in range(N_CLASSES):
            images = np.flatnonzero(values == label)
            is_true = word == "true"
            found.append(
                Area(
                    f"{word}-{label}",
                    images,
                    f"{word} {CLASS_NAMES[label]}",
                    classes=(label,) if is_true else (),
                    by_answers=not is_true,
                )
            )
    rows, columns = _cells(coordinates)
    for row in range(CELLS):
        for column in range(CELLS):
            images = np.flatnonzero((rows == row) & (columns == column))
            if len(images):
                most = CLASS_NAMES[int(np.bincount(labels[images]).argmax())]
                text = f"in row {row + 1}, column {column + 1} of the map, mostly {most}"
                found.append(Area(f"region-{row}-{column}", images, text))
    return found


def area_of(
    token: str,
    maps: Mapping[str, Coordinates],
    names: Mapping[str, str],
    *,
    labels: Labels,
    y_pred: Labels,
) -> Area | None:
    """Return what an address names, or None where it names nothing.

    Parameters
    ----------
    token
        From the address; anybody may have written it.
    maps
        The maps that are shown, by the names that outlines have for them; regions are the first's.
    names
        What these maps are called, by the same.
    labels, y_pred : ndarray of shape (n,), integer
        True labels, and the predictions of the model whose map stands first.
    """
    if not token or len(token) > LONGEST_AREA or not maps:
        return None
    first = next(iter(maps.values()))
    for area in listed(first, labels, y_pred):
        if area.token == token:
            return area
    key, _, text = token.partition(".")
    corners = decode(text)
    if key not in maps or corners is None:
        return None
    images = np.flatnonzero(inside(places(maps[key]), corners))
    shape = "in a box" if len(corners) == BOX else "in an outline"
    return Area(token, images, f"{shape} on the map of {names[key]}")


def _cells(coordinates: Coordinates) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return each image's row, counted from the top, and column."""
    right, up = (places(coordinates).astype(np.int64) * CELLS // PLACES).T
    return CELLS - 1 - up, right
