"""Places of evidence in numbers and words."""

import numpy as np
import pytest
from scipy.ndimage import label

from fmnist.explanation.places import Place, connected, part_of_garment, strongest


def test_the_connected_strong_part_is_found() -> None:
    heat = np.zeros((28, 28))
    heat[1:3, 11:16] = 1.0  # ten pixels
    heat[2, 15] = 2.0
    heat[20, 3] = 1.9  # as strong, but elsewhere
    heat[4, 4] = -5

    found = strongest(heat)

    assert (found.rows, found.columns) == ((2, 3), (12, 16))
    assert found.share == pytest.approx(11 / 12.9)
    assert found.text == "rows 2 to 3, columns 12 to 16"


def test_corners_alone_do_not_connect_and_a_bend_does() -> None:
    mask = np.array([[1, 1, 0, 1], [0, 1, 0, 0], [0, 1, 1, 0], [1, 0, 0, 1]], dtype=bool)

    found = connected(mask, 1)

    np.testing.assert_array_equal(found[3], [False] * 4)
    np.testing.assert_array_equal(found[:3, :3], mask[:3, :3])
    assert not found[0, 3]


@pytest.mark.parametrize("share", [0.4, 0.59, 0.8])  # of 0.59 it winds through the whole picture
def test_connected_pixels_are_those_that_scipy_gives_one_label(share: float) -> None:
    mask = np.random.default_rng(1).random((28, 20)) < share
    parts, _ = label(mask)
    for start in np.flatnonzero(mask)[::25].tolist():
        np.testing.assert_array_equal(connected(mask, start), parts == parts.flat[start])


def test_nothing_positive_is_no_place() -> None:
    assert strongest(-np.ones((28, 28))) is None


@pytest.mark.parametrize(
    ("rows", "columns", "class_name", "words"),
    [
        ((1, 4), (12, 16), "Shirt", "collar"),
        ((12, 14), (13, 15), "Coat", "front"),
        ((26, 28), (13, 15), "Dress", "hem"),
        ((5, 20), (1, 5), "Pullover", "left sleeve or side"),
        ((5, 20), (25, 28), "Pullover", "right sleeve or side"),
        ((1, 4), (1, 4), "Bag", "top left"),
        ((13, 16), (13, 16), "Sneaker", "middle"),
        ((25, 28), (13, 16), "Sneaker", "bottom centre"),
        ((13, 16), (25, 28), "Trouser", "right"),
    ],
)
def test_places_have_the_garments_words(rows, columns, class_name, words) -> None:
    assert part_of_garment(Place(rows, columns, 1.0), class_name) == words


def test_one_row_is_told_in_the_singular() -> None:
    assert Place((2, 2), (12, 12), 1.0).text == "row 2, column 12"
