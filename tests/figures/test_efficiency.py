"""Each model's dot stands where it belongs, with its interval and a name that covers nothing."""

import functools
from itertools import combinations
from math import log10

import numpy as np
import pytest

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation_set import make_evaluation_set
from fmnist.figures.efficiency import CostPoint, efficiency
from fmnist.metrics import COSTS
from fmnist.views.efficiency import front_first, priced

POINTS = [
    CostPoint("CNN big", "cnn", 1e6, 0.95, 0.94, 0.97),
    CostPoint("ANN", "ann", 8e3, 0.85, 0.84, 0.855),
    CostPoint("CNN small", "cnn", 9e4, 0.93, 0.92, 0.935),
]
LETTER, LINE = (
    6.5,
    16.0,
)  # px; as large as the letters of the chart, which are measured in a browser
SIZES = [(262, 335), (277, 353), (301, 350), (725, 348), (819, 353), (979, 353), (1_180, 340)]
"""Of the axes; 277, 819 and 979 px are those of screens of 390, 1280 and 1440."""
Rectangle = tuple[float, float, float, float]  # left, bottom, right and top, in px


def traces():
    return {trace.name: trace for trace in efficiency(POINTS, cost_title="Parameters").data}


def test_models_are_grouped_by_family() -> None:
    assert list(traces()["CNN"].text) == ["CNN big", "CNN small"]
    assert list(traces()["CNN"].hovertext) == ["CNN big", "CNN small"]
    assert list(traces()["ANN"].x) == [8e3]
    assert "RNN" not in traces()


def test_whiskers_are_the_interval_not_its_ends() -> None:
    whiskers = traces()["CNN"].error_y

    assert list(whiskers.array) == pytest.approx([0.02, 0.005])
    assert list(whiskers.arrayminus) == pytest.approx([0.01, 0.01])


def test_the_axes_say_what_they_measure() -> None:
    layout = efficiency(POINTS, cost_title="Parameters").layout

    assert layout.xaxis.title.text == "Parameters"
    assert layout.xaxis.type == "log"
    assert layout.yaxis.title.text == "Accuracy"


def test_a_cost_is_written_without_a_power_of_ten() -> None:
    [big] = efficiency([CostPoint("A", "cnn", 2_923_000, 0.9, 0.8, 1.0)], cost_title="MB").data
    [small] = efficiency([CostPoint("B", "ann", 0.0312, 0.9, 0.8, 1.0)], cost_title="MB").data

    assert big.customdata[0][2] == "2,923,000"
    assert small.customdata[0][2] == "0.0312"
    assert "MB: %{customdata[2]}" in big.hovertemplate


@functools.cache
def shipped(cost: str) -> list[CostPoint]:
    evaluation_set = make_evaluation_set(store.scan().models, load_test_split())
    points = []
    for price, one in front_first(priced(evaluation_set.models, cost)):
        interval = wilson_interval(one.n_correct, len(one.correct))
        ends = (one.accuracy, interval.low, interval.high)
        points.append(CostPoint(one.name, one.record.family, price, *ends))
    return points


def made_up(count: int) -> list[CostPoint]:
    """Return models as close to each other as trained ones are."""
    rng = np.random.default_rng(4)
    points = []
    for at in range(count):
        accuracy = rng.normal(0.93, 0.012)
        ends = (accuracy, accuracy - 0.005, accuracy + 0.005)
        family = ("ann", "rnn", "cnn")[at % 3]
        points.append(CostPoint(f"Network no. {at}", family, 10 ** rng.uniform(4, 6.5), *ends))
    return points


def drawn(figure, width: float, height: float) -> tuple[list[Rectangle], list[Rectangle]]:
    """Return the names and the dots with their whiskers, on axes of a size in px."""
    (left, right), (bottom, top) = figure.layout.xaxis.range, figure.layout.yaxis.range

    def place(x: float, y: float) -> tuple[float, float]:
        return width * (x - left) / (right - left), height * (y - bottom) / (top - bottom)

    names, marks = [], []
    for trace in figure.data:
        if trace.mode == "text":
            end = place(log10(trace.x[0]), trace.y[0])
            names.append(name_at(*end, trace.text[0], *trace.textposition.split(), 0.0))
            continue
        half = trace.marker.size / 2
        whiskers = zip(trace.error_y.array, trace.error_y.arrayminus, strict=True)
        for x, y, (up, down) in zip(trace.x, trace.y, whiskers, strict=True):
            (across, upright), (_, low), (_, high) = (
                place(log10(x), share) for share in (y, y - down, y + up)
            )
            ends = min(low, upright - half), max(high, upright + half)
            marks.append((across - half, ends[0], across + half, ends[1]))
        for x, y, text, position in zip(
            trace.x, trace.y, trace.text, trace.textposition, strict=True
        ):
            if text:
                upright, beside = position.split()
                names.append(name_at(*place(log10(x), y), text, upright, beside, half / 0.8 + 1))
    if width > 600:  # a narrow chart shows no annotations
        for one in figure.layout.annotations:
            upright = {"bottom": "top", "top": "bottom", "middle": "middle"}[one.yanchor]
            beside = {"left": "right", "right": "left", "center": "center"}[one.xanchor]
            gap = abs(one.xshift or one.yshift or 0)
            if upright == "bottom":  # as near as Plotly puts such a text itself
                gap = 2.8 - one.yshift
            names.append(name_at(*place(one.x, one.y), one.text, upright, beside, gap))
    return names, marks


def name_at(x: float, y: float, text: str, upright: str, beside: str, gap: float) -> Rectangle:  # noqa: PLR0917 - a place
    wide = LETTER * len(text)
    left = {"right": x + gap, "left": x - gap - wide, "center": x - wide / 2}[beside]
    bottom = {"top": y + gap, "bottom": y - gap - LINE + 2.8, "middle": y - LINE / 2}[upright]
    return left, bottom, left + wide, bottom + LINE


def touch(one: Rectangle, other: Rectangle) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 0 and min(one[3], other[3]) - max(one[1], other[1]) > 0


@pytest.mark.parametrize("points", [*COSTS, 1, 5, 18, 30, 100], ids=str)
@pytest.mark.parametrize("size", SIZES)
def test_no_name_touches_another_or_a_dot_at_any_width(points, size) -> None:
    points = shipped(points) if isinstance(points, str) else made_up(points)

    names, marks = drawn(efficiency(points, cost_title="Cost"), *size)

    assert len(marks) == len(points)
    assert not [pair for pair in combinations(names, 2) if touch(*pair)]
    assert not [(name, mark) for name in names for mark in marks if touch(name, mark)]
    assert all(left >= 0 and right <= size[0] + 8 for left, _, right, _ in names)
    fewest = 2 if size[0] < 600 else 5
    assert len(names) >= min(len(points), fewest)


def test_a_wide_chart_names_more_models_than_a_phone_has_room_for() -> None:
    figure = efficiency(shipped("Parameters"), cost_title="Parameters")

    phone, wide = (len(drawn(figure, width, 350)[0]) for width in (280, 1_000))

    assert 7 <= phone < wide
    assert wide >= 12
