"""The map in a browser: see an image under the pointer, open it, and draw around others."""

import re

import numpy as np
import pytest
from fitness import check_from_a_phone, severe_violations
from oracle import ARTIFACTS
from playwright.sync_api import Locator, Page, expect
from watching import PHONE, PROJECTOR, focus, settle, turn_to


def canvas(page: Page, name: str) -> Locator:
    found = page.get_by_role("application", name=re.compile(f"^{name}"))
    expect(found).to_be_visible()
    return found


def drag(page: Page, over: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Press, move and let go, in shares of the canvas."""
    over.scroll_into_view_if_needed()
    box = over.bounding_box()
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, end)]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=5)
    page.mouse.up()


def test_a_drawn_box_opens_exactly_what_lies_in_it(open_page, models) -> None:
    best = next(one for one in models if (ARTIFACTS / one.key / "features.npz").exists())
    page = open_page("map")
    page.get_by_role("button", name="Box", exact=True).click()

    drag(page, canvas(page, best.name), (0.45, 0.3), (0.6, 0.5))

    expect(page).to_have_url(re.compile(rf"area={best.key}\.[\w-]{{8}}"))
    text = re.search(r"area=\w+\.([\w-]{8})", page.url)[1]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    digits = [letters.index(letter) for letter in text]
    numbers = [64 * high + low for high, low in zip(digits[::2], digits[1::2], strict=True)]
    (x1, x2), (y1, y2) = (sorted(16 * each + 8 for each in numbers[at::2]) for at in (0, 1))
    with np.load(ARTIFACTS / best.key / "features.npz") as archive:
        x, y = archive["coordinates"].astype(int).T
    count = int(((x > x1) & (x < x2) & (y > y1) & (y < y2)).sum())
    assert count > 0
    expect(page.get_by_role("status").filter(has_text="chosen")).to_contain_text(f"{count:,} image")
    expect(page.get_by_text(re.compile(f"of {count:,}\\."))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Test image"))).to_have_count(
        min(100, count)
    )

    page.get_by_role("button", name="Choose nothing").click()

    expect(page).not_to_have_url(re.compile("area="))
    expect(page.get_by_role("button", name=re.compile("^Test image"))).to_have_count(0)


def test_what_a_box_opens_comes_into_view_and_escape_leads_back(open_page, models) -> None:
    best = next(one for one in models if (ARTIFACTS / one.key / "features.npz").exists())
    page = open_page("map?beside=Nothing", size=PHONE)
    page.get_by_role("button", name="Box", exact=True).click()
    over = canvas(page, best.name)
    heading = page.get_by_role("heading", name=re.compile(r"^[\d,]+ images: "))
    tile = page.get_by_role("button", name=re.compile("^Test image")).first
    opened = []
    for size, end in ((PHONE, (0.6, 0.5)), (PROJECTOR, (0.7, 0.6))):
        turn_to(page, size)

        drag(page, over, (0.45, 0.3), end)

        expect(page).to_have_url(re.compile("area="))
        expect(page).not_to_have_url(re.compile("|".join(map(re.escape, opened)) or "^$"))
        opened.append(page.url)
        expect(heading).to_be_in_viewport(ratio=1)
        expect(tile).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(over).to_be_in_viewport(ratio=0.5)
        settle(page)


def test_a_dot_shows_its_picture_and_opens(open_page, models) -> None:
    best = next(one for one in models if (ARTIFACTS / one.key / "features.npz").exists())
    page = open_page("map?beside=Nothing")
    over = canvas(page, best.name)
    with np.load(ARTIFACTS / best.key / "features.npz") as archive:
        x, y = archive["coordinates"][7] / 65_535
    over.scroll_into_view_if_needed()
    box = over.bounding_box()
    side = min(box["width"], box["height"]) - 28
    at = (
        box["x"] + box["width"] / 2 + (x - 0.5) * side,
        box["y"] + box["height"] / 2 - (y - 0.5) * side,
    )

    page.mouse.move(*at)
    card = page.locator(".card[data-shown]")
    expect(card).to_contain_text("Test image")
    index = re.search(r"Test image (\d+)", card.inner_text())[1]
    page.mouse.down()
    page.mouse.up()

    expect(page).to_have_url(re.compile(f"image={index}"))
    expect(page.get_by_role("heading", name=f"Test image {index}")).to_be_in_viewport()


def test_a_list_chooses_by_keyboard_what_then_is_in_view(open_page) -> None:
    page = open_page("map")
    picker = page.get_by_role("combobox", name="Or choose images from a list")
    focus(picker)
    picker.press_sequentially("True Sandal")
    picker.press("Enter")

    expect(page).to_have_url(re.compile("area=true-5"))
    heading = page.get_by_role("heading", name="1,000 images: 1,000 Sandal")
    expect(heading).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("path", ["map?area=true-6&image=40", "robustness?severity=5&image=40"])
def test_what_is_opened_fits_too(open_page, path: str) -> None:
    page = open_page(path, size=PHONE)
    expect(page.get_by_role("region", name="Probabilities")).to_be_visible()

    assert severe_violations(page) == []
    check_from_a_phone(page)


def test_lost_images_are_shown_as_the_model_saw_them(open_page) -> None:
    page = open_page("robustness?corruption=Inverted&severity=5")
    tile = page.get_by_role("button", name=re.compile("^Test image .*inverted 100")).first
    expect(tile).to_be_visible()

    sheet = tile.locator(".sprite").evaluate("(one) => getComputedStyle(one).backgroundImage")

    address = re.search(r'url\("(.*)"\)', sheet)[1]
    assert "invert-5/" in address
    answer = page.request.get(address)
    assert answer.ok
    assert answer.headers["content-type"] == "image/png"
    assert page.request.get(address.replace("invert-5", "invert-6")).status == 404
