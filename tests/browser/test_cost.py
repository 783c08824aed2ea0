"""Costs of mistakes: a row opens its model's mistakes at once, and a phone shows every preset."""

import re

import pytest
from fitness import check
from playwright.sync_api import expect
from watching import PHONE, settle


@pytest.mark.parametrize("size", [(1280, 720), PHONE], ids=["projector", "phone"])
def test_a_row_opens_the_mistakes_of_its_model_in_view(open_page, models, size) -> None:
    page = open_page("cost", size=size)
    name = models[2].name

    row = page.get_by_role("button", name=name, exact=True)
    row.press("Enter")

    title = page.get_by_role("heading", name=f"The costliest mistakes of {name}")
    expect(title).to_be_in_viewport()
    expect(page.locator("#fmnist-live")).to_have_text(f"The costliest mistakes of {name}")
    expect(page).to_have_url(re.compile(f"of={models[2].key}"))
    expect(row).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()

    page.get_by_role("link", name=re.compile("per 1,000 garments")).first.click()
    settle(page)
    expect(page).to_have_url(re.compile(r"confusion\?.*cell="))


def test_every_preset_is_in_sight_on_a_phone(open_page) -> None:
    page = open_page("cost", size=PHONE)

    for preset in ("All equal", "Shirts matter", "Footwear matters", "My own"):
        box = page.get_by_text(preset, exact=True).first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE[0]
    page.get_by_text("My own", exact=True).first.click()
    expect(page.get_by_label("Ankle boot", exact=True)).to_be_visible()


def test_chosen_mistakes_hinder_nobody(open_page, models) -> None:
    check(open_page(f"cost?of={models[1].key}"))
