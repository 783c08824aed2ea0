"""Each model's dot stands where it belongs, with its own interval."""

import pytest

from fmnist.figures.efficiency import CostPoint, efficiency

POINTS = [
    CostPoint("CNN big", "cnn", 1e6, 0.95, 0.94, 0.97),
    CostPoint("ANN", "ann", 8e3, 0.85, 0.84, 0.855),
    CostPoint("CNN small", "cnn", 9e4, 0.93, 0.92, 0.935),
]


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
