"""Every page of the menu, light and dark, wide and on a phone: it fits, and all can use it."""

import pytest
from fitness import WORDS_OF_CHARTS, check, check_from_a_phone
from oracle import MenuEntry, menu
from playwright.sync_api import expect
from watching import PHONE, settle

WITH_CHARTS = {"efficiency", "curves", "calibration", "pair"}


@pytest.mark.parametrize("entry", menu(), ids=lambda entry: entry.path or "landing")
def test_a_page_fits_and_hinders_nobody(open_page, entry: MenuEntry) -> None:
    page = open_page(entry.path, size=PHONE)
    if entry.path in WITH_CHARTS:
        expect(page.locator(".js-plotly-plot svg text:visible").first).to_be_visible()
        settle(page)
        assert len(page.evaluate(WORDS_OF_CHARTS)) > 4

    check_from_a_phone(page)


def test_an_open_image_under_its_matrix_fits_too(open_page, models) -> None:
    image = min(models[0].indices(6, 0))
    page = open_page(f"confusion?cell=6-0&image={image}", size=PHONE)
    expect(page.get_by_role("region", name="Probabilities")).to_be_visible()

    check_from_a_phone(page)


HINDRANCES = """() => {
  const main = document.querySelector("[data-testid=stMain] h1").parentElement;
  const add = (name, of, style = {}) => {
    const element = Object.assign(document.createElement(name), of);
    Object.assign(element.style, style);
    main.append(element);
  };
  add("button", { id: "nameless" });
  add("h6", { textContent: "Far below" });
  add("p", { textContent: "Black in the dark" }, { color: "#222" });
  add("p", { textContent: "Pale in the light" }, { color: "#ddd" });
  add("p", { textContent: "Too wide" }, { width: "2000px" });
  add("div", { className: "js-plotly-plot", id: "chart" });
  const drawn = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [textContent, fill] of [["Dark axis", "#222"], ["Pale axis", "#ddd"]]) {
    const svg = drawn("svg");
    svg.append(Object.assign(drawn("text"), { textContent }));
    svg.style.fill = fill;
    document.querySelector("#chart").append(svg);
  }
}"""


def test_what_hinders_somebody_is_found_in_the_theme_and_on_the_screen_where_it_does(
    open_page,
) -> None:
    page = open_page("data")
    page.evaluate(HINDRANCES)

    with pytest.raises(AssertionError) as told:
        check(page)

    found = str(told.value).splitlines()
    for what, times in {
        'button-name: <button id="nameless">': 1,
        "h6 after h": 1,
        'color-contrast: <p style="color: rgb(34, 34, 34);">Black in the dark': 1,
        'color-contrast: <p style="color: rgb(221, 221, 221);">Pale in the light': 1,
        "1 in a chart: Dark axis": 1,
        "1 in a chart: Pale axis": 1,
        " px": 2,  # wide and on a phone
    }.items():
        assert len([line for line in found if what in line]) >= times, (what, found)
