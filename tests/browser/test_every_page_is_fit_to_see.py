"""Every page of the menu, light and dark, wide and on a phone: it fits, and all can use it."""

import pytest
from fitness import check_from_a_phone
from oracle import MenuEntry, menu
from playwright.sync_api import expect
from watching import PHONE


@pytest.mark.parametrize("entry", menu(), ids=lambda entry: entry.path or "landing")
def test_a_page_fits_and_hinders_nobody(open_page, entry: MenuEntry) -> None:
    check_from_a_phone(open_page(entry.path, size=PHONE))


def test_an_open_image_under_its_matrix_fits_too(open_page, models) -> None:
    image = min(models[0].indices(6, 0))
    page = open_page(f"confusion?cell=6-0&image={image}", size=PHONE)
    expect(page.get_by_role("region", name="Probabilities")).to_be_visible()

    check_from_a_phone(page)
