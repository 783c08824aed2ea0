"""Filters change the count and the images, and the address remembers them."""

import re

import numpy as np
import oracle
from oracle import CLASSES, SHIRT
from playwright.sync_api import Page, expect


def expect_count(page: Page, count: int) -> None:
    words = page.get_by_test_id("stMarkdown").filter(has_text="of 10,000")
    expect(words).to_contain_text(f"{count:,} of 10,000")


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_each_filter_leaves_as_many_images_as_fit(open_page, models) -> None:
    page, best = open_page("samples"), models[0]
    expect_count(page, 10_000)

    choose(page, "True label", "Shirt")
    expect_count(page, 1_000)
    page.get_by_role("radio", name="Wrong").click()
    expect_count(page, 1_000 - best.count(SHIRT, SHIRT))
    choose(page, "Predicted label", "Coat")
    expect_count(page, best.count(SHIRT, 4))
    tiles = page.get_by_role("button", name=re.compile("^Test image .*true Shirt, predicted Coat"))
    expect(tiles).to_have_count(min(100, best.count(SHIRT, 4)))

    choose(page, "Judged by", models[-1].name)
    expect_count(page, models[-1].count(SHIRT, 4))
    expect(page).to_have_url(re.compile("true=Shirt.*"))


def test_no_image_left_says_what_to_do(open_page) -> None:
    page = open_page("samples?true=Bag&predicted=Sandal&outcome=Right")

    expect_count(page, 0)
    expect(page.get_by_test_id("stAlert")).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("^Test image"))).to_have_count(0)


def test_300_on_a_page_by_address_and_by_choice(open_page) -> None:
    page = open_page("samples?true=Bag&per_page=300&page=4")
    expect(page.get_by_text("Images 901 to 1,000 of 1,000.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Test image"))).to_have_count(100)

    page.get_by_role("radio", name="100", exact=True).click()

    expect(page.get_by_text("Images 901 to 1,000 of 1,000.")).to_be_visible()
    expect(page).to_have_url(re.compile("page=10"))
    expect(page).not_to_have_url(re.compile("per_page"))


def test_the_key_d_draws_again(open_page) -> None:
    page = open_page("samples?show=Random+25&seed=7")
    tiles = page.get_by_role("button", name=re.compile("^Test image"))
    expect(tiles).to_have_count(25)
    before = tiles.first.get_attribute("aria-label")

    page.keyboard.press("d")

    expect(page).to_have_url(re.compile("seed=8"))
    expect(tiles.first).not_to_have_attribute("aria-label", before)
    expect(tiles).to_have_count(25)


def test_the_images_come_from_the_atlas_once_and_for_ever(open_page) -> None:
    page = open_page()
    with page.expect_response(lambda response: "/atlas/" in response.url) as answer:
        page.get_by_role("link", name="Samples").click()
        expect(page.get_by_role("button", name=re.compile("^Test image")).first).to_be_visible()

    assert answer.value.status == 200
    assert answer.value.headers["content-type"] == "image/png"
    assert "immutable" in answer.value.headers["cache-control"]
    assert "max-age=31536000" in answer.value.headers["cache-control"]


def test_the_tile_shows_the_pixels_of_its_image(open_page) -> None:
    """The atlas, the place in it and the tile agree: the picture under the name is the image."""
    page = open_page("samples?true=Bag&order=Test+index")
    first = int(np.flatnonzero(oracle.labels() == CLASSES.index("Bag"))[0])
    tile = page.get_by_role("button", name=re.compile(f"^Test image {first}:"))
    expect(tile).to_be_visible()

    shown = page.evaluate(READ_TILE, tile.element_handle())

    assert np.array(shown).reshape(28, 28).tolist() == oracle.images()[first].tolist()


READ_TILE = """async (tile) => {
  const sprite = tile.querySelector(".sprite");
  const style = getComputedStyle(sprite);
  const sheet = new Image();
  sheet.src = style.backgroundImage.slice(5, -2);
  await sheet.decode();
  const [x, y] = style.backgroundPosition.split(" ").map((part) => parseFloat(part) / 100);
  const canvas = Object.assign(document.createElement("canvas"), { width: 28, height: 28 });
  const context = canvas.getContext("2d");
  const left = Math.round(x * (sheet.width - 28));
  const top = Math.round(y * (sheet.height - 28));
  context.drawImage(sheet, left, top, 28, 28, 0, 0, 28, 28);
  return [...context.getImageData(0, 0, 28, 28).data].filter((_, at) => at % 4 === 0);
}"""
