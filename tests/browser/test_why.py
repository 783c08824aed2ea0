"""Maps, films and layers in a real browser: pointing, keys, playing."""

import pytest
from fitness import check
from playwright.sync_api import expect
from watching import settle

TWO = "models=CNN+small&models=ANN+10-10&image=4"


def test_a_pixel_that_is_pointed_at_tells_its_number_and_so_do_keys(open_page) -> None:
    page = open_page(f"why?{TWO}")
    canvas = page.get_by_role("application", name="CNN small. ").first
    expect(canvas).to_be_visible()
    settle(page)

    canvas.hover(position={"x": 5, "y": 5})
    expect(page.get_by_text("Row 1, column 1: ").first).to_be_visible()
    canvas.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Row 2, column 1: ").first).to_be_visible()


@pytest.mark.parametrize("tab", ["Evidence", "Morph"])
def test_both_tabs_fit_and_hinder_nobody(open_page, tab) -> None:
    page = open_page(f"why?{TWO}&tab={tab}")
    settle(page)
    check(page)


def test_a_morph_plays_to_its_end(open_page) -> None:
    page = open_page(f"why?{TWO}&tab=Morph&to=11")
    slider = page.get_by_role("slider", name="Share of the second image")
    # The browser's own track is white on a dark page.
    assert slider.evaluate("(one) => getComputedStyle(one).appearance") == "none"
    expect(page.get_by_text("0 % of test image 11", exact=True)).to_be_visible()
    page.get_by_role("button", name="Play").click()

    expect(page.get_by_text("100 % of test image 11", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    slider.press("Home")
    expect(page.get_by_text("0 % of test image 11", exact=True)).to_be_visible()


def test_every_opened_image_leads_to_its_reasons(open_page) -> None:
    page = open_page("samples?image=0")
    expect(page.get_by_role("heading", name="Test image 0")).to_be_in_viewport(ratio=1)
    expect(page.locator("#fmnist-live")).to_contain_text("Test image 0, ")
    page.get_by_role("link", name="Why Ankle boot or Sneaker?").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Why?")
    expect(page.get_by_text("Test image 0 is officially a")).to_be_visible()
    assert "image=0" in page.url


def test_a_unit_is_chosen_and_the_step_back_goes_back(open_page) -> None:
    page = open_page("reading?ann=ANN+10-10&inside=ANN+10-10")
    units = page.get_by_role("group", name="Units of ")
    expect(units).to_be_visible()
    settle(page)
    second = units.get_by_role("button").nth(1)
    number = int(second.get_attribute("aria-label").split()[1].rstrip(","))
    second.click()

    title = page.get_by_role("heading", name=f"excite unit {number} of")
    expect(title).to_be_in_viewport()
    expect(page.get_by_role("button", name="Test image").first).to_be_in_viewport()
    assert f"unit={number - 1}" in page.url
    settle(page)
    page.keyboard.press("Escape")
    expect(second).to_be_focused()
    check(page)
