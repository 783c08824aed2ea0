"""The HTML report: one file, complete, with nothing to fetch and nothing to run."""

import base64
import hashlib
import io
import re
from html.parser import HTMLParser

import numpy as np
import oracle
import pytest
from PIL import Image

from fmnist.report.charts.draw import draw
from fmnist.report.charts.shapes import NARROW, WIDE
from fmnist.report.html import MOST_ROWS, to_html, to_svg
from fmnist.views.parts.content import Bars, Lines, Matrix, Pictures, Scatter, Table, Whiskers

VOID = {"meta", "img", "br", "hr", "link", "input"}
FETCHING = {
    "script",
    "link",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "source",
    "form",
    "base",
}


class Reader(HTMLParser):
    """Every element of a page with its attributes, and all text outside the style."""

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that what is closed was open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if "style" not in self.open:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def html(report) -> str:
    return to_html(report)


@pytest.fixture(scope="module")
def page(html) -> Reader:
    return read(html)


def test_ten_findings_with_pictures_stay_below_five_megabytes(report, html, page) -> None:
    assert len(report.sections) >= 10
    assert len(page.all("img")) > 100
    assert len(html.encode()) < 5_000_000


def test_nothing_is_fetched_and_nothing_runs(page) -> None:
    assert FETCHING.isdisjoint(tag for tag, _ in page.elements)
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes)
        for name in ("src", "srcset", "poster", "data", "background", "action", "formaction"):
            value = attributes.get(name)
            assert value is None or value.startswith("data:image/png;base64,"), (tag, name)
        assert "style" not in attributes


def test_the_style_fetches_nothing_and_its_hash_stands_in_the_policy(html, page) -> None:
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    assert not re.search(r"url\(|@import|@font-face", style[1])
    [policy] = [
        meta["content"]
        for meta in page.all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy is not None
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")


def test_every_link_leads_inside_or_to_the_dashboard(page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        href = link["href"] or ""
        inside = href.startswith("#") and href[1:] in ids
        assert inside or href.startswith("http://dashboard.example/base/"), href


def test_every_claim_carries_its_evidence(report, page) -> None:
    for section in report.sections:
        proof = section.evidence
        assert proof is not None
        for words in (section.title, proof.n, proof.interval):
            assert words in page.text
        assert proof.link in [link["href"] for link in page.all("a")]
        for source in proof.sources:
            assert source.weights_sha256 in page.text
            assert source.predictions_sha256 in page.text
    assert report.images_sha256 in page.text
    assert page.text.count("21 November 2026, 05:30 UTC") > 2 * len(report.sections)


def test_every_table_and_number_is_there(report, page) -> None:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                assert block.caption in page.text
                for row in block.rows[:MOST_ROWS]:
                    assert all(text in page.text for text in row)
                if len(block.rows) > MOST_ROWS:
                    assert f"the first {MOST_ROWS} of {len(block.rows):,} rows" in page.text
            if isinstance(block, Matrix):
                assert block.title in page.text


def test_every_picture_shows_the_right_image_and_says_so(report, page) -> None:
    expected = [
        (picture, section.finding.view.kind)
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Pictures)
        for picture in block.pictures
    ]
    shown = page.all("img")
    assert len(shown) == len(expected)
    for attributes, (picture, kind) in zip(shown, expected, strict=True):
        assert attributes["alt"] == picture.alt
        content = base64.b64decode((attributes["src"] or "").split(",")[1])
        pixels = np.asarray(Image.open(io.BytesIO(content)))
        np.testing.assert_array_equal(pixels, picture.pixels)
        if kind != "robustness":  # whose pictures are test images to which something happened
            np.testing.assert_array_equal(pixels, oracle.images()[picture.index])


def test_every_chart_has_words_that_stand_for_it(report, page) -> None:
    charts = [
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, (Whiskers, Bars, Lines, Scatter))
    ]
    labels = [attributes["aria-label"] for attributes in page.all("svg")]
    assert labels == [draw(chart, width).label for chart in charts for width in (WIDE, NARROW)]
    assert all(label and len(label) > 40 for label in labels)


def test_a_person_s_text_is_text_and_nothing_else(hostile_report) -> None:
    page = read(to_html(hostile_report))

    [section] = hostile_report.sections
    assert section.title in page.text
    assert section.note in page.text
    assert page.text.count(hostile_report.title) >= 2  # in the tab and on top
    assert hostile_report.head.byline in page.text
    tags = {tag for tag, _ in page.elements}
    assert tags.isdisjoint(FETCHING | {"image", "marquee"})
    assert len(page.all("img")) == 0


def test_a_person_s_text_runs_in_its_own_direction(hostile_report) -> None:
    page = read(to_html(hostile_report))

    [note] = page.all("blockquote")
    assert note["dir"] == "auto"
    assert len(page.all("bdi")) == 3
    [byline] = [one for one in page.all("p") if one.get("class") == "byline"]
    assert byline["dir"] == "auto"


def test_a_hostile_name_of_a_model_is_text_too(report) -> None:
    """Names come from records, which anyone may have written."""
    from dataclasses import replace  # noqa: PLC0415 - only here

    name = "<img src=x>&\"'"
    table = Table("<b>caption</b>", ("<i>Model</i>", "x"), ((name, "**bold**"),))
    chart = draw(Whiskers(name, (replace(_point(report), name=name),)))
    section = replace(report.sections[0], sentence=f"**{name}** leads.", blocks=(table,))

    page = read(to_html(replace(report, sections=(section,))))

    assert f"{name} leads." in page.text
    assert name in page.text
    assert {"b", "i"} & {tag for tag, _ in read(to_svg(chart)).elements} == set()
    assert "&lt;img" in to_svg(chart)


def _point(report):
    return next(
        block.points[0]
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Whiskers)
    )


def test_light_dark_and_paper_are_all_designed(html) -> None:
    assert "color-scheme: light dark" in html
    assert "@media print" in html
    assert "@page" in html
    assert (
        "size:" not in re.sub(r"font-size:|background-size:|--size:", "", html).split("</style>")[0]
    )
