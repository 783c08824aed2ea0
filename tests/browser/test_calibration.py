"""A click in a reliability chart opens the images of that bin, right or wrong ones."""

import re

import numpy as np
from oracle import best_of_families, labels
from playwright.sync_api import Page, expect
from watching import WIDE, focus, settle, turn_to

# The last of fifteen columns, and the heights of the chart's three parts.
LAST_COLUMN = 0.955
HEIGHTS = {"Any": 0.25, "Right": 0.66, "Wrong": 0.835}


def click(page: Page, chart: int, part: str) -> None:
    plot = page.locator(".js-plotly-plot").nth(chart).locator(".main-svg").first
    expect(plot).to_be_visible()
    background = page.locator(".js-plotly-plot").nth(chart).locator(".bglayer .bg, .xy .plot").first
    expect(background).to_be_attached()
    box = page.locator(".js-plotly-plot").nth(chart).bounding_box()
    page.mouse.click(
        box["x"] + LAST_COLUMN * box["width"], box["y"] + HEIGHTS[part] * box["height"]
    )


def test_a_click_in_a_column_opens_its_images(open_page, models) -> None:
    model = best_of_families(models)[1]
    inside = model.y_proba.max(axis=1) > 14 / 15
    right = model.y_pred == labels()
    page = open_page("calibration")
    for part, chosen in {"Any": inside, "Right": inside & right, "Wrong": inside & ~right}.items():
        count = int(chosen.sum())

        click(page, 1, part)

        expect(page.get_by_text(re.compile(rf"\bof {count:,}\."))).to_be_visible()
        expect(page).to_have_url(re.compile(r"bin=0\.93"))
        tiles = page.get_by_role("button", name=re.compile("^Test image"))
        expect(tiles).to_have_count(min(100, count))
        page.go_back()  # nothing is opened, and nothing holds the screen
        expect(tiles).to_have_count(0)
        turn_to(page, WIDE)


def test_a_click_is_one_step_back(open_page) -> None:
    page = open_page("calibration")
    before = page.evaluate("history.length")

    click(page, 1, "Wrong")

    expect(page).to_have_url(re.compile(r"bin_of=.*bin=0\.93.*bin_outcome=Wrong"))
    settle(page)
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page).to_have_url(re.compile("calibration$"))
    expect(page.get_by_role("combobox", name="Confidence bin")).to_have_value("")


def test_the_keyboard_alone_opens_a_bin(open_page, models) -> None:
    model = best_of_families(models)[0]
    count = int(np.sum(model.y_proba.max(axis=1) > 14 / 15))
    page = open_page("calibration")
    picker = page.get_by_role("combobox", name="Confidence bin")
    focus(picker)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()

    page.keyboard.press("End")
    page.keyboard.press("Enter")

    expect(page.get_by_text(re.compile(rf"\bof {count:,}\."))).to_be_visible()
    expect(page).to_have_url(re.compile(r"bin=0\.93"))


def test_the_slider_moves_the_sentence(open_page, models) -> None:
    page = open_page("calibration?abstain=20")
    expect(page.get_by_text(f"If {models[0].name} may abstain on 20")).to_be_visible()

    page.get_by_role("slider").press("ArrowRight")

    expect(page.get_by_text(f"If {models[0].name} may abstain on 21")).to_be_visible()
    expect(page).to_have_url(re.compile("abstain=21"))
