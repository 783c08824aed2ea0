"""A chart on a page can be taken away, as it stands on the screen."""

import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Page

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
