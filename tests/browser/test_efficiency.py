"""Accuracy over cost in Chromium: the names beside the dots as they are painted, by their boxes."""

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect
from watching import PHONE, PROJECTOR, WIDE, settle, until

BOXES = """() => {
  const chart = document.querySelector(".st-key-efficiency .js-plotly-plot");
  const shown = (name) => [...chart.querySelectorAll(name)]
    .map((one) => [one.textContent, one.getBoundingClientRect()])
    .filter(([, box]) => box.width || box.height)
    .map(([text, { left, top, right, bottom }]) => [text, [left, top, right, bottom]]);
  return {
    names: [...shown(".textpoint text"), ...shown(".annotation-text")].filter(([text]) => text),
    dots: shown(".points path").map(([, box]) => box),
    whiskers: shown(".errorbar path").map(([, box]) => box),
    chart: shown(".main-svg:first-of-type")[0][1],
  };
}"""
# The chart has as much room as its place gives it, and is drawn anew in that.
FILLED = """(() => {
  const place = document.querySelector(".st-key-efficiency [data-testid=stPlotlyChart]");
  const drawn = place?.querySelector(".js-plotly-plot .main-svg");
  return Boolean(drawn) && Math.abs(drawn.clientWidth - place.clientWidth) < 2;
})()"""


def boxes(page: Page) -> dict:
    expect(page.locator(".st-key-efficiency .points path").first).to_be_visible()
    settle(page)
    return page.evaluate(BOXES)


def test_a_phone_saves_the_names_that_it_shows(open_page) -> None:
    page = open_page("efficiency", size=PHONE)
    shown = {text for text, _ in boxes(page)["names"]}

    with page.expect_download() as download:
        page.get_by_role("button", name="Accuracy over cost: save as SVG").click()
    drawing = ET.parse(download.value.path())  # noqa: S314 - our own file

    written = {text for text in drawing.getroot().itertext() if text.startswith(("A", "C", "R"))}
    assert written - {"ANN", "RNN", "CNN", "Accuracy"} == shown


def touch(one: list[float], other: list[float]) -> bool:
    return all(min(one[at + 2], other[at + 2]) > max(one[at], other[at]) for at in (0, 1))


@pytest.mark.parametrize("cost", ["Parameters", "Multiply-adds", "File size", "Time per image"])
def test_no_name_touches_a_dot_a_whisker_or_another_name(open_page, models, cost) -> None:
    page = open_page(f"efficiency?cost={cost}", size=PHONE)

    for size in (PHONE, PROJECTOR, WIDE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        until(page, FILLED)
        found = boxes(page)
        names = found["names"]
        assert len(found["dots"]) == len(found["whiskers"]) == len(models), size
        assert len(names) >= (7 if size == PHONE else 11), size
        assert not [(a[0], b[0], size) for a, b in combinations(names, 2) if touch(a[1], b[1])]
        marks = found["dots"] + found["whiskers"]
        assert not [(text, size) for text, box in names if any(touch(box, one) for one in marks)]
        left, top, right, bottom = found["chart"]
        for text, box in names:
            assert left <= box[0] <= box[2] <= right, (text, size)
            assert top <= box[1] <= box[3] <= bottom, (text, size)
