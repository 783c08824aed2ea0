"""A server that ends and starts again takes no view and no finding from the people who use it."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from oracle import SHIRT, T_SHIRT, Truth
from playwright.sync_api import Browser, Page, expect
from watching import settle, until_kept

from benchmarks.serving import DASHBOARD, Server, serve

LOST = "[data-testid=stApp]:not([data-test-connection-state=CONNECTED])"
TRIES = 4
AGAIN = 60_000.0  # milliseconds; the browser asks again ever more rarely
TILE = re.compile("^Test image")
CELL = re.compile(r"^True Shirt, predicted T-shirt\/top")


def expect_images(page: Page, count: int) -> None:
    expect(page.get_by_text(re.compile(rf"^Images 1 to \d+ of {count}\."))).to_be_visible()
    expect(page.get_by_role("button", name=TILE)).to_have_count(min(100, count))


@dataclass(frozen=True)
class Open:
    """A page with a fragment: what is chosen in it, and a heading that the choice opens."""

    path: str
    choice: re.Pattern[str]
    heading: re.Pattern[str]


FRAGMENTS = [
    Open("confusion", CELL, re.compile(r"images: true Shirt, predicted T-shirt\/top")),
    Open("difference", CELL, re.compile(r"true Shirt, predicted T-shirt\/top")),
    Open("agreement", re.compile("All three wrong$"), re.compile("All three wrong")),
    Open("calibration?bin=0.93+to+1.00", TILE, TILE),
    Open("pair", re.compile("^Images on the axis"), TILE),
    Open("samples", TILE, TILE),
    Open("doubt", TILE, TILE),
]


def test_every_page_goes_on_and_a_view_and_a_finding_survive(
    browser: Browser, models, tmp_path: Path
) -> None:
    """One end of a server and one start of another for all of it: they are what takes long."""
    context = browser.new_context()
    pages = [context.new_page() for _ in FRAGMENTS]
    viewing = context.new_page()
    with serve(DASHBOARD, tmp_path / "first.log") as server:
        choose_and_pin(viewing, server, models[-1])
        for page, shown in zip(pages, FRAGMENTS, strict=True):
            page.goto(f"{server.url}/{shown.path}")
            settle(page)
            expect(page.get_by_role("button", name=shown.choice).first).to_be_visible()
    for page in (viewing, *pages):
        expect(page.locator(LOST)).to_be_attached()

    with serve(DASHBOARD, tmp_path / "second.log", port=urlsplit(server.url).port):
        expect_view_and_finding(viewing, models[-1])
        for page, shown in zip(pages, FRAGMENTS, strict=True):
            page.bring_to_front()
            expect(page.locator(LOST)).to_have_count(0, timeout=AGAIN)
            settle(page)
            choose(page, shown)
            expect(page.get_by_test_id("stException")).to_have_count(0)
    context.close()


def choose_and_pin(page: Page, server: Server, model: Truth) -> None:
    """Choose a cell, and pin its images."""
    page.goto(f"{server.url}/confusion?models={model.name}")
    settle(page)
    page.get_by_role("button", name=CELL).click()
    expect_images(page, model.count(SHIRT, T_SHIRT))
    page.get_by_role("button", name="Pin these images").click()
    page.get_by_role("button", name="Pin this finding").click()
    expect(page.get_by_text("Pinned. 1 on the Findings page.")).to_be_visible()
    settle(page)
    until_kept(page, model.key)


def expect_view_and_finding(page: Page, model: Truth) -> None:
    """Look at the page that was left open, and at the findings after it."""
    page.bring_to_front()
    expect(page.locator(LOST)).to_have_count(0, timeout=AGAIN)
    settle(page)
    expect_images(page, model.count(SHIRT, T_SHIRT))
    expect(page.get_by_role("button", name=CELL)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Findings").click()
    title = f"Shirt → T-shirt/top, {model.name}"
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def choose(page: Page, shown: Open) -> None:
    """Choose, and once more while the new server has not run the page: it knows no choice yet."""
    opened = page.get_by_role("heading", name=shown.heading, level=2)
    for _ in range(TRIES):
        page.get_by_role("button", name=shown.choice).first.press("Enter")
        try:
            expect(opened).to_be_visible(timeout=AGAIN / TRIES)
        except AssertionError:
            continue
        return
    expect(opened).to_be_visible()
