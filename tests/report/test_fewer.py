"""What there is no room for is left out from the end, and counted."""

import numpy as np
import pytest

from fmnist.report.charts.draw import draw
from fmnist.report.charts.whiskers import most_rows
from fmnist.report.content import fewer_pictures, fewer_points, fewer_rows
from fmnist.views.parts.content import Picture, Pictures, Point, Table, Whiskers

GREEN, ORANGE, BLUE = "#009E73", "#E69F00", "#56B4E9"
KEY = (("ANN", ORANGE), ("RNN", BLUE), ("CNN", GREEN))


def whiskers(*colours: str) -> Whiskers:
    points = (
        Point(f"Model {at}", colour, 0.9 - at / 100, 0.89 - at / 100, 0.91 - at / 100)
        for at, colour in enumerate(colours)
    )
    return Whiskers("Accuracy", tuple(points), key=KEY)


def test_no_family_is_left_out_because_another_has_more_of_the_best() -> None:
    chart = whiskers(*[GREEN] * 5, BLUE, GREEN, ORANGE, ORANGE)

    fewer = fewer_points(chart, 4)

    assert [point.name for point in fewer.points] == ["Model 0", "Model 1", "Model 5", "Model 7"]
    assert fewer.caption == "Accuracy; of 9 the first and the first of each family, 4 in all"
    assert fewer_points(chart, 9) is chart


def test_of_a_chart_without_families_the_first_stay() -> None:
    chart = whiskers(*[GREEN] * 5)

    fewer = fewer_points(chart, 2)

    assert [point.name for point in fewer.points] == ["Model 0", "Model 1"]
    assert fewer.caption == "Accuracy; of 5 the first, 2 in all"


@pytest.mark.parametrize("height", [120, 250, 300])
def test_a_height_has_room_for_as_many_rows_as_are_said(height: int) -> None:
    chart = whiskers(*[GREEN] * 40)
    most = most_rows(chart, height)

    assert 1 <= most < 40
    assert draw(fewer_points(chart, most), 720, height).height <= height
    assert draw(fewer_points(chart, most + 1), 720, height).height > height


def test_a_chart_says_what_its_colours_mean() -> None:
    drawn = draw(whiskers(GREEN, BLUE)).shapes

    said = [shape.text for shape in drawn if shape.tag == "text"]
    assert said[:3] == ["ANN", "RNN", "CNN"]
    samples = [dict(shape.attributes)["fill"] for shape in drawn if shape.tag == "rect"]
    assert samples == [ORANGE, BLUE, GREEN]


def test_a_table_and_pictures_count_what_is_not_there() -> None:
    table = Table("Models", ("Model", "Accuracy"), tuple((f"M{at}", "1") for at in range(1200)))
    picture = Picture(1, np.zeros((28, 28), np.uint8), "One")

    assert fewer_rows(table, 1200) is table
    assert fewer_rows(table, 3).caption == "Models; the first 3 of 1,200 rows"
    assert fewer_rows(table, 3).rows == table.rows[:3]
    fewer = fewer_pictures(Pictures("Images: 24 of 70.", (picture,) * 24), 12)
    assert (fewer.caption, len(fewer.pictures)) == ("Images: 24 of 70; here the first 12.", 12)
