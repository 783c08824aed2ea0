"""The risk-coverage figure shows each model's own curve and ranks them at the chosen share."""

import pytest

from fmnist.figures.abstention import Abstention, abstention

CURVES = [
    Abstention("CNN", "#009E73", [0.90, 0.91, 0.99]),
    Abstention("ANN", "#E69F00", [0.85, 0.95, 0.96]),
]


def test_each_line_runs_from_all_images_to_the_fewest() -> None:
    lines = {one.name: one for one in abstention(CURVES, chosen=1).data if one.mode == "lines"}

    assert list(lines["CNN"].x) == [0, 1, 2]
    assert list(lines["CNN"].y) == pytest.approx([90, 91, 99])
    assert list(lines["ANN"].y) == pytest.approx([85, 95, 96])
    assert lines["ANN"].line.color == "#E69F00"


@pytest.mark.parametrize(("chosen", "first", "accuracy"), [(1, "ANN", "95.0"), (2, "CNN", "99.0")])
def test_the_models_are_ranked_at_the_chosen_share(chosen, first, accuracy) -> None:
    [ranking] = abstention(CURVES, chosen=chosen).layout.annotations

    assert first in ranking.text.split("<br>")[0]
    assert f"{accuracy}\N{NO-BREAK SPACE}%" in ranking.text.split("<br>")[0]


def test_dots_and_the_line_mark_the_chosen_share() -> None:
    figure = abstention(CURVES, chosen=2)

    dots = [one for one in figure.data if one.mode == "markers"]
    assert [list(dot.x) for dot in dots] == [[2], [2]]
    assert [dot.y[0] for dot in dots] == pytest.approx([99, 96])
    assert figure.layout.shapes[0].x0 == 2


def test_the_axes_are_named() -> None:
    layout = abstention(CURVES, chosen=0).layout

    assert layout.xaxis.title.text == "Images abstained from"
    assert layout.yaxis.title.text == "Accuracy on the others"
