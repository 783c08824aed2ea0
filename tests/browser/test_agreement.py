"""A region opens its images, with the pointer and the keyboard; the URL and Back know it."""

import re

import numpy as np
import pytest
from fitness import check_from_a_phone
from oracle import best_of_families, labels
from playwright.sync_api import Locator, Page, expect
from watching import PHONE, settle


def count_of(page: Page, words: str) -> Locator:
    """Return the button of a row; its name starts with the count and ends with the words."""
    return page.get_by_role("button", name=re.compile(rf"^[\d,]+\simages?: {re.escape(words)}$"))


def tiles(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile(r"^Test image \d"))


def chosen_rows(page: Page) -> Locator:
    return page.locator("tr[data-chosen]")


def failures(models) -> int:
    right = np.stack([model.y_pred == labels() for model in models])
    return int((~right).all(axis=0).sum())


def test_a_count_opens_as_many_images_as_it_says(open_page, models) -> None:
    expected = failures(best_of_families(models))
    page = open_page("agreement")
    count = count_of(page, "All three wrong")
    expect(count).to_have_text(f"{expected:,}")

    count.click()

    expect(tiles(page)).to_have_count(min(100, expected))
    expect(page.get_by_text(re.compile(rf"\bof {expected:,}\."))).to_be_visible()
    expect(page).to_have_url(re.compile("region=000"))
    expect(count).to_have_attribute("aria-pressed", "true")


def test_the_whole_row_can_be_clicked(open_page, models) -> None:
    page = open_page("agreement")

    page.get_by_role("rowheader", name=f"All {len(models)} models wrong").click()

    expect(page).to_have_url(re.compile("region=every"))
    expect(tiles(page)).to_have_count(min(100, failures(models)))


def test_a_row_says_who_is_right_without_colours(open_page, models) -> None:
    page = open_page("agreement?rows=By+pattern")

    first, last = (page.locator("tbody tr[data-code]").nth(at) for at in (0, 7))

    expect(first.locator(".mark")).to_have_text(["right"] * 3, use_inner_text=True)
    expect(last.locator(".mark")).to_have_text(["wrong"] * 3, use_inner_text=True)
    for model in best_of_families(models):
        expect(page.get_by_role("columnheader", name=model.name, exact=True).first).to_be_visible()


def test_back_and_reload_keep_the_region(open_page) -> None:
    page = open_page("agreement")
    count_of(page, "All three wrong").click()
    expect(chosen_rows(page)).to_have_attribute("data-code", "000")
    expect(tiles(page).first).to_be_visible()
    count_of(page, "All three right").click()
    expect(page).to_have_url(re.compile("region=111"))
    settle(page)

    page.reload()
    settle(page)
    expect(chosen_rows(page)).to_have_attribute("data-code", "111")

    page.go_back()
    expect(chosen_rows(page)).to_have_attribute("data-code", "000")
    page.go_back()
    expect(chosen_rows(page)).to_have_count(0)
    expect(tiles(page)).to_have_count(0)


def test_the_keyboard_alone_opens_a_region(open_page) -> None:
    page = open_page("agreement?rows=By+pattern")
    first = count_of(page, "All three right")
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("region=110"))
    expect(tiles(page).first).to_be_visible()
    focused = page.locator("tr[data-code='110'] button")
    expect(focused).to_be_focused()
    expect(page.locator("tr[data-code] button[tabindex='0']")).to_have_count(1)


def test_a_pair_becomes_the_choice_of_models(open_page, models) -> None:
    page = open_page("agreement?region=000")
    expect(tiles(page).first).to_be_in_viewport(ratio=1)
    expect(page.locator("#fmnist-live")).to_contain_text("All three wrong")
    a, b = models[-2].name, models[-1].name

    page.get_by_role(
        "button", name=re.compile(f"{re.escape(a)} and {re.escape(b)}. Compare")
    ).click()

    expect(count_of(page, "Both wrong")).to_have_text(f"{failures(models[-2:]):,}")
    expect(page.locator("tr[data-code]")).to_have_count(5)


def test_models_that_leave_take_their_column_along(open_page, models) -> None:
    chosen = best_of_families(models)
    page = open_page("agreement")
    expect(page.locator("tr[data-code]")).to_have_count(9)

    page.get_by_role("button", name=f"Remove {chosen[0].name}").or_(
        page.locator(f"[data-baseweb=tag]:has-text('{chosen[0].name}') [role=presentation]")
    ).first.click()

    expect(page.locator("tr[data-code]")).to_have_count(5)
    expect(page.locator("tr[data-code='11'] .mark")).to_have_count(2)


@pytest.mark.parametrize("path", ["agreement?region=100", "calibration?bin=0.93+to+1.00"])
def test_an_open_gallery_fits_and_hinders_nobody(open_page, path) -> None:
    page = open_page(path, size=PHONE)
    expect(tiles(page).first).to_be_visible()

    check_from_a_phone(page)
