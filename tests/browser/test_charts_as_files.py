"""A chart on a page can be taken away, as it stands on the screen."""

import io
from xml.etree import ElementTree as ET

import pytest
from fitness import turn_dark
from PIL import Image
from playwright.sync_api import Page, expect
from watching import settle

SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, title: str, form: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"{title}: save as {form}", exact=True).click()
    assert download.value.suggested_filename.endswith(f".{form.lower()}")
    return download.value.path().read_bytes()


def charts(page: Page) -> list[str]:
    buttons = page.get_by_role("button", name=": save as SVG")
    buttons.first.wait_for()
    names = [button.get_attribute("aria-label") for button in buttons.all()]
    return [name.removesuffix(": save as SVG") for name in names]


@pytest.mark.parametrize("path", ["curves", "calibration", "efficiency", "pair"])
def test_every_chart_can_be_saved_as_svg_and_as_png(open_page, path) -> None:
    page = open_page(path)
    drawn = page.get_by_test_id("stPlotlyChart")
    titles = charts(page)
    assert len(titles) == len(set(titles)) == drawn.count()

    title = titles[-1]
    box = drawn.last.bounding_box()
    drawing = ET.fromstring(saved(page, title, "SVG"))  # noqa: S314 - our own file
    assert drawing.tag == f"{SVG}svg"
    assert float(drawing.get("width")) == pytest.approx(box["width"], abs=4)
    assert [*drawing.iter(f"{SVG}path")]
    assert "".join(drawing.itertext()).strip()

    picture = Image.open(io.BytesIO(saved(page, title, "PNG"))).convert("RGB")
    assert picture.width == pytest.approx(3 * float(drawing.get("width")), abs=3)
    assert len(picture.getcolors(picture.width * picture.height)) > len(titles)


CONTRAST = """() => {
  const channel = (value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const app = document.querySelector("[data-testid=stApp]");
  const ground = light(rgb(getComputedStyle(app).backgroundColor));
  return [...document.querySelectorAll(".js-plotly-plot svg text")]
    .filter((text) => text.textContent.trim() && !text.closest(".bars"))
    .map((text) => {
      const [a, b] = [light(rgb(getComputedStyle(text).fill)), ground].sort((x, y) => y - x);
      return [text.textContent, (a + 0.05) / (b + 0.05)];
    });
}"""


@pytest.mark.parametrize("path", ["efficiency", "curves", "calibration", "pair"])
def test_the_words_of_a_chart_can_be_read_light_and_dark(open_page, path) -> None:
    page = open_page(path)
    expect(page.locator(".js-plotly-plot svg text:visible").first).to_be_visible()
    settle(page)

    ratios = page.evaluate(CONTRAST)
    turn_dark(page)
    settle(page)
    in_dark = page.evaluate(CONTRAST)

    assert len(in_dark) == len(ratios) > 4
    assert [text for text, ratio in ratios + in_dark if ratio < 4.5] == []
