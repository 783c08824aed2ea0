"""Charts as shapes: in the right place, with the right words."""

import io

import numpy as np
import pytest
from PIL import Image

from fmnist.report import shades
from fmnist.report.charts.draw import draw
from fmnist.report.charts.matrices import draw_matrix
from fmnist.report.charts.raster import to_png
from fmnist.report.charts.shapes import NARROW, WIDE, Axis
from fmnist.report.html import to_svg
from fmnist.views.parts.content import Bar, Bars, Line, Lines, Matrix, Point, Whiskers

WHISKERS = Whiskers(
    "Accuracy",
    (Point("First", "#009E73", 0.92, 0.91, 0.93), Point("Second", "#E69F00", 0.86, 0.85, 0.87)),
    ("Human", 0.835),
)
BARS = Bars(
    "Mistakes",
    ("First", "Second"),
    (Bar("A → B", "#0072B2", (100, 50)), Bar("B → A", "#D55E00", (0, 25))),
    1000,
)
LINES = Lines(
    "Curves",
    "Epoch",
    "Accuracy",
    (
        Line("Long", "#009E73", (1, 2, 3), (0.8, 0.9, 0.85), 1),
        Line("Short", "#E69F00", (1, 2), (0.7, 0.75)),
    ),
)
MATRIX = Matrix(
    "A", "", ("Bag", "Coat"), ((90, 10), (0, 100)), ((0.9, 0.1), (0.0, 1.0)), "of it", top=0.4
)


def number(shape, name: str) -> float:
    return float(dict(shape.attributes)[name])


def shapes_of(drawing, tag: str, tone: str = "") -> list:
    return [shape for shape in drawing.shapes if shape.tag == tag and tone in {"", shape.tone}]


@pytest.mark.parametrize("chart", [WHISKERS, BARS, LINES], ids=["whiskers", "bars", "lines"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_everything_stands_inside_and_all_is_told_in_words(chart, width) -> None:
    drawing = draw(chart, width)

    assert drawing.width == width
    assert drawing.label.startswith(chart.caption)
    for shape in drawing.shapes:
        for name, value in shape.attributes:
            if name in {"x", "x1", "x2", "cx"}:
                assert -1 <= float(value) <= width + 1, (shape, name)
            if name in {"y", "y1", "y2", "cy"}:
                assert -1 <= float(value) <= drawing.height + 1, (shape, name)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_dots_stand_on_one_axis_in_the_order_of_the_rows(width) -> None:
    first, second = shapes_of(draw(WHISKERS, width), "circle")

    assert number(first, "cx") > number(second, "cx")
    assert number(first, "cy") < number(second, "cy")
    assert "First: 92.0" in first.tooltip
    whiskers = [
        shape for shape in draw(WHISKERS, width).shapes if shape.tooltip and shape.tag == "line"
    ]
    for whisker, dot in zip(whiskers, (first, second), strict=True):
        low, high = number(whisker, "x1"), number(whisker, "x2")
        assert (low + high) / 2 == pytest.approx(number(dot, "cx"), abs=0.1)


def test_bars_start_at_zero_and_are_as_long_as_their_counts() -> None:
    bars = [shape for shape in shapes_of(draw(BARS), "rect") if " of 1,000" in shape.tooltip]

    lengths = {shape.tooltip: number(shape, "width") for shape in bars}
    assert lengths["First, A → B: 100 of 1,000"] == pytest.approx(
        4 * lengths["Second, B → A: 25 of 1,000"], rel=0.01
    )
    assert lengths["First, B → A: 0 of 1,000"] < 1
    assert len({number(shape, "x") for shape in bars}) == 1


def test_only_the_selected_point_is_marked() -> None:
    tooltips = [shape.tooltip for shape in shapes_of(draw(LINES), "circle")]

    assert [tooltip for tooltip in tooltips if tooltip.startswith("Long")] == [
        "Long: epoch 2, 90.0\N{NO-BREAK SPACE}%"
    ]
    assert len(tooltips) == 3


def test_ticks_are_round_and_inside() -> None:
    ticks = Axis(0.834, 0.926, 0, 100).ticks()

    assert [round(tick, 6) for tick in ticks] == [0.84, 0.86, 0.88, 0.9, 0.92]


def test_shades_follow_the_square_root_and_spare_right_answers() -> None:
    (right, wrong), (empty, all_right) = shades.cells(MATRIX)

    assert (right.scale, right.step) == ("correct", 8)
    assert (wrong.scale, wrong.step) == ("more", 4)  # sqrt(0.1 / 0.4) of 8
    assert (empty.text, empty.step, empty.fill) == ("·", 0, None)
    assert all_right.step == 8
    assert wrong.tooltip == "True Bag, predicted Coat: 10 images, 10.0\N{NO-BREAK SPACE}% of it"


def test_a_difference_is_blue_where_the_first_model_is_better_and_has_dots() -> None:
    signed = Matrix(
        "A", "", ("Bag", "Coat"), ((5, -5), (7, -20)), marked=((True, False), (False, True)), top=20
    )
    (more_right, fewer_wrong), (more_wrong, fewer_right) = shades.cells(signed)

    assert (more_right.text, more_right.scale, more_right.marked) == ("+5", "more", True)
    assert (fewer_wrong.text, fewer_wrong.scale) == ("\N{MINUS SIGN}5", "more")
    assert (more_wrong.text, more_wrong.scale, more_wrong.marked) == ("+7", "less", False)
    assert (fewer_right.text, fewer_right.scale) == ("\N{MINUS SIGN}20", "less")
    assert fewer_right.step == 8
    assert fewer_right.is_dark
    [[none]] = shades.cells(Matrix("A", "", ("Bag",), ((0,),), marked=((False,),)))
    assert none.tooltip.endswith("no difference")


@pytest.mark.parametrize("drawing", [draw(WHISKERS), draw(BARS), draw(LINES), draw_matrix(MATRIX)])
def test_a_chart_leaves_as_svg_and_png(drawing) -> None:
    svg = to_svg(drawing)
    image = Image.open(io.BytesIO(to_png(drawing)))

    assert svg.startswith("<svg xmlns=")
    assert svg.rstrip().endswith("</svg>")
    assert image.size[0] > 3 * WIDE
    pixels = np.asarray(image)
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > 10
