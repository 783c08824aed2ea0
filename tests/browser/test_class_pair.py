"""The threshold moves by mouse and keys, the counts follow at once, and a dot opens its image."""

import re

import numpy as np
import oracle
import pytest
from oracle import SHIRT, T_SHIRT, Truth
from playwright.sync_api import Locator, Page, expect
from watching import settle


@pytest.fixture
def model(models) -> Truth:
    return models[0]


@pytest.fixture
def page(open_page, model) -> Page:
    page = open_page(f"pair?models={model.name}")
    expect(slider(page)).to_be_visible()
    return page


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Threshold between T-shirt/top and Shirt")


def dots(page: Page) -> Locator:
    return page.get_by_role("button", name="Images on the axis")


def margins(model: Truth) -> np.ndarray:
    proba = np.maximum(model.y_proba.astype(float), np.finfo(np.float32).tiny)
    return np.log(proba[:, SHIRT]) - np.log(proba[:, T_SHIRT])


def errors(model: Truth, threshold: float) -> tuple[int, int]:
    """Return shirts taken for T-shirts and T-shirts taken for shirts."""
    taken_for_shirt = np.round(margins(model), 9) >= threshold
    labels = oracle.labels()
    return (
        int(((labels == SHIRT) & ~taken_for_shirt).sum()),
        int(((labels == T_SHIRT) & taken_for_shirt).sum()),
    )


def expect_threshold(page: Page, model: Truth, threshold: float) -> None:
    first, second = errors(model, threshold)
    expect(slider(page)).to_have_attribute("aria-valuenow", f"{threshold:g}")
    count = page.locator(".count strong")
    expect(count).to_have_text([str(first), str(second), str(first + second)])


def threshold_of(page: Page) -> float:
    return float(slider(page).get_attribute("aria-valuenow"))


def centre(locator: Locator) -> tuple[float, float]:
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_at_first_the_counts_are_the_model_s_own_under_names_of_their_own(page, model) -> None:
    """Between two classes alone more are mistaken than among ten: each number says which it is."""
    expect_threshold(page, model, 0)
    expect(page).not_to_have_url(re.compile("threshold="))
    names = page.locator(".count > :first-child")
    expect(names).to_have_text(
        ["Shirt, nearer to T-shirt/top", "T-shirt/top, nearer to Shirt", "Together"]
    )
    among_ten = model.count(SHIRT, T_SHIRT), model.count(T_SHIRT, SHIRT)
    assert among_ten[0] != errors(model, 0)[0]
    said = f"{among_ten[0]} (Shirt → T-shirt/top) and {among_ten[1]} (T-shirt/top → Shirt)"
    expect(page.get_by_text(f"the model mistakes {said}")).to_be_visible()


def test_dragging_counts_live_and_letting_go_keeps_it_in_the_address(page, model) -> None:
    x, y = centre(slider(page))
    page.mouse.move(x, y)
    page.mouse.down()
    for way in (-90, -30, 40):
        page.mouse.move(x + way, y, steps=3)
        moved = threshold_of(page)
        assert np.sign(moved) == np.sign(way)
        expect_threshold(page, model, moved)
    expect(page).not_to_have_url(re.compile("threshold="))

    page.mouse.up()

    expect(page).to_have_url(re.compile(rf"threshold={moved:.2f}(&|$)"))
    settle(page)
    expect_threshold(page, model, moved)
    page.reload()
    settle(page)
    expect_threshold(page, model, moved)


def test_the_line_itself_can_be_dragged(page, model) -> None:
    x, _ = centre(slider(page))
    _, y = centre(dots(page))
    page.mouse.move(x, y + 40)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()

    expect(page).to_have_url(re.compile(r"threshold=\d"))
    expect_threshold(page, model, threshold_of(page))
    assert threshold_of(page) > 0
    expect(page).not_to_have_url(re.compile("image="))


def test_keys_move_the_threshold_by_known_steps_and_to_both_ends(page, model) -> None:
    slider(page).focus()
    for key, expected in (
        ("ArrowRight", 0.05),
        ("ArrowUp", 0.1),
        ("PageUp", 1.1),
        ("ArrowLeft", 1.05),
        ("PageDown", 0.05),
        ("PageDown", -0.95),
    ):
        page.keyboard.press(key)
        expect_threshold(page, model, expected)
    expect(page).to_have_url(re.compile(r"threshold=-0\.95(&|$)"))

    page.keyboard.press("0")

    expect_threshold(page, model, 0)
    expect(page).not_to_have_url(re.compile("threshold="))

    count = page.locator(".count strong")
    page.keyboard.press("End")  # there all images are taken for one class
    expect(count).to_have_text(["1,000", "0", "1,000"])
    page.keyboard.press("Home")
    expect(count).to_have_text(["0", "1,000", "1,000"])


def test_back_to_0(open_page, model) -> None:
    page = open_page(f"pair?models={model.name}&threshold=1.50")
    expect_threshold(page, model, 1.5)

    page.get_by_role("button", name="Back to 0").click()

    expect_threshold(page, model, 0)
    expect(page).not_to_have_url(re.compile("threshold="))


def test_resting_on_a_dot_shows_its_image_and_a_click_opens_it(page, model) -> None:
    """The rightmost dot above the axis is the shirt with the largest margin."""
    shirts = np.flatnonzero(oracle.labels() == SHIRT)
    largest = int(shirts[margins(model)[shirts].argmax()])
    dots(page).scroll_into_view_if_needed()
    x, y = page.evaluate(LAST_DOT, dots(page).element_handle())

    page.mouse.move(x, y)
    card = page.locator(".card")
    expect(card).to_be_visible()
    expect(card).to_contain_text(f"Test image {largest}")
    expect(card).to_contain_text("true Shirt")
    page.mouse.click(x, y)

    expect(page.get_by_role("heading", name=f"Test image {largest}")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"image={largest}&along=axis|along=axis&image={largest}"))


def test_the_keyboard_walks_along_the_margins_and_opens(page, model) -> None:
    labels, margin = oracle.labels(), margins(model)
    shirts = np.flatnonzero(labels == SHIRT)
    ordered = shirts[np.argsort(margin[shirts], kind="stable")]
    dots(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    live = page.locator("[aria-live=polite]")
    expect(live).to_contain_text(f"Test image {ordered[1]}: true Shirt")

    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name=f"Test image {ordered[1]}")).to_be_visible()
    both = np.flatnonzero((labels == SHIRT) | (labels == T_SHIRT))
    slot = both[np.argsort(margin[both], kind="stable")].tolist()
    following = slot[slot.index(ordered[1]) + 1]
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name=f"Test image {following}")).to_be_visible()


def test_a_look_alike_opens_in_turn(open_page, model) -> None:
    image = int(np.flatnonzero(oracle.labels() == SHIRT)[3])
    page = open_page(f"pair?models={model.name}&image={image}&along=axis")
    tile = page.get_by_role("button", name=re.compile("^Look-alike 3:"))
    near = re.search(r"test image (\d+)", tile.get_attribute("aria-label"))[1]

    tile.click()

    heading = page.get_by_role("heading", name=f"Test image {near}", exact=True)
    expect(heading).to_be_visible()
    expect(heading).to_be_focused()


# The outermost dot of the rightmost column of right shirts, in the page's coordinates.
LAST_DOT = """(walker) => {
  const plot = walker.parentElement;
  const box = plot.getBoundingClientRect();
  const dots = [...plot.querySelectorAll("path.lane0.right")].map((path) => path.getAttribute("d"));
  const places = [...dots.join("").matchAll(/M([\\d.]+) ([\\d.]+)h0/g)];
  const points = places.map(([, x, y]) => [Number(x), Number(y)]);
  const [x, y] = points.sort((a, b) => b[0] - a[0] || a[1] - b[1])[0];
  return [box.left + x, box.top + y];
}"""
