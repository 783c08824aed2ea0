"""The belief figure shows the right class after the right row."""

import numpy as np

from fmnist.figures.beliefs import beliefs

Y_PROBA = np.array([[0.2, 0.5, 0.3], [0.1, 0.2, 0.7]])


def test_each_class_has_its_own_line() -> None:
    lines = {
        line.name: (list(line.x), list(line.y)) for line in beliefs(Y_PROBA, [2, 0], "abc").data
    }

    assert lines == {"c": ([1, 2], [0.3, 0.7]), "a": ([1, 2], [0.2, 0.1])}


def test_axes_are_named() -> None:
    layout = beliefs(Y_PROBA, [1], "abc").layout

    assert layout.xaxis.title.text == "Rows read"
    assert layout.yaxis.title.text == "Probability"
