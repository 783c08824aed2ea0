"""The images of a gallery are taken away: as a table, as a sheet, as a link to exactly these."""

import csv
import io
import re
from pathlib import Path

import numpy as np
import oracle
from oracle import CLASSES, SHIRT, T_SHIRT
from PIL import Image
from playwright.sync_api import Page, expect
from watching import PHONE, WIDE, settle

from fmnist.explanation.corruptions import CORRUPTIONS, corrupt


def open_take(page: Page) -> None:
    page.get_by_role("button", name="Take these images").click()
    expect(page.get_by_role("textbox", name=re.compile("^link to"))).to_be_visible()


def taken(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_bytes()


def test_a_cell_leaves_as_a_table_a_sheet_and_a_link(open_page, models) -> None:
    best = models[0]
    cell = np.array(sorted(best.indices(SHIRT, T_SHIRT)))
    page = open_page(f"confusion?models={best.key}&cell={SHIRT}-{T_SHIRT}&of={best.key}")
    for size in (WIDE, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        settle(page)

        open_take(page)

        text = taken(page, f"Table of {len(cell)} images").decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text))
        assert len(head) == 2 + 12
        order = cell[np.argsort(-best.y_proba[cell].max(axis=1), kind="stable")]
        assert [row[:3] for row in rows] == [
            [str(index), "Shirt", CLASSES[T_SHIRT]] for index in order.tolist()
        ]
        sheet = Image.open(io.BytesIO(taken(page, f"Contact sheet of {len(cell)} images")))
        assert sheet.format == "PNG"
        link = page.get_by_role("textbox", name=re.compile("^link to")).input_value()
        assert "/samples?images=" in link
        page.get_by_role("button", name=re.compile("^Copy:")).click()
        expect(page.locator("#fmnist-live")).to_contain_text(re.compile("copied|selected"))
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name=re.compile("^Table of"))).to_be_hidden()

    other = open_page(link[link.index("samples?") :])
    expect(other.get_by_text(f"{len(cell)} images came with the link.")).to_be_visible()
    names = other.get_by_role("button", name=re.compile("^Test image "))
    expect(names).to_have_count(len(cell))
    shown = {
        int(re.match(r"Test image (\d+)", name)[1])
        for name in names.evaluate_all("(all) => all.map((one) => one.ariaLabel)")
    }
    assert shown == set(cell.tolist())
    other.get_by_role("button", name="Show all 10,000").click()
    expect(other.get_by_text("10,000 of 10,000 images")).to_be_visible()


def test_the_keyboard_gets_there_and_back(open_page) -> None:
    page = open_page("samples?true=Bag&outcome=Wrong")
    page.get_by_role("button", name="Take these images").focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Table of"))).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name=re.compile("^Table of"))).to_be_hidden()
    settle(page)


def test_of_ten_thousand_images_the_sheet_shows_the_page_in_view_and_says_so(open_page) -> None:
    page = open_page("samples?order=Test+index&page=2")

    open_take(page)

    sheet = Image.open(io.BytesIO(taken(page, "Contact sheet of this page, 100 images")))
    pixels = np.asarray(sheet.convert("L"))
    assert (oracle.images()[100].repeat(4, 0).repeat(4, 1) == pixels[70:182, 24:136]).all()
    expect(page.get_by_role("button", name="Table of 10,000 images")).to_be_visible()


def test_a_link_that_was_cut_says_so_and_shows_all(open_page) -> None:
    page = open_page("samples?images=eJz")

    expect(page.get_by_test_id("stAlert")).to_contain_text("it may have been cut short")
    expect(page.get_by_text("10,000 of 10,000 images")).to_be_visible()


def test_corrupted_images_leave_as_the_model_saw_them(open_page) -> None:
    page = open_page("robustness?corruption=Partly+covered&severity=5")
    first = page.get_by_role("button", name=re.compile("^Test image "))
    index = int(re.match(r"Test image (\d+)", first.first.get_attribute("aria-label"))[1])

    open_take(page)

    sheet = Image.open(io.BytesIO(taken(page, "Contact sheet of")))
    pixels = np.asarray(sheet.convert("L"))[70:182:4, 24:136:4]
    [seen] = corrupt(oracle.images()[[index]], CORRUPTIONS["cover"], 5, np.array([index]))
    assert (pixels == seen).all()
    rows = list(csv.reader(io.StringIO(taken(page, "Table of").decode("utf-8-sig"))))
    assert rows[0][2].endswith("predicted label, unchanged")
    assert rows[1][:2] == [str(index), CLASSES[oracle.labels()[index]]]
    assert rows[1][2] == rows[1][1] != rows[1][3]
    assert 0 < float(rows[1][4]) <= 1
