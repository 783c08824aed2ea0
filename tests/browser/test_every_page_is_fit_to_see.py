"""Every page of the menu, light and dark, wide and on a phone: it fits, and all can use it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from fitness import WORDS_OF_CHARTS, check, check_from_a_phone
from oracle import MenuEntry, menu
from playwright.sync_api import Browser, Page, expect
from watching import PHONE, WIDE, Watch, settle

from benchmarks.serving import Server

PATIENCE = 15_000.0  # milliseconds
WITH_CHARTS = {"efficiency", "curves", "calibration", "pair"}


@dataclass
class Walk:
    """A walk from page to page: opening each anew takes three times as long.

    Attributes
    ----------
    start : str
        The address where it begins, and begins anew after a page where something went wrong: a
        script runs once on a walk, and must not fail unseen when a test has its second try.
    """

    watch: Watch
    start: str
    goes_well: bool = False

    def to(self, entry: MenuEntry) -> Page:
        """Follow the menu to a page, which is light and wide then."""
        page = self.watch.page
        page.emulate_media(color_scheme="light", reduced_motion="null")
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        if not self.goes_well:
            self.watch.problems.clear()
            page.goto(self.start)
            settle(page)
        self.goes_well = False
        link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=entry.title, exact=True)
        title = page.get_by_role("heading", level=1)
        if link.get_attribute("aria-current") != "page":
            before = title.inner_text()
            link.click()
            expect(title).not_to_have_text(before)
        expect(page).to_have_url(re.compile(rf"^{self.start}/{entry.path}([?#]|$)"))
        expect(link).to_have_attribute("aria-current", "page")
        expect(page.get_by_text("Page not found")).to_have_count(0)
        settle(page)
        return page

    def rest(self) -> None:
        """Fail if anything went wrong since the walk began."""
        self.watch.check()
        self.goes_well = True


@pytest.fixture(scope="module")
def walk(browser: Browser, below: Server) -> Iterator[Walk]:
    """Walk below a base path: the menu leads to every page there, too."""
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    yield Walk(Watch(page, urlsplit(below.url).netloc), below.url)
    page.context.close()


@pytest.mark.parametrize("entry", menu(), ids=lambda entry: entry.path or "landing")
def test_the_menu_leads_to_a_page_that_fits_and_hinders_nobody(
    walk: Walk, entry: MenuEntry
) -> None:
    page = walk.to(entry)
    if entry.path in WITH_CHARTS:
        expect(page.locator(".js-plotly-plot svg text:visible").first).to_be_visible()
        settle(page)
        assert len(page.evaluate(WORDS_OF_CHARTS)) > 4

    check(page)

    walk.rest()


def test_an_open_image_under_its_matrix_fits_too(open_page, models) -> None:
    image = min(models[0].indices(6, 0))
    page = open_page(f"confusion?cell=6-0&image={image}", size=PHONE)
    expect(page.get_by_role("region", name="Probabilities")).to_be_visible()

    check_from_a_phone(page)


HINDRANCES = """() => {
  const main = document.querySelector("[data-testid=stMain] h1").parentElement;
  const add = (name, of, style = {}) => {
    const element = Object.assign(document.createElement(name), of);
    Object.assign(element.style, style);
    main.append(element);
  };
  add("button", { id: "nameless" });
  add("h6", { textContent: "Far below" });
  add("p", { textContent: "Black in the dark" }, { color: "#222" });
  add("p", { textContent: "Pale in the light" }, { color: "#ddd" });
  add("p", { textContent: "Too wide" }, { width: "2000px" });
  add("div", { className: "js-plotly-plot", id: "chart" });
  const drawn = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [textContent, fill] of [["Dark axis", "#222"], ["Pale axis", "#ddd"]]) {
    const svg = drawn("svg");
    svg.append(Object.assign(drawn("text"), { textContent }));
    svg.style.fill = fill;
    document.querySelector("#chart").append(svg);
  }
}"""


def test_what_hinders_somebody_is_found_in_the_theme_and_on_the_screen_where_it_does(
    open_page,
) -> None:
    page = open_page("data")
    page.evaluate(HINDRANCES)

    with pytest.raises(AssertionError) as told:
        check(page)

    found = str(told.value).splitlines()
    for what, times in {
        'button-name: <button id="nameless">': 1,
        "h6 after h": 1,
        'color-contrast: <p style="color: rgb(34, 34, 34);">Black in the dark': 1,
        'color-contrast: <p style="color: rgb(221, 221, 221);">Pale in the light': 1,
        "1 in a chart: Dark axis": 1,
        "1 in a chart: Pale axis": 1,
        " px": 2,  # wide and on a phone
    }.items():
        assert len([line for line in found if what in line]) >= times, (what, found)
