"""Drawing, uploading and linking a picture in a real browser."""

import io
import re

import numpy as np
import pytest
from fitness import check
from PIL import Image
from playwright.sync_api import Page, expect
from watching import PHONE, PROJECTOR, WIDE, settle

from fmnist.data.dataset import load_test_split
from fmnist.data.picture_token import to_token

MODELS = "models=CNN+small&models=ANN+10-10"
IMAGES = load_test_split().images


def pad(page: Page):
    return page.get_by_role("application", name="Drawing of a garment")


def answers(page: Page):
    return page.get_by_role("region", name="Your picture", exact=True)


def rectangle(page: Page) -> None:
    """Draw the outline of a rectangle with the mouse."""
    pad(page).scroll_into_view_if_needed()
    box = pad(page).bounding_box()
    corners = [(0.3, 0.1), (0.7, 0.1), (0.7, 0.9), (0.3, 0.9), (0.3, 0.1)]
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=6)
    page.mouse.up()


def file_of(pixels: np.ndarray, name: str) -> dict:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": buffer.getvalue()}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_answer_follows_the_stroke_and_the_pad_stays_where_it_is(open_page, size) -> None:
    page = open_page(f"try?{MODELS}", size=size)
    expect(page.get_by_text("Draw a garment, dark on light")).to_be_visible()
    pad(page).scroll_into_view_if_needed()
    before = pad(page).bounding_box()

    rectangle(page)

    expect(answers(page)).to_be_visible()
    expect(page.get_by_text("Your drawing.")).to_be_visible()
    assert pad(page).bounding_box() == before
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_text("Draw a garment, dark on light")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(answers(page)).to_be_visible()
    settle(page)
    if size == WIDE:
        check(page)  # it looks at the phone's screen too


def test_keys_draw_as_well(open_page) -> None:
    page = open_page(f"try?{MODELS}")
    pad(page).focus()
    page.keyboard.press(" ")
    for key in ("ArrowDown", "ArrowRight"):
        for _ in range(6):
            page.keyboard.press(key)
    page.keyboard.press(" ")

    expect(answers(page)).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Draw a garment, dark on light")).to_be_visible()


def test_a_drawing_is_there_again_when_the_page_is(open_page) -> None:
    page = open_page(f"try?{MODELS}")
    rectangle(page)
    expect(answers(page)).to_be_visible()
    settle(page)
    page.get_by_role("link", name="Samples").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Samples")
    settle(page)
    page.get_by_role("link", name="Try a picture").click()

    expect(page.get_by_text("Your drawing.")).to_be_visible()
    expect(answers(page)).to_be_visible()


def test_a_picture_in_the_address_survives_a_reload_and_leads_to_its_reasons(open_page) -> None:
    page = open_page(f"try?{MODELS}&picture={to_token(IMAGES[0])}")
    expect(answers(page).get_by_role("columnheader", name="CNN small")).to_contain_text(
        "Ankle boot"
    )
    page.reload()
    expect(answers(page)).to_be_visible()
    settle(page)

    page.get_by_role("link", name="Why do they say so?").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Why?")
    expect(page.get_by_text("Your picture, as the models see it.")).to_be_visible()
    assert "picture=" in page.url


def test_a_projector_shows_all_the_answers_of_three_models(open_page) -> None:
    three = "models=cnn_best&models=rnn_best&models=ann_best"
    page = open_page(f"try?{three}&picture={to_token(IMAGES[40])}", size=PROJECTOR)
    expect(answers(page)).to_be_visible()

    scroller = answers(page).get_by_role("table").locator("xpath=..")
    assert scroller.evaluate("(scroller) => scroller.scrollWidth - scroller.clientWidth") == 0
    expect(answers(page).get_by_role("columnheader", name="ANN best")).to_be_in_viewport(ratio=1)


def test_files_become_a_table_and_a_bad_one_a_sentence(open_page) -> None:
    page = open_page(f"try?from=Upload&{MODELS}")
    shirt = 255 - np.kron(IMAGES[40], np.ones((3, 3), dtype=np.uint8))
    bad = {"name": "bad.png", "mimeType": "image/png", "buffer": b"\x89PNG but no more"}

    page.locator("input[type=file]").set_input_files(
        [file_of(shirt, "shirt.png"), file_of(255 - shirt, "dark.png"), bad]
    )

    expect(
        page.get_by_text(re.compile(r"bad.png (is damaged|cannot be read as a picture)"))
    ).to_be_visible()
    expect(page.get_by_role("heading", name="All 2 pictures")).to_be_visible()
    expect(answers(page)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="All probabilities as CSV").click()
    rows = download.value.path().read_text("utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["Picture", "1. shirt.png", "2. dark.png"]
    values = [float(value) for value in rows[1].split(",")[1:11]]
    assert sum(values) == pytest.approx(1, abs=1e-4)


def test_a_nearest_image_opens_among_the_samples(open_page) -> None:
    page = open_page(f"try?{MODELS}&picture={to_token(IMAGES[0])}")
    expect(answers(page)).to_be_visible()
    answers(page).get_by_role("button", name="Test image").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Samples")
    expect(page.get_by_role("region", name="Test image 0")).to_be_visible()
