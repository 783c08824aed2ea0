"""The landing view in a browser: every model with its number, and ways to go on."""

import re

import numpy as np
import oracle
from oracle import CLASSES
from playwright.sync_api import Page, expect
from watching import until

COVERED = """() => {
  const words = document.createRange();
  words.selectNodeContents(document.querySelector("h1"));
  const lines = [...words.getClientRects()];
  const buttons = document.querySelectorAll("[data-testid=stMain] button");
  return [...buttons].filter((button) => {
    const box = button.getBoundingClientRect();
    const crosses = (line) => line.left < box.right && box.left < line.right;
    return lines.some((line) => crosses(line) && line.top < box.bottom && box.top < line.bottom);
  }).map((button) => button.innerText);
}"""


def test_every_model_stands_in_the_table_with_its_accuracy(open_page, models) -> None:
    table = open_page().get_by_role("table")

    rows = table.get_by_role("row").filter(has=table.page.get_by_role("rowheader"))
    expect(rows).to_have_count(len(models))
    for row, model in zip(rows.all(), models, strict=True):
        expect(row.get_by_role("rowheader")).to_contain_text(model.name)
        expect(row.get_by_role("cell").filter(has_text=model.accuracy).first).to_be_visible()
    for width in (1280, 1024, 800):  # the title's buttons go below it where it needs the room
        table.page.set_viewport_size({"width": width, "height": 720})
        until(table.page, f"innerWidth === {width}")
        assert table.page.evaluate(COVERED) == []


def test_a_models_name_leads_to_its_matrix(open_page, models) -> None:
    page = open_page()

    page.get_by_role("table").get_by_role("link", name=models[-1].name, exact=True).click()

    expect(page).to_have_url(re.compile(r"/confusion\?"))
    matrix = page.get_by_role("table").filter(has_text=models[-1].name)
    expect(matrix).to_have_count(1)
    expect(page.get_by_role("table")).to_have_count(1)


def test_the_commonest_confusion_leads_to_its_images(open_page, models) -> None:
    mistakes = np.sum([model.matrix for model in models], axis=0)
    np.fill_diagonal(mistakes, 0)
    true, predicted = np.unravel_index(mistakes.argmax(), mistakes.shape)
    page = open_page()

    words = f"{CLASSES[true]} → {CLASSES[predicted]}"
    page.get_by_test_id("stMain").get_by_role("link").filter(has_text=words).click()

    expect(page).to_have_url(re.compile(f"/confusion.*cell={true}-{predicted}"))
    tile = page.get_by_role("button", name=f"true {CLASSES[true]}, predicted {CLASSES[predicted]}")
    expect(tile.first).to_be_visible()


def expect_mcc(page: Page) -> None:
    """Close the list and what holds it, and look at the table behind."""
    expect(page.get_by_role("button", name="Remove MCC")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("table").get_by_role("columnheader", name="MCC")).to_be_visible()
    expect(page).to_have_url(re.compile("columns=MCC"))


def test_a_column_is_added_with_the_pointer(open_page) -> None:
    page = open_page()
    page.get_by_role("button", name="Columns").click()

    page.get_by_role("combobox", name="Columns of the table").click()
    page.get_by_role("option", name="MCC").click()

    expect_mcc(page)


def test_and_with_the_keyboard_alone(open_page) -> None:
    page = open_page()
    page.get_by_role("button", name="Columns").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Columns of the table")).to_be_visible()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.getAttribute('role')") != "combobox":
        page.keyboard.press("Tab")

    page.keyboard.type("MCC")
    page.keyboard.press("Enter")

    expect_mcc(page)


def test_a_model_is_followed_with_the_keyboard_alone(open_page, models) -> None:
    page = open_page()
    page.get_by_role("table").get_by_role("link", name=models[-1].name, exact=True).focus()

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/confusion\?"))
    expect(page.get_by_role("table").filter(has_text=models[-1].name)).to_have_count(1)


def test_a_model_of_the_equal_budget_opens_in_the_same_session(open_page) -> None:
    page = open_page("efficiency")
    equal = oracle.models(comparison="equal budget")[0]

    page.get_by_role("link", name=equal.name, exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("One model")
    expect(page).to_have_url(re.compile(f"model=.*{equal.key}"))
    expect(page.get_by_text(f"{equal.name} classifies")).to_be_visible()
