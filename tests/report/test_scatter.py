"""Accuracy over cost: dots in their places, names that cover nothing, however many there are."""

import numpy as np
import pytest

from fmnist.report.charts.draw import draw
from fmnist.report.charts.shapes import NARROW, WIDE, width_of
from fmnist.views.parts.content import Scatter, ScatterPoint

GREEN, ORANGE = "#009E73", "#E69F00"


def scatter(count: int) -> Scatter:
    """Return models as close to each other as trained ones are."""
    rng = np.random.default_rng(3)
    points = []
    for at in range(count):
        cost, value = 10 ** rng.uniform(4, 6.5), rng.normal(0.93, 0.012)
        ends = (value - 0.005, value + 0.005)
        colour = ORANGE if at % 3 else GREEN
        points.append(ScatterPoint(f"Network {at}", colour, cost, f"{cost:,.0f}", value, *ends))
    return Scatter("Accuracy", "Parameters", tuple(points), (("ANN", ORANGE), ("CNN", GREEN)))


def names(drawing) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of every name beside a dot."""
    boxes = []
    for shape in drawing.shapes:
        if shape.tag == "text" and shape.text.startswith("Network"):
            look = dict(shape.attributes)
            x, y, width = float(look["x"]), float(look["y"]), width_of(shape.text)
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[look["text-anchor"]]
            boxes.append((left, y - 10, left + width, y + 3))
    return boxes


def marks(drawing) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of every dot, and of every whisker."""
    boxes = []
    for shape in drawing.shapes:
        look = dict(shape.attributes)
        if shape.tag == "circle":
            x, y, radius = (float(look[name]) for name in ("cx", "cy", "r"))
            boxes.append((x - radius, y - radius, x + radius, y + radius))
        elif shape.tag == "line" and shape.tooltip:
            x, ends = float(look["x1"]), sorted((float(look["y1"]), float(look["y2"])))
            boxes.append((x - 1, ends[0], x + 1, ends[1]))
    return boxes


def touch(one, other) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    upright = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.1 and upright > 0.1  # places are written with one decimal


@pytest.mark.parametrize("count", [1, 5, 15, 30, 100])
@pytest.mark.parametrize(("width", "height"), [(WIDE, None), (NARROW, None), (754, 260)])
def test_no_name_touches_another_or_leaves_the_chart(count, width, height) -> None:
    drawing = draw(scatter(count), width, height)
    shown = names(drawing)

    assert len(shown) >= min(count, 4)
    for at, one in enumerate(shown):
        assert not any(touch(one, other) for other in shown[at + 1 :])
        assert one[0] >= 0
        assert one[2] <= width
        assert not any(touch(one, mark) for mark in marks(drawing))
    assert len(marks(drawing)) == 2 * count
    dots = [shape for shape in drawing.shapes if shape.tag == "circle"]
    assert len(dots) == count
    assert all("Parameters" in dot.tooltip for dot in dots)


def test_the_axis_of_costs_is_logarithmic_and_accuracy_grows_upwards() -> None:
    points = tuple(
        ScatterPoint(name, GREEN, x, f"{x:,}", value, value - 0.01, value + 0.01)
        for name, x, value in (("A", 1_000, 0.8), ("B", 10_000, 0.85), ("C", 100_000, 0.9))
    )
    drawing = draw(Scatter("A", "Parameters", points, (("CNN", GREEN),)))

    look = [dict(shape.attributes) for shape in drawing.shapes if shape.tag == "circle"]
    (x1, y1), (x2, y2), (x3, y3) = ((float(one["cx"]), float(one["cy"])) for one in look)
    assert x2 - x1 == pytest.approx(x3 - x2, abs=0.2)
    assert y1 > y2 > y3
    amounts = {"1,000", "10,000", "100,000"}
    assert {shape.text for shape in drawing.shapes if shape.tag == "text"} >= amounts
