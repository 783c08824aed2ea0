"""The reliability figure shows each bin's numbers in its own column, and says which was clicked."""

from dataclasses import replace

import numpy as np
import pytest

from fmnist.figures.bins import Bins, shared_tops
from fmnist.figures.reliability import CLEAR, reliability_diagram

COLOUR = "#009E73"
# Four bins; the first is empty, the second holds too few images for a line.
BINS = Bins(
    edges=np.array([0.0, 0.25, 0.5, 0.75, 1.0]),
    right=np.array([0, 1, 30, 4000]),
    wrong=np.array([0, 2, 20, 100]),
    accuracy=np.array([np.nan, 1 / 3, 0.6, 4000 / 4100]),
    confidence=np.array([np.nan, 0.45, 0.7, 0.95]),
    low=np.array([np.nan, 0.06, 0.46, 0.97]),
    high=np.array([np.nan, 0.79, 0.72, 0.98]),
    share_of_right=np.array([0, 1, 30, 4000]) / 4031,
    share_of_wrong=np.array([0, 2, 20, 100]) / 122,
)
TOPS = (1.0, 0.9)


def figure(**options):
    return reliability_diagram(BINS, colour=COLOUR, tops=TOPS, **options)


def trace(name, drawn=None):
    [found] = [one for one in (drawn or figure()).data if one.name == name]
    return found


def test_a_dot_stands_at_its_confidence_and_accuracy_with_its_interval() -> None:
    dots = trace("Accuracy")

    assert list(dots.x) == pytest.approx([0.45, 0.7, 0.95])
    assert list(dots.y) == pytest.approx([1 / 3, 0.6, 4000 / 4100])
    assert list(dots.error_y.array) == pytest.approx([0.79 - 1 / 3, 0.12, 0.98 - 4000 / 4100])
    assert list(dots.error_y.arrayminus) == pytest.approx([1 / 3 - 0.06, 0.14, 4000 / 4100 - 0.97])


def test_a_dots_area_is_its_images_but_the_smallest_can_be_seen() -> None:
    few, some, most = trace("Accuracy").marker.size

    assert most > some
    assert few == some == 5


def test_no_line_goes_through_a_bin_of_few_images_and_its_dot_is_hollow() -> None:
    assert list(trace("10 images or more").x) == pytest.approx([0.7, 0.95])
    assert list(trace("Accuracy").marker.color) == [CLEAR, COLOUR, COLOUR]


def test_right_images_stand_up_and_wrong_ones_hang_down() -> None:
    assert list(trace("Right").y) == pytest.approx([1 / 4031, 30 / 4031, 4000 / 4031])
    assert list(trace("Wrong").y) == pytest.approx([-2 / 122, -20 / 122, -100 / 122])
    assert trace("Right").marker.color == COLOUR
    assert trace("Wrong").marker.color == CLEAR


def test_a_click_names_the_bin_and_the_outcome() -> None:
    assert [list(point) for point in trace("Any, to choose").customdata] == [
        [1, "Any"],
        [2, "Any"],
        [3, "Any"],
    ]
    assert list(trace("Wrong, to choose").customdata[0]) == [1, "Wrong"]
    assert list(trace("Any, to choose").x) == pytest.approx([0.375, 0.625, 0.875])
    assert list(trace("Any, to choose").width) == pytest.approx([0.25] * 3)


def test_what_is_drawn_cannot_be_clicked_instead_of_its_column() -> None:
    for name in ("Accuracy", "Right", "Wrong", "Gap", "As sure as right"):
        assert trace(name).hoverinfo == "skip"


def test_the_hover_text_tells_right_from_all() -> None:
    text = trace("Any, to choose").hovertext[1]

    assert "Confidence 0.50 to 0.75" in text
    assert "50 images, 30 right" in text
    assert "60.0\N{NO-BREAK SPACE}%" in text
    assert "20 wrong" in trace("Wrong, to choose").hovertext[1]


def test_every_filled_bin_has_its_count_written_in_its_column() -> None:
    counts = trace("images")
    written = dict(zip(counts.text, counts.x, strict=True))

    assert written == pytest.approx({"3": 0.375, "50": 0.625, "4,100": 0.875, "images": 0.125})


def test_axes_are_named_and_are_the_same_for_every_model() -> None:
    layout = figure().layout

    assert (layout.yaxis.title.text, layout.yaxis2.title.text) == ("Accuracy", "Share")
    assert layout.xaxis2.title.text == "Confidence"
    assert layout.yaxis2.range == (-0.9, 1.0)
    assert layout.xaxis.range == layout.xaxis2.range


def test_the_chosen_bin_is_marked_in_both_panels_and_no_other() -> None:
    marks = figure(chosen=2).layout.shapes

    assert [(mark.x0, mark.x1) for mark in marks] == [(0.5, 0.75), (0.5, 0.75)]
    assert len(figure().layout.shapes) == 0


def test_the_shared_ends_hold_every_model() -> None:
    other = replace(BINS, share_of_wrong=np.array([0.0, 0.0, 0.05, 0.95]))

    right, wrong = shared_tops([BINS, other])

    assert right == pytest.approx(1.05 * 4000 / 4031)
    assert wrong == pytest.approx(1.05 * 0.95)


def test_a_bin_is_named_by_its_ends() -> None:
    assert BINS.name(2) == "0.50 to 0.75"
    assert BINS.counts.tolist() == [0, 3, 50, 4100]
