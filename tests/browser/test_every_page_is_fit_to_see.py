"""Every page of the menu, light and dark, wide and on a phone: it fits, and all can use it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from oracle import MenuEntry, menu
from playwright.sync_api import Page, expect
from watching import PHONE, WIDE, settle

SEVERE = {"serious", "critical"}
IN_MENU = """(selector) =>
  document.querySelector(selector)?.closest("[data-testid=stSidebarNavItems]") != null"""
OVERFLOWING = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .filter((element) => element.scrollWidth > element.clientWidth)
  .map((element) => `${element.tagName}: ${element.scrollWidth} > ${element.clientWidth} px`)"""


def severe_violations(page: Page) -> list[str]:
    """Return what axe finds, one line for each element."""
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in SEVERE
        for node in violation["nodes"]
        if not is_streamlits_menu(page, violation["id"], node["target"][0])
    ]


def is_streamlits_menu(page: Page, rule: str, selector: str) -> bool:
    """Tell whether it is the list of Streamlit's own menu, which has its sections in between."""
    return rule in {"list", "listitem"} and page.evaluate(IN_MENU, selector)


def check(page: Page) -> None:
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_count(1)
    expect(title).to_be_visible()
    assert page.evaluate(OVERFLOWING) == []
    assert severe_violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("entry", menu(), ids=lambda entry: entry.path or "landing")
def test_a_page_fits_wide_and_on_a_phone_and_hinders_nobody(
    open_page, entry: MenuEntry, theme: str
) -> None:
    page = open_page(entry.path, theme=theme, size=WIDE)
    dark = page.evaluate("getComputedStyle(document.body).colorScheme")
    assert dark in ("normal", theme)
    check(page)

    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.reload()
    settle(page)
    check(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_an_open_image_under_its_matrix_fits_too(open_page, models, theme, size) -> None:
    image = min(models[0].indices(6, 0))
    page = open_page(f"confusion?cell=6-0&image={image}", theme=theme, size=size)
    expect(page.get_by_role("region", name="Probabilities")).to_be_visible()

    check(page)
