"""Below a base path, as behind a proxy, everything is where the front end looks for it.

That the menu leads to every page there, tests of every page show in passing.
"""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect
from watching import settle, until

TILE = re.compile("^Test image")
SHEETS = """() => performance.getEntriesByType("resource")
  .filter((entry) => new URL(entry.name).pathname.includes("/atlas/"))
  .map((entry) => [new URL(entry.name).pathname, entry.responseStatus])"""


def expect_pictures(page: Page, base: str) -> None:
    """Every sheet of the atlas that the page asked for came, and from below the base path."""
    until(page, f"({SHEETS})().length > 0")
    for path, status in page.evaluate(SHEETS):
        assert path.startswith(f"{base}/atlas/")
        assert status == 200


def test_below_a_base_path_the_landing_page_leads_to_its_models_and_on_to_pictures(
    open_page, below
) -> None:
    page = open_page(at=below)
    links = page.get_by_test_id("stMain").locator("a[href]")  # also inside components
    expect(links.first).to_be_visible()
    hrefs = links.evaluate_all("(all) => all.map((link) => link.href)")
    host, base = urlsplit(below.url)[1:3]
    ours = [urlsplit(href).path for href in hrefs if urlsplit(href).netloc == host]
    assert ours
    assert all(path.startswith(f"{base}/") for path in ours)

    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Confusion matrices").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Confusion matrices")
    settle(page)

    page.get_by_role("button", name="true Shirt, predicted T-shirt/top").first.click()
    page.get_by_role("button", name=TILE).first.click()
    expect(page.get_by_role("heading", name=TILE)).to_be_visible()

    expect_pictures(page, base)
    assert urlsplit(page.url).path == f"{base}/confusion"
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name=TILE)).to_be_visible()
    expect_pictures(page, base)
