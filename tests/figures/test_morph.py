"""Morph lines: the second class's probability on the way, and a mark where an answer changes."""

import numpy as np

from fmnist.figures.morph import Way, morph_lines


def test_lines_and_marks_stand_where_the_numbers_are() -> None:
    ways = [
        Way("A", "#009E73", np.array([0.0, 0.2, 0.9]), [(0.75, "Shirt → Coat")]),
        Way("B", "#E69F00", np.array([0.9, 0.9, 0.9]), []),
    ]

    figure = morph_lines(ways, "Coat")

    first, marks, second, none = figure.data
    assert (first.name, list(first.x), list(first.y)) == ("A", [0, 50, 100], [0, 0.2, 0.9])
    assert list(marks.x) == [75]
    np.testing.assert_allclose(marks.y, [0.55])
    assert list(marks.customdata) == ["Shirt → Coat"]
    assert second.name == "B"
    assert len(none.x) == 0
    assert figure.layout.yaxis.title.text == "Probability of Coat"
