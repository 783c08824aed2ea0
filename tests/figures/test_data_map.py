"""The data map counts every image once, in the cell where it lies."""

import numpy as np
import pytest

from fmnist.figures.data_map import CELLS, data_map

CONFIDENCE = np.array([0.99, 0.98, 0.98, 0.01, 0.51, 1.0])
DEVIATION = np.array([0.005, 0.001, 0.02, 0.002, 0.49, 0.5])
MARKED = np.array([3])


@pytest.fixture
def figure():
    return data_map(CONFIDENCE, DEVIATION, colour="#009E73", marked=MARKED, marked_name="wrong")


def test_each_image_is_counted_where_it_lies(figure) -> None:
    cells = figure.data[0]

    counts = np.asarray(cells.customdata)
    assert counts.shape == (CELLS, CELLS)
    assert counts.sum() == len(CONFIDENCE)
    for confidence, deviation in zip(CONFIDENCE, DEVIATION, strict=True):
        row = np.abs(np.asarray(cells.y) - confidence).argmin()
        column = np.abs(np.asarray(cells.x) - deviation).argmin()
        assert counts[row, column] >= 1
    assert counts.max() == 2, "two images share the upper left cell"


def test_an_empty_cell_has_no_colour_and_the_scale_is_logarithmic(figure) -> None:
    z, counts = np.asarray(figure.data[0].z), np.asarray(figure.data[0].customdata)

    assert np.isnan(z[counts == 0]).all()
    np.testing.assert_allclose(10 ** z[counts > 0], counts[counts > 0])


def test_marked_images_stand_at_their_numbers(figure) -> None:
    marks = figure.data[1]

    assert (list(marks.x), list(marks.y), list(marks.customdata)) == ([0.002], [0.01], [3])
    assert marks.name == "wrong"
