"""Costs of mistakes: a row opens its model's mistakes at once, and a phone shows every preset."""

import re

from fitness import check
from playwright.sync_api import expect
from watching import PHONE, PROJECTOR, settle, turn_to


def test_a_row_opens_the_mistakes_of_its_model_in_view(open_page, models) -> None:
    page = open_page("cost", size=PHONE)
    for size, model in ((PHONE, models[2]), (PROJECTOR, models[3])):
        turn_to(page, size)

        row = page.get_by_role("button", name=model.name, exact=True)
        row.press("Enter")

        words = f"The costliest mistakes of {model.name}"
        expect(page.get_by_role("heading", name=words)).to_be_in_viewport()
        expect(page.locator("#fmnist-live")).to_have_text(words)
        expect(page).to_have_url(re.compile(f"of={model.key}"))
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
