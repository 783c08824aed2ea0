"""Presentation: one finding on a screen, by keyboard, at once, and on every screen."""

import re

import pytest
from fitness import check
from pinning import start_from_standard, titles
from playwright.sync_api import Page, expect
from watching import PHONE

PROJECTOR = (1280, 720)


def article_overflows(page: Page) -> bool:
    return (
        page.get_by_role("dialog")
        .locator("article")
        .evaluate(
            "(article) => article.scrollHeight > article.clientHeight || "
            "article.scrollWidth > article.clientWidth"
        )
    )


def test_the_presentation_steps_with_the_arrow_keys(open_page) -> None:
    page = open_page("findings")
    start_from_standard(page)
    findings = titles(page)
    page.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
    page.get_by_role("link", name="Present").last.click()
    title = page.get_by_role("heading", level=1)

    expect(title).to_have_text("Fashion-MNIST models, compared")
    for at, finding in enumerate(findings, start=2):
        page.keyboard.press("ArrowRight")
        expect(title).to_have_text(finding)
        expect(page).to_have_url(re.compile(rf"slideshow\?slide={at}$"))
        assert not article_overflows(page), finding
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text(findings[-1])
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(findings[-2])
    expect(page).to_have_url(re.compile(rf"slide={len(findings)}$"))

    page.reload()
    expect(title).to_have_text(findings[-2])
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("findings$"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_quick_steps_lose_none(open_page) -> None:
    page = open_page("findings")
    start_from_standard(page)
    findings = titles(page)
    page.get_by_role("link", name="Present").last.click()
    expect(page.get_by_role("dialog")).to_be_visible()

    for _ in range(4):
        page.keyboard.press("ArrowRight")

    expect(page.get_by_role("heading", level=1)).to_have_text(findings[3])
    expect(page).to_have_url(re.compile(r"slide=5$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(findings[3])


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_the_presentation_fits_and_hides_menu_and_controls(open_page, size) -> None:
    page = open_page("findings")
    start_from_standard(page)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(page.url.replace("findings", "slideshow?slide=2"))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()

    box = dialog.bounding_box()
    assert box == {"x": 0, "y": 0, "width": size[0], "height": size[1]}
    corner = "([x, y]) => document.elementFromPoint(x, y)?.shadowRoot !== null"
    assert page.evaluate(corner, [10, 100])
    wide = "(article) => article.scrollWidth > article.clientWidth"
    for at in range(3, 9):
        assert not dialog.locator("article").evaluate(wide)
        dialog.get_by_role("button", name="Next slide").click()
        expect(page).to_have_url(re.compile(rf"slide={at}$"))
    check(page)
