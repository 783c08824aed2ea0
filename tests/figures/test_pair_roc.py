"""The ROC curve of a pair: neither its axes nor its classes are exchanged."""

import numpy as np

from fmnist.figures.pair_roc import Operating, pair_roc

FIGURE = pair_roc(
    np.array([0.0, 0.1, 1.0]),
    np.array([0.0, 0.8, 1.0]),
    np.array([np.inf, 1.5, -2.0]),
    auc=0.87654,
    marks=[Operating("Threshold +1.50", 0.1, 0.8), Operating("Threshold 0", 0.25, 0.9)],
    names=("Shirt", "Coat"),
)
TRACES = {trace.name: trace for trace in FIGURE.data}


def test_the_curve_has_the_second_class_across_and_the_first_upwards() -> None:
    curve = TRACES["AUC 0.8765"]

    assert (list(curve.x), list(curve.y)) == ([0.0, 0.1, 1.0], [0.0, 0.8, 1.0])
    assert FIGURE.layout.xaxis.title.text == "Coat taken for Shirt"
    assert FIGURE.layout.yaxis.title.text == "Shirt taken for Shirt"


def test_every_point_says_its_threshold_and_infinity_says_none() -> None:
    curve = TRACES["AUC 0.8765"]

    assert np.isnan(curve.customdata[0])
    assert list(curve.customdata[1:]) == [1.5, -2.0]
    assert "of Shirt recognised" in curve.hovertemplate
    assert "of Coat taken for it" in curve.hovertemplate


def test_the_current_threshold_is_filled_and_the_other_hollow() -> None:
    now, zero = TRACES["Threshold +1.50"], TRACES["Threshold 0"]

    assert (list(now.x), list(now.y), now.marker.symbol) == ([0.1], [0.8], "circle")
    assert (list(zero.x), list(zero.y), zero.marker.symbol) == ([0.25], [0.9], "circle-open")


def test_chance_is_the_diagonal() -> None:
    assert (list(TRACES["Chance"].x), list(TRACES["Chance"].y)) == ([0, 1], [0, 1])
