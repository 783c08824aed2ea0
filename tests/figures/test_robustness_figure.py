"""Lines of accuracy against severity, on numbers that are not symmetric."""

import pytest

from fmnist.figures.robustness import Decline, robustness

FIRST = Decline("A", "#0072B2", (0.9, 0.7, 0.2), (0.88, 0.66, 0.19), (0.91, 0.72, 0.25))
SECOND = Decline("B", "#D55E00", (0.8, 0.75, 0.6), (0.79, 0.7, 0.5), (0.85, 0.8, 0.65))


def test_each_model_is_a_line_with_its_own_intervals() -> None:
    figure = robustness(
        (FIRST, SECOND), steps=("0", "1 pixel", "2 pixels"), chosen=1, title="Shifted"
    )

    a, b = figure.data
    assert (a.name, b.name) == ("A", "B")
    assert list(a.x) == [0, 1, 2]
    assert list(b.y) == [0.8, 0.75, 0.6]
    assert a.error_y.array == pytest.approx([0.01, 0.02, 0.05])
    assert a.error_y.arrayminus == pytest.approx([0.02, 0.04, 0.01])
    assert b.line.color == "#D55E00"
    assert list(figure.layout.xaxis.ticktext) == ["0", "1 pixel", "2 pixels"]
    assert figure.layout.xaxis.title.text == "Shifted"
    assert list(a.customdata[2]) == [0.19, 0.25, "2 pixels"]


def test_the_chosen_severity_and_chance_are_marked() -> None:
    figure = robustness((FIRST,), steps=("0", "1", "2"), chosen=2, title="")

    across, down = figure.layout.shapes
    assert (across.y0, across.y1) == (0.1, 0.1)
    assert (down.x0, down.x1) == (2, 2)
