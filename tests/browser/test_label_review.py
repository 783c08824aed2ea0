"""Deciding on doubtful labels with the pointer and with the keyboard, kept over a reload."""

import json
import re

import pytest
from oracle import CLASSES, labels
from playwright.sync_api import Locator, Page, expect
from watching import settle


@pytest.fixture
def page(open_page) -> Page:
    return open_page("doubt")


def tiles(page: Page) -> Locator:
    return page.get_by_role("group", name="Most doubtful labels first").get_by_role("button")


def opened(page: Page) -> int:
    heading = page.get_by_role("heading", name=re.compile(r"^Test image \d+$"))
    expect(heading).to_be_visible()
    return int(heading.inner_text().split()[-1])


def expect_decided(page: Page, decided: int, wrong: int) -> None:
    words = re.compile(f"^{decided} decided, {wrong} of them confirmed wrong")
    expect(page.get_by_text(words)).to_be_visible()


def test_a_click_confirms_and_the_scores_stand_beside(page, models) -> None:
    tiles(page).first.click()
    first = opened(page)

    page.get_by_role("button", name=re.compile("is wrong")).click()

    expect_decided(page, 1, 1)
    name = re.compile(f"^Test image {first}: official label .*, label confirmed wrong$")
    expect(page.get_by_role("button", name=name)).to_be_visible()
    page.get_by_text("Every score with and without the 1 image").click()
    rows = page.get_by_role("table", name=re.compile("without the 1 image")).get_by_role("row")
    expect(rows.filter(has=page.get_by_role("rowheader"))).to_have_count(len(models))


def test_the_keyboard_alone_decides_and_a_reload_forgets_nothing(page) -> None:
    expect(tiles(page)).to_have_count(100)
    tiles(page).first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    first = opened(page)
    expect(tiles(page).nth(1)).to_have_accessible_name(re.compile(f"^Test image {first}:"))

    expect(page.get_by_role("button", name=re.compile("is wrong"))).to_be_visible()
    settle(page)
    page.keyboard.press("w")
    expect_decided(page, 1, 1)
    settle(page)
    page.keyboard.press("k")
    expect_decided(page, 2, 1)
    settle(page)
    page.reload()
    settle(page)
    expect_decided(page, 2, 1)


def test_decisions_can_be_taken_elsewhere_in_a_file(page, open_page, tmp_path) -> None:
    tiles(page).first.click()
    index = opened(page)
    true = CLASSES[labels()[index]]
    page.get_by_role("button", name=f"{true} is wrong").click()
    expect_decided(page, 1, 1)
    settle(page)  # the button gives what the run has told it
    with page.expect_download() as download:
        page.get_by_role("button", name="Download decisions").click()
    file = tmp_path / "label_decisions.json"
    download.value.save_as(file)
    assert json.loads(file.read_text())["decisions"] == {str(index): "wrong"}

    other = open_page("doubt", theme="dark")  # a browser profile of its own
    expect_decided(other, 0, 0)
    other.get_by_text("Load decisions", exact=True).click()
    other.locator("input[type=file]").set_input_files(file)

    expect_decided(other, 1, 1)


def test_a_file_of_something_else_is_refused_in_words(page, tmp_path) -> None:
    file = tmp_path / "other.json"
    file.write_text('{"decisions": {"10000": "wrong"}}')

    page.get_by_text("Load decisions", exact=True).click()
    page.locator("input[type=file]").set_input_files(file)

    expect(page.get_by_text("This is not a label_decisions.json")).to_be_visible()
    expect_decided(page, 0, 0)


def test_after_a_decision_the_keyboard_is_at_the_same_decision_about_the_next_image(page) -> None:
    tiles(page).first.click()
    first = opened(page)
    settle(page)

    page.get_by_role("button", name=re.compile("is wrong")).press("Enter")

    expect_decided(page, 1, 1)
    expect(page.get_by_role("heading", name=f"Test image {first}", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("is wrong"))).to_be_focused()
