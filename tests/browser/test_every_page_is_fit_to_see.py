"""Every page of the menu, light and dark, wide and on a phone: it fits, and all can use it."""

import pytest
from fitness import check, check_colours, turn_dark
from oracle import MenuEntry, menu
from playwright.sync_api import expect
from watching import PHONE, WIDE

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@SIZES
@pytest.mark.parametrize("entry", menu(), ids=lambda entry: entry.path or "landing")
def test_a_page_fits_in_light_and_dark_and_hinders_nobody(
    open_page, entry: MenuEntry, size: tuple[int, int]
) -> None:
    page = open_page(entry.path, size=size)
    check(page)
    turn_dark(page)
    check_colours(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@SIZES
def test_an_open_image_under_its_matrix_fits_too(open_page, models, theme, size) -> None:
    image = min(models[0].indices(6, 0))
    page = open_page(f"confusion?cell=6-0&image={image}", theme=theme, size=size)
    expect(page.get_by_role("region", name="Probabilities")).to_be_visible()

    check(page)
