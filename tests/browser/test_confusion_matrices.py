"""Choosing a cell, with the pointer and with the keyboard alone, opens exactly its images."""

import re

import numpy as np
import pytest
from keys import move_to_cell, tab_into_matrix
from oracle import CLASSES, SHIRT, T_SHIRT, Truth, best_of_families, labels
from playwright.sync_api import Locator, Page, expect
from watching import focus, settle


def button(page: Page, *parts: str) -> Locator:
    """Return the buttons whose whole name has these parts in this order."""
    words = ".*".join(re.escape(part).replace("/", r"\/") for part in parts)
    return page.get_by_role("button", name=re.compile(f"^{words}$"))


def cell_of(page: Page, true: int, predicted: int, model: Truth) -> Locator:
    words = f"True {CLASSES[true]}, predicted {CLASSES[predicted]}: "
    return button(page, words, f"model {model.name}")


def heading(page: Page, count: int) -> Locator:
    return page.get_by_role("heading", name=re.compile(rf"^{count:,} images:"))


def tiles(page: Page, true: int, predicted: int) -> Locator:
    return button(page, "Test image ", f"true {CLASSES[true]}, predicted {CLASSES[predicted]} ", "")


def test_a_click_on_a_cell_shows_as_many_images_as_the_cell_says_instead_of_others(
    open_page, models
) -> None:
    chosen = best_of_families(models)
    model = chosen[-1]
    page = open_page("confusion")
    cells = [(6, 0), (0, 6), (9, 5)]
    for at, (true, predicted) in enumerate(cells):
        count = model.count(true, predicted)
        cell = cell_of(page, true, predicted, model)
        expect(cell).to_have_accessible_name(re.compile(rf": {count} image"))
        assert cell.inner_text().split()[0] == str(count)

        cell.click()

        expect(tiles(page, true, predicted)).to_have_count(min(count, 100))
        for other in cells[:at]:
            expect(tiles(page, *other)).to_have_count(0)
        expect(page.get_by_text(re.compile(rf"\bof {count}\b")).first).to_be_visible()
        expect(page.get_by_role("heading", name=re.compile(rf"^{count} images?\b"))).to_be_visible()
        expect(page).to_have_url(re.compile(f"cell={true}-{predicted}"))
        expect(cell).to_have_attribute("aria-pressed", "true")


def test_the_keyboard_alone_reaches_a_cell_and_opens_its_images(open_page, models) -> None:
    model = best_of_families(models)[0]
    page = open_page("confusion")
    expect(cell_of(page, SHIRT, T_SHIRT, model)).to_be_visible()

    tab_into_matrix(page, model.name)
    move_to_cell(page, SHIRT, T_SHIRT)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")

    expect(cell_of(page, SHIRT, T_SHIRT, model)).to_be_focused()
    page.keyboard.press("Enter")
    count = model.count(SHIRT, T_SHIRT)
    expect(tiles(page, SHIRT, T_SHIRT)).to_have_count(min(count, 100))
    expect(page).to_have_url(re.compile(f"cell={SHIRT}-{T_SHIRT}"))
    expect(cell_of(page, SHIRT, T_SHIRT, model)).to_be_focused()


def test_four_models_stand_side_by_side(open_page, models) -> None:
    chosen = models[-4:]
    query = "&".join(f"models={model.name}" for model in chosen)

    page = open_page(f"confusion?{query}")

    expect(page.get_by_role("table")).to_have_count(len(chosen))
    for model in chosen:
        cell = cell_of(page, SHIRT, SHIRT, model)
        expect(cell).to_contain_text(str(model.count(SHIRT, SHIRT)))


@pytest.mark.parametrize("by", ["pointer", "keyboard"])
def test_a_header_opens_the_whole_class(open_page, models, by) -> None:
    model = models[0]
    predicted = int((model.y_pred == SHIRT).sum())
    page = open_page(f"confusion?models={model.name}")
    row = button(page, f"All images of true label Shirt, model {model.name}")
    column = button(page, f"All images with predicted label Shirt, model {model.name}")

    for header, count in ((row, 1000), (column, predicted)):
        if by == "pointer":
            header.click()
        else:
            header.focus()
            page.keyboard.press("Enter")

        expect(heading(page, count)).to_be_visible()
        expect(page.get_by_text(re.compile(rf"^Images 1 to 100 of {count:,}\."))).to_be_visible()
        expect(header).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("by", ["pointer", "keyboard"])
def test_classes_fold_into_groups_and_open_again(open_page, models, by) -> None:
    model = models[0]
    tops = [0, 2, 4, 6]
    inside = np.isin(labels(), tops) & np.isin(model.y_pred, tops)
    page = open_page(f"confusion?models={model.name}")
    expect(cell_of(page, SHIRT, T_SHIRT, model)).to_be_visible()

    pick_classes(page, "In five groups", by)
    folded = button(page, f"True Tops, predicted Tops: {inside.sum():,} images", model.name)
    expect(folded).to_be_visible()
    folded.click()
    expect(heading(page, inside.sum())).to_be_visible()
    settle(page)

    page.keyboard.press("Escape")  # back to the matrix: what was opened had come into view
    expect(folded).to_be_focused()
    pick_classes(page, "As published", by)
    expect(cell_of(page, SHIRT, T_SHIRT, model)).to_be_visible()


def pick_classes(page: Page, order: str, by: str) -> None:
    picker = page.get_by_role("combobox", name="Classes")
    if by == "pointer":
        picker.click()
        page.get_by_role("option", name=order).click()
        return
    focus(picker)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name=order)).to_be_visible()
    picker.fill(order)
    page.keyboard.press("Enter")
