"""Every page of the menu, light and dark, wide and on a phone: it fits, and all can use it."""

import pytest
from fitness import check
from oracle import MenuEntry, menu
from playwright.sync_api import expect
from targets import too_small
from watching import PHONE, WIDE, settle


@pytest.mark.parametrize("entry", menu(), ids=lambda entry: entry.path or "landing")
def test_a_page_fits_and_hinders_nobody(open_page, entry: MenuEntry) -> None:
    page = open_page(entry.path, size=PHONE)
    missed = too_small(page)
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    settle(page)
    check(page)
    assert missed == []


def test_an_open_image_under_its_matrix_fits_too(open_page, models) -> None:
    image = min(models[0].indices(6, 0))
    page = open_page(f"confusion?cell=6-0&image={image}")
    expect(page.get_by_role("region", name="Probabilities")).to_be_visible()

    check(page)
