"""A cell of the difference opens two columns, with the pointer and with the keyboard alone."""

import re

import pytest
from keys import move_to_cell, tab_into_matrix
from oracle import CLASSES, SHIRT, T_SHIRT, Truth
from playwright.sync_api import Locator, Page, expect
from watching import settle


@pytest.fixture
def pair(models) -> tuple[Truth, Truth]:
    return models[0], models[-1]


@pytest.fixture
def page(open_page, pair) -> Page:
    return open_page(f"difference?a={pair[0].name}&b={pair[1].name}")


def cell(page: Page, true: int, predicted: int) -> Locator:
    words = f"True {CLASSES[true]}, predicted {CLASSES[predicted]}: "
    return page.get_by_role("button", name=re.compile(f"^{re.escape(words)}".replace("/", r"\/")))


def column(page: Page, title: str) -> Locator:
    return page.get_by_role("group", name=re.compile(f"^{re.escape(title)}: "))


def expect_columns(page: Page, pair: tuple[Truth, Truth]) -> None:
    a, b = (model.indices(SHIRT, T_SHIRT) for model in pair)
    for title, images in (("Fixed by", b - a), ("Broken by", a - b)):
        tiles = column(page, f"{title} {pair[0].name}").get_by_role("button")
        expect(tiles).to_have_count(min(100, len(images)))
    expect(page).to_have_url(re.compile(f"cell={SHIRT}-{T_SHIRT}"))


def test_a_click_opens_what_a_fixed_and_what_a_broke(page, pair) -> None:
    shown = cell(page, SHIRT, T_SHIRT).inner_text().replace("\N{MINUS SIGN}", "-")
    assert int(shown) == pair[0].count(SHIRT, T_SHIRT) - pair[1].count(SHIRT, T_SHIRT)

    cell(page, SHIRT, T_SHIRT).click()

    expect_columns(page, pair)
    page.reload()
    settle(page)
    expect_columns(page, pair)


def test_blue_is_where_the_first_is_better_on_and_off_the_diagonal(open_page, models) -> None:
    a, b = models[1], models[2]
    page = open_page(f"difference?a={a.key}&b={b.key}")
    scales = {"more": 0, "less": 0}
    for true in range(10):
        for predicted in range(10):
            change = a.count(true, predicted) - b.count(true, predicted)
            if change and (true == predicted or abs(change) > 2):
                better = (change > 0) == (true == predicted)
                scale = "more" if better else "less"
                expect(cell(page, true, predicted)).to_have_attribute("data-scale", scale)
                scales[scale] += 1

    assert min(scales.values()) > 0
    expect(page.get_by_text(f"{a.name} better: more recognised, fewer mistaken")).to_be_visible()
    expect(page.get_by_text(f"{b.name} better", exact=True)).to_be_visible()


def test_the_keyboard_alone_opens_both_columns_and_steps_through_one(page, pair) -> None:
    tab_into_matrix(page, f"{pair[0].name} minus {pair[1].name}")
    move_to_cell(page, SHIRT, T_SHIRT)
    expect(cell(page, SHIRT, T_SHIRT)).to_be_focused()
    page.keyboard.press("Enter")
    expect_columns(page, pair)

    only_b = sorted(pair[1].indices(SHIRT, T_SHIRT) - pair[0].indices(SHIRT, T_SHIRT))
    order = sorted(only_b, key=lambda index: -pair[1].y_proba[index].max())
    column(page, f"Fixed by {pair[0].name}").get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Test image {order[0]}", exact=True)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name=f"Test image {order[1]}", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Probabilities")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("image="))
