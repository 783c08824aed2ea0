"""What a choice opens is in view at once, is announced, and Escape leads back to the choice."""

import re
from collections.abc import Callable

import pytest
from oracle import SHIRT, T_SHIRT, best_of_families
from playwright.sync_api import Locator, Page, expect
from watching import PHONE, PROJECTOR, WIDE, settle, turn_to, until

TILE = re.compile(r"^Test image \d")
CELL = re.compile(r"^True Shirt, predicted T-shirt\/top: ")


def tiles(page: Page) -> Locator:
    return page.get_by_role("button", name=TILE)


def live(page: Page) -> Locator:
    """Return the one live region of ours."""
    return page.locator("#fmnist-live")


def opened_image(page: Page) -> Locator:
    return page.get_by_role("heading", name=TILE, level=2)


def top(element: Locator) -> float:
    box = element.bounding_box()
    assert box is not None
    return box["y"]


def expect_in_view(element: Locator) -> None:
    """Wait until an element is seen whole, and has come to rest."""
    expect(element).to_be_in_viewport(ratio=1)


def expect_back(page: Page, choice: Locator) -> None:
    """Press Escape, which leads back to the choice: the keyboard and the eye."""
    page.keyboard.press("Escape")
    expect(choice).to_be_focused()
    expect_in_view(choice)


def close(page: Page) -> None:
    """Go back to where nothing was chosen: what is opened next is new again."""
    page.go_back()
    expect(tiles(page)).to_have_count(0)
    settle(page)


@pytest.mark.parametrize(
    ("count", "sizes"), [(3, (PHONE, PROJECTOR, WIDE)), (4, (PROJECTOR, WIDE))]
)
def test_a_cells_images_are_seen_at_once_on_every_screen(open_page, models, count, sizes) -> None:
    chosen = best_of_families(models) if count == 3 else models[:count]
    query = "&".join(f"models={model.name}" for model in chosen)
    page = open_page(f"confusion?{query}", size=sizes[0])
    images = chosen[0].count(SHIRT, T_SHIRT)
    words = f"{images} images: true Shirt, predicted T-shirt/top by {chosen[0].name}"
    cell = page.get_by_role("button", name=CELL).first
    for size in sizes:
        turn_to(page, size)
        cell.scroll_into_view_if_needed()
        place = top(cell)

        cell.click()

        expect_in_view(tiles(page).first)
        expect(live(page)).to_contain_text(words)
        expect(live(page)).to_have_attribute("aria-live", "polite")
        expect(page.locator("[aria-live=polite]").filter(has_text=words)).to_have_count(1)
        expect_back(page, cell)
        assert top(cell) == pytest.approx(place, abs=1), size
        close(page)


def test_the_three_default_matrices_stand_side_by_side_on_a_projector(open_page) -> None:
    page = open_page("confusion", size=PROJECTOR)

    expect(page.get_by_role("table")).to_have_count(3)
    boxes = [table.bounding_box() for table in page.get_by_role("table").all()]

    assert len({box["y"] for box in boxes}) == 1
    assert [box["x"] for box in boxes] == sorted({box["x"] for box in boxes})


def region(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("images: All three wrong$"))


def changed(page: Page) -> Locator:
    return page.get_by_role("button", name=CELL)


@pytest.mark.parametrize(
    ("path", "find", "said"),
    [
        ("agreement", region, "images: All three wrong"),
        ("difference", changed, "true Shirt, predicted T-shirt/top"),
    ],
    ids=["agreement", "difference"],
)
def test_a_row_and_a_difference_open_in_view_too(
    open_page, path: str, find: Callable[[Page], Locator], said: str
) -> None:
    page = open_page(path, size=PHONE)
    choice = find(page)
    for size in (PHONE, PROJECTOR):
        turn_to(page, size)

        choice.click()

        expect_in_view(tiles(page).first)
        expect(live(page)).to_contain_text(said)
        expect_back(page, choice)
        close(page)


def test_a_bar_of_calibration_opens_in_view(open_page, models) -> None:
    name = best_of_families(models)[0].name
    page = open_page("calibration", size=PHONE)
    chart = page.locator(".js-plotly-plot").first
    bars = chart.locator(".points .point path")
    for size in (PHONE, PROJECTOR):
        turn_to(page, size)
        until(page, DRAWN)
        expect(bars.first).to_be_attached()

        bars.last.click(force=True)  # a bar of wrong ones is a few pixels high

        expect_in_view(tiles(page).first)
        expect(live(page)).to_contain_text(
            re.compile(rf"images? that {re.escape(name)} is .* sure")
        )
        page.get_by_role("button", name="Back to the chart").click()
        expect(chart).to_be_in_viewport()
        close(page)


# The charts have the width of their places, also after another screen's.
DRAWN = """[...document.querySelectorAll("[data-testid=stPlotlyChart]")].every((place) => {
  const drawn = place.querySelector(".js-plotly-plot .main-svg");
  return drawn && Math.abs(drawn.clientWidth - place.clientWidth) < 2;
})"""


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_a_tile_opens_its_image_in_view_and_escape_leads_back_step_by_step(
    open_page, models, size
) -> None:
    model = models[0]
    page = open_page(f"confusion?models={model.name}", size=size)
    cell = page.get_by_role("button", name=CELL)
    cell.click()
    expect_in_view(tiles(page).first)
    tile = tiles(page).nth(20)
    name = tile.get_attribute("aria-label").partition(":")[0]

    tile.click()

    heading = page.get_by_role("heading", name=name, exact=True)
    expect_in_view(heading)
    expect_in_view(page.get_by_role("img", name=re.compile(f"^{name}:")))
    expect(live(page)).to_contain_text(f"{name}, 21 of {model.count(SHIRT, T_SHIRT)}: true label")
    page.keyboard.press("ArrowRight")
    expect(live(page)).to_contain_text(f", 22 of {model.count(SHIRT, T_SHIRT)}: true label")
    page.keyboard.press("ArrowLeft")
    expect(live(page)).to_contain_text(f", 21 of {model.count(SHIRT, T_SHIRT)}: true label")
    expect(heading).to_be_focused()
    expect_back(page, tile)
    expect(heading).to_have_count(0)
    expect_back(page, cell)


def test_a_dot_of_the_pair_opens_in_view(open_page) -> None:
    page = open_page("pair", size=PHONE)
    axis = page.get_by_role("button", name="Images on the axis")
    for size in (PHONE, PROJECTOR):
        turn_to(page, size)
        axis.focus()

        page.keyboard.press("Enter")

        expect_in_view(opened_image(page))
        expect(live(page)).to_contain_text(re.compile(r"^Test image \d+.*: true label "))
        page.keyboard.press("Escape")
        expect(opened_image(page)).to_have_count(0)
        expect(axis).to_be_focused()
        expect(axis).to_be_in_viewport()
        settle(page)


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_images_that_flip_open_in_view_and_another_severity_leaves_the_screen(
    open_page, size
) -> None:
    page = open_page("robustness", size=size)
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    expect(tiles(page).first).to_be_attached()
    page.get_by_role("combobox", name="Lost to").scroll_into_view_if_needed()
    settle(page)  # what grows or scrolls closes a list
    page.get_by_role("combobox", name="Lost to").click()
    page.get_by_role("option").nth(1).click()

    expect_in_view(tiles(page).first)
    expect(live(page)).to_contain_text(re.compile("images unchanged, .* when shifted by 3 pixels"))
    page.get_by_role("button", name="Back to the choice").click()
    expect(page.get_by_role("combobox", name="Lost to")).to_be_focused()
    expect(page.get_by_role("combobox", name="Lost to")).to_be_in_viewport()
    page.reload()
    settle(page)
    expect_in_view(tiles(page).first)

    severity = page.get_by_role("radio", name="5", exact=True)
    severity.scroll_into_view_if_needed()
    settle(page)
    place = top(severity)
    severity.click()
    expect(live(page)).to_contain_text("when shifted by 5 pixels")
    settle(page)
    assert top(severity) == pytest.approx(place, abs=1)


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("confusion?cell=6-0", "true Shirt, predicted T-shirt/top"),
        ("confusion?cell=6-0&image=19", "Test image 19"),
        ("agreement?region=000", "All three wrong"),
        ("samples?image=12", "Test image 12, "),
    ],
)
def test_a_link_arrives_at_what_it_names(open_page, link: str, said: str, size) -> None:
    page = open_page(link, size=size)

    expect_in_view(opened_image(page) if "image=" in link else tiles(page).first)
    expect(live(page)).to_contain_text(said)


def test_a_link_to_a_cell_leads_back_to_the_cell(open_page, models) -> None:
    page = open_page(f"confusion?models={models[0].name}&cell=6-0", size=PROJECTOR)
    expect_in_view(tiles(page).first)

    expect_back(page, page.get_by_role("button", name=CELL))


def test_a_number_of_the_first_page_leads_to_its_images(open_page) -> None:
    page = open_page(size=PROJECTOR)

    page.get_by_role("link", name="Weakest class").first.click()

    expect_in_view(tiles(page).first)
    expect(live(page)).to_contain_text("1,000 images: true ")


def test_a_pair_of_models_leads_up_to_their_comparison_and_back(open_page, models) -> None:
    page = open_page("agreement", size=PROJECTOR)
    a, b = models[1].name, models[3].name
    pair = page.get_by_role("button", name=re.compile(f"{re.escape(a)} and {re.escape(b)}. Comp"))

    pair.click()

    expect_in_view(page.get_by_role("heading", name=f"{a} and {b} compared"))
    expect(live(page)).to_have_text(f"{a} and {b} compared")
    expect_back(page, pair)


def test_the_way_back_stays_in_view_while_images_are_scrolled(open_page, models) -> None:
    page = open_page(f"confusion?models={models[0].name}&cell=6-0", size=PROJECTOR)
    expect_in_view(tiles(page).first)

    tiles(page).last.scroll_into_view_if_needed()

    back = page.get_by_role("button", name="Back to the matrix")
    expect_in_view(back)
    back.click()
    expect(page.get_by_role("button", name=CELL)).to_be_focused()


def test_the_same_cell_once_more_shows_its_images_once_more(open_page, models) -> None:
    page = open_page(f"confusion?models={models[0].name}&cell=6-0", size=PHONE)
    cell = page.get_by_role("button", name=CELL)
    expect_in_view(tiles(page).first)
    expect_back(page, cell)

    cell.click()

    expect_in_view(tiles(page).first)


def test_nothing_moves_where_everything_is_in_view(open_page, models) -> None:
    page = open_page(f"confusion?models={models[0].name}&cell=6-0", size=PROJECTOR)
    expect_in_view(tiles(page).first)
    title = page.get_by_role("heading", name="predicted T-shirt/top")
    settle(page)
    place = top(title)

    page.get_by_role("combobox", name="Order").click()
    page.get_by_role("option", name="Least confident first").click()

    expect(page).to_have_url(re.compile("order=Least"))
    settle(page)
    assert top(title) == place
