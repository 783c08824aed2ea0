"""One image, large, beside what every model thinks of it; and the keys that step through."""

import re

import numpy as np
import pytest
from oracle import CLASSES, SHIRT, T_SHIRT, Truth
from playwright.sync_api import Locator, Page, expect


@pytest.fixture
def chosen(models) -> list[Truth]:
    return models[:2]


@pytest.fixture
def ordered(chosen) -> list[int]:
    """List the images of the first model's cell in the order of the gallery."""
    indices = np.array(sorted(chosen[0].indices(SHIRT, T_SHIRT)))
    surest_first = np.argsort(-chosen[0].y_proba.max(axis=1)[indices], kind="stable")
    return indices[surest_first].tolist()


@pytest.fixture
def page(open_page, chosen) -> Page:
    """Open the gallery of that cell."""
    query = "&".join(f"models={model.name}" for model in chosen)
    return open_page(f"confusion?{query}&cell={SHIRT}-{T_SHIRT}&of={chosen[0].name}")


def tile(page: Page, index: int) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^Test image {index}:"))


def expect_open(page: Page, index: int) -> None:
    expect(page.get_by_role("heading", name=f"Test image {index}")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"image={index}\b"))
    expect(page.get_by_role("img", name=re.compile(f"^Test image {index}:"))).to_be_visible()


def test_an_opened_image_shows_all_ten_probabilities_of_every_model(page, models, ordered) -> None:
    tile(page, ordered[0]).click()

    expect_open(page, ordered[0])
    table = page.get_by_role("region", name="Probabilities").get_by_role("table")
    heads = table.get_by_role("columnheader").all_inner_texts()
    for head, model in zip(heads[1:], models, strict=True):
        assert head.startswith(model.name)
        assert CLASSES[model.y_pred[ordered[0]]] in head
    for number, row in enumerate(table.get_by_role("row").all()[1:]):
        expect(row.get_by_role("rowheader")).to_contain_text(CLASSES[number])
        shown = [float(text[:4]) for text in row.get_by_role("cell").all_inner_texts()]
        assert shown == pytest.approx(
            [model.y_proba[ordered[0], number] for model in models], abs=0.0051
        )


def test_left_and_right_step_through_the_gallery_and_escape_closes(page, ordered) -> None:
    tile(page, ordered[1]).click()
    expect_open(page, ordered[1])

    page.keyboard.press("ArrowRight")
    expect_open(page, ordered[2])
    page.keyboard.press("ArrowLeft")
    expect_open(page, ordered[1])
    page.keyboard.press("ArrowLeft")
    expect_open(page, ordered[0])

    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Probabilities")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("image="))
    expect(tile(page, ordered[0])).to_be_visible()


def test_the_buttons_do_what_the_keys_do_and_stop_at_the_first_image(page, ordered) -> None:
    tile(page, ordered[0]).click()
    expect_open(page, ordered[0])
    previous = page.get_by_role("button", name="Previous image")
    expect(previous).to_be_disabled()

    page.get_by_role("button", name="Next image").click()
    expect_open(page, ordered[1])
    expect(previous).to_be_enabled()
    page.get_by_role("button", name="Close image").click()

    expect(page.get_by_role("region", name="Probabilities")).to_have_count(0)


def test_a_tile_opens_by_keyboard_and_arrow_keys_move_between_tiles(page, ordered) -> None:
    expect(tile(page, ordered[0])).to_be_in_viewport(ratio=1)
    expect(page.locator("#fmnist-live")).to_contain_text("true Shirt, predicted T-shirt/top")
    tile(page, ordered[0]).focus()
    page.keyboard.press("ArrowRight")
    expect(tile(page, ordered[1])).to_be_focused()

    page.keyboard.press("Enter")

    expect_open(page, ordered[1])


def test_after_closing_the_keyboard_is_back_at_the_image(page, ordered) -> None:
    tile(page, ordered[1]).focus()
    page.keyboard.press("Enter")
    expect_open(page, ordered[1])

    page.keyboard.press("Escape")

    expect(page.get_by_role("region", name="Probabilities")).to_have_count(0)
    expect(tile(page, ordered[1])).to_be_focused()


def test_after_closing_a_look_alike_the_keyboard_is_back_where_images_were_chosen(
    page, ordered
) -> None:
    tile(page, ordered[1]).click()
    expect_open(page, ordered[1])
    near = page.get_by_role("button", name=re.compile("^Look-alike")).all()
    indices = [int(each.get_attribute("data-index")) for each in near]
    at = next(at for at, index in enumerate(indices) if index not in ordered)
    near[at].click()
    expect_open(page, indices[at])

    page.keyboard.press("Escape")

    expect(page.get_by_role("region", name="Probabilities")).to_have_count(0)
    expect(tile(page, ordered[1])).to_be_focused()
