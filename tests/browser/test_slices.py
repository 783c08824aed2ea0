"""Slices in a browser: what is found opens in view, by keyboard too; kept ones outlive a reload."""

import re

import pytest
from fitness import check_from_a_phone
from oracle import SHIRT
from playwright.sync_api import Locator, Page, expect
from watching import PHONE, PROJECTOR, WIDE, settle, turn_to, unfold

FOUND = re.compile(r"Show the images\.$")
TILE = re.compile(r"^Test image \d")


def found(page: Page) -> Locator:
    return page.get_by_role("button", name=FOUND)


def shirts(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile(r"^Shirt: 1,000 images, "))


def tiles(page: Page) -> Locator:
    return page.get_by_role("button", name=TILE)


def test_a_found_slice_leads_to_its_images_and_escape_back(open_page, models) -> None:
    page = open_page("slices", size=PHONE)
    wrong = 1000 - models[0].count(SHIRT, SHIRT)
    for size in (PHONE, PROJECTOR, WIDE):
        turn_to(page, size)
        shirts(page).scroll_into_view_if_needed()

        shirts(page).click()

        expect(tiles(page).first).to_be_in_viewport(ratio=1)
        expect(page.locator("#fmnist-live")).to_contain_text("1,000 images: Shirt")
        expect(page).to_have_url(re.compile(r"slice=class%3A6"))
        expect(page.get_by_text(f"{models[0].name} misclassifies {wrong} of them")).to_be_visible()
        page.keyboard.press("Escape")
        expect(shirts(page)).to_be_focused()
        expect(shirts(page)).to_be_in_viewport(ratio=1)
        page.go_back()  # to where nothing is opened
        expect(tiles(page)).to_have_count(0)
        settle(page)


def test_the_keyboard_alone_goes_from_slice_to_slice_and_into_an_image(open_page) -> None:
    page = open_page("slices", size=PROJECTOR)
    first = found(page).first
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(found(page).nth(1)).to_be_focused()

    page.keyboard.press("Enter")

    expect(tiles(page).first).to_be_in_viewport(ratio=1)
    expect(found(page).nth(1)).to_have_attribute("aria-pressed", "true")
    tiles(page).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(r"^Test image \d+$"))).to_be_in_viewport()


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_conditions_that_are_set_show_their_images_and_escape_leads_back(open_page, size) -> None:
    page = open_page("slices", size=size)
    unfold(page, "Name a slice of your own")
    label = page.get_by_role("combobox", name="True label")
    label.click()
    page.get_by_role("option", name="Coat").click()
    expect(page.get_by_text("Coat", exact=True)).to_be_visible()
    label.press("Escape")
    show = page.get_by_role("button", name="Show this slice")
    show.focus()

    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="1,000 images: Coat")).to_be_in_viewport()
    expect(tiles(page).first).to_be_in_viewport(ratio=1)
    expect(page).to_have_url(re.compile("slice=class%3A4"))
    page.keyboard.press("Escape")
    expect(label).to_be_in_viewport()


def test_a_link_shows_the_same_slice_under_its_name(open_page) -> None:
    page = open_page("slices?slice=class:6,ink:-0.57&name=Little+ink", size=PROJECTOR)

    title = "Little ink, 344 images: Shirt, share of ink below 0.57"
    expect(page.get_by_role("heading", name=title)).to_be_in_viewport()
    expect(tiles(page).first).to_be_in_viewport(ratio=1)
    expect(page.locator("#fmnist-live")).to_contain_text(title)


def test_a_kept_slice_outlives_a_reload_and_is_opened_again(open_page) -> None:
    page = open_page("slices?slice=class:6,brightness:-100")
    field = page.get_by_role("textbox", name="Name of the slice")
    field.fill("Dark shirts")
    page.get_by_role("button", name="Keep this slice").click()
    expect(page.get_by_role("heading", name=re.compile("^Dark shirts, "))).to_be_visible()
    expect(page.get_by_text("Kept slices (1)")).to_be_visible()
    settle(page)

    page.goto(page.url.split("?")[0])
    settle(page)

    unfold(page, "Kept slices (1)")
    page.get_by_role("button", name="Dark shirts", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("^Dark shirts, "))).to_be_in_viewport()
    page.get_by_role("button", name="Remove Dark shirts").click()
    expect(page.get_by_text("Kept slices")).to_have_count(0)


@pytest.mark.parametrize("path", ["slices?slice=class:6,size:-0.71", "slices?slice=brightness:-90"])
def test_what_is_opened_fits_too(open_page, path: str) -> None:
    page = open_page(path, size=PHONE)
    expect(tiles(page).first).to_be_visible()

    check_from_a_phone(page)
