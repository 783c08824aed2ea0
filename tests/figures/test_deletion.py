"""Deletion curves: a solid line by the map and a dotted one by chance for each model."""

import numpy as np

from fmnist.figures.deletion import Curve, deletion_curves


def test_each_model_has_its_two_lines_and_zero_is_marked() -> None:
    covered = np.array([0, 0.25, 0.5])
    curves = [
        Curve("A", "#009E73", covered, np.array([3.0, 1, -1]), np.array([3.0, 2, 1])),
        Curve("B", "#E69F00", covered, np.array([2.0, 0, 0]), np.array([2.0, 2, 2])),
    ]

    figure = deletion_curves(curves, ("Shirt", "T-shirt/top"))

    lines = {trace.name: trace for trace in figure.data}
    assert list(lines) == ["A, by its map", "A, at random", "B, by its map", "B, at random"]
    assert list(lines["A, by its map"].x) == [0, 25, 50]
    assert list(lines["A, by its map"].y) == [3, 1, -1]
    assert list(lines["B, at random"].y) == [2, 2, 2]
    assert [trace.line.dash for trace in figure.data] == ["solid", "dot"] * 2
    assert figure.layout.shapes[0].y0 == 0
    assert "log p(Shirt)" in figure.layout.yaxis.title.text
