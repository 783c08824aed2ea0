"""The learning-curve figure shows each value where it belongs."""

import pytest

from fmnist.figures.curves import Curves, shared_ranges
from fmnist.figures.learning_curves import learning_curves

CURVES = Curves(
    epoch=[1, 2, 3],
    accuracy=[0.5, 0.7, 0.9],
    val_accuracy=[0.55, 0.75, 0.65],
    loss=[2.0, 1.0, 0.5],
    val_loss=[1.8, 0.9, 1.1],
    selected_epoch=2,
)


def figure():
    return learning_curves(CURVES, colour="#009E73", accuracy_range=(0, 1), loss_range=(0, 3))


def test_each_line_has_its_values_and_its_panel() -> None:
    lines = {(trace.name, trace.yaxis): list(trace.y) for trace in figure().data}

    assert lines["Training", "y"] == CURVES.accuracy
    assert lines["Validation", "y"] == CURVES.val_accuracy
    assert lines["Training", "y2"] == CURVES.loss
    assert lines["Validation", "y2"] == CURVES.val_loss


def test_the_selected_epoch_is_marked_in_both_panels() -> None:
    marks = [trace for trace in figure().data if trace.name == "Selected epoch"]

    assert [list(mark.x) for mark in marks] == [[2], [2]]
    assert [list(mark.y) for mark in marks] == [[0.75], [0.9]]


def test_axes_are_named_and_share_the_given_ranges() -> None:
    layout = figure().layout

    assert (layout.yaxis.title.text, layout.yaxis2.title.text) == ("Accuracy", "Loss")
    assert layout.xaxis2.title.text == "Epoch"
    assert (layout.yaxis.range, layout.yaxis2.range) == ((0, 1), (0, 3))


def test_shared_ranges_hold_every_model() -> None:
    other = Curves([1], [0.95], [0.4], [0.3], [2.5], 1)

    accuracy, loss = shared_ranges([CURVES, other])

    assert accuracy == pytest.approx((0.4 - 0.05 * 0.55, 0.95 + 0.05 * 0.55))
    assert loss == pytest.approx((0.3 - 0.05 * 2.2, 2.5 + 0.05 * 2.2))


def test_the_first_steps_out_of_chance_do_not_flatten_the_rest() -> None:
    shares = [0.1, 0.3, *(0.85 + 0.005 * step for step in range(18))]
    losses = [2.3, 1.9, *(0.5 - 0.01 * step for step in range(18))]
    long = Curves(list(range(1, 21)), shares, shares, losses, losses, 20)

    (low, high), (least, most) = shared_ranges([long])

    assert 0.8 < low < 0.85
    assert high > max(shares)
    assert 0.5 < most < 0.6
    assert least < min(losses)
