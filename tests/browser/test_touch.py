"""Fingers on a phone: they draw without moving the page, and choose what a mouse can choose."""

import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from watching import PHONE, Watch, settle

Place = tuple[float, float]
PATIENCE = 15_000.0
DARK_DOTS = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, at) => at % 4 === 0 && value < 128).length;
}"""


class Hand:
    """Fingers on the glass; what they do goes through the browser as real touches do."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._devtools = page.context.new_cdp_session(page)

    def put(self, kind: str, *places: Place) -> None:
        """Tell the browser where the fingers are."""
        points = [{"x": x, "y": y} for x, y in places]
        self._devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def stroke(self, over: Locator, *shares: Place, beside: Place | None = None) -> None:
        """Draw through places, in shares of an element; `beside` rests a second finger there."""
        box = over.bounding_box()

        def at(x: float, y: float) -> Place:
            return box["x"] + x * box["width"], box["y"] + y * box["height"]

        rests = [] if beside is None else [at(*beside)]
        self.put("touchStart", at(*shares[0]))
        if rests:
            self.put("touchStart", at(*shares[0]), *rests)
        for start, end in pairwise(shares):
            for part in (0.25, 0.5, 0.75, 1):
                x, y = (a + (b - a) * part for a, b in zip(start, end, strict=True))
                self.put("touchMove", at(x, y), *((left + 1, top + 1) for left, top in rests))
                time.sleep(0.01)  # no browser merges all of a stroke into one event
        self.put("touchEnd")


@pytest.fixture(scope="module")
def touch(browser: Browser, server) -> Iterator[Callable[[str], Page]]:
    """Open pages on a phone that has no mouse."""
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watch = Watch(page, server.url.removeprefix("http://"))

    def open_(path: str) -> Page:
        page.goto(f"{server.url}/{path}")
        settle(page)
        return page

    yield open_
    watch.check()
    context.close()


def ink(pad: Locator) -> int:
    return pad.evaluate(DARK_DOTS)


def tap(page: Page, name: str, is_done: Callable[[], bool]) -> None:
    """Tap a button, again if need be: a browser that computes may hold a tap for a long press."""
    settle(page)
    for _ in range(3):
        page.get_by_role("button", name=name, exact=True).tap()
        end = time.monotonic() + PATIENCE / 3000
        while time.monotonic() < end:  # the click follows the tap, later
            if is_done():
                return
            page.wait_for_timeout(20)
    pytest.fail(f"Nothing came of a tap on {name}.")


def take(page: Page, tool: str) -> None:
    button = page.get_by_role("button", name=tool, exact=True)
    tap(page, tool, lambda: button.get_attribute("aria-pressed") == "true")


def press(page: Page, name: str, pad: Locator) -> int:
    """Tap a button that changes the drawing, and return the ink afterwards."""
    before = ink(pad)
    tap(page, name, lambda: ink(pad) != before)
    return ink(pad)


def scrolled(page: Page) -> float:
    return page.get_by_test_id("stMain").evaluate("(main) => main.scrollTop")


def test_a_finger_draws_while_the_page_stands_still_and_the_answer_is_in_view(touch) -> None:
    page = touch("try?models=cnn_small&models=ann_10_10")
    hand, pad = Hand(page), page.get_by_role("application", name="Drawing of a garment")

    hand.stroke(pad, (0.3, 0.1), (0.7, 0.1), (0.7, 0.9), (0.3, 0.9), (0.3, 0.1))

    answer = page.get_by_text(re.compile("Your drawing. CNN small says"))
    expect(answer).to_be_in_viewport()
    assert scrolled(page) == 0
    outline = ink(pad)
    take(page, "Fill")
    box = pad.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    filled = ink(pad)
    assert filled > 1.5 * outline
    take(page, "Eraser")
    hand.stroke(pad, (0.3, 0.5), (0.7, 0.5))
    assert outline < ink(pad) < filled
    assert press(page, "Undo", pad) == filled
    assert press(page, "Clear", pad) == 0
    expect(answer).to_have_count(0)
    assert scrolled(page) == 0


def test_a_second_finger_on_the_pad_draws_nothing(touch) -> None:
    page = touch("try?models=ann_10_10")
    hand, pad = Hand(page), page.get_by_role("application", name="Drawing of a garment")
    hand.stroke(pad, (0.2, 0.2), (0.2, 0.4))
    alone = ink(pad)
    assert press(page, "Undo", pad) == 0

    hand.stroke(pad, (0.2, 0.2), (0.2, 0.4), beside=(0.8, 0.8))

    assert ink(pad) == alone > 0


def test_a_finger_draws_a_box_on_the_map_whatever_a_second_one_does(touch) -> None:
    areas = []
    for beside in (None, (0.1, 0.1)):
        page = touch("map?map=cnn_small&beside=Nothing")
        take(page, "Box")
        over = page.get_by_role("application", name=re.compile("^CNN small"))
        Hand(page).stroke(over, (0.45, 0.3), (0.6, 0.5), beside=beside)
        heading = page.get_by_role("heading", name=re.compile(r"^[\d,]+ images: "))
        expect(heading).to_be_in_viewport()
        areas.append((heading.inner_text(), page.url))

    assert areas[0] == areas[1]
    tile = page.get_by_role("button", name=re.compile("^Test image")).first
    name = re.search(r"Test image \d+", tile.get_attribute("aria-label"))[0]
    settle(page)
    tile.tap()
    expect(page.get_by_role("heading", name=name)).to_be_in_viewport()


def test_a_finger_opens_a_cell_of_a_matrix(touch) -> None:
    page = touch("confusion?models=cnn_small")

    page.get_by_role("button", name=re.compile("^True Shirt, predicted T-shirt")).first.tap()

    expect(page).to_have_url(re.compile("cell=6-0"))
    tile = page.get_by_role("button", name=re.compile("^Test image")).first
    expect(tile).to_be_in_viewport()


def test_a_finger_moves_the_film_of_a_morph(touch) -> None:
    page = touch("why?models=cnn_small&image=40&tab=Morph")
    slider = page.get_by_role("slider", name="Share of the second image")
    slider.scroll_into_view_if_needed()
    place = scrolled(page)

    Hand(page).stroke(slider, (0.05, 0.5), (0.5, 0.5), (0.97, 0.5))

    expect(page.get_by_text(re.compile(r"^(95|100) % of test image"))).to_be_visible()
    assert scrolled(page) == place
