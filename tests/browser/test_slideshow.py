"""Presentation: one finding on a screen, by keyboard, at once, and on every screen."""

import re

from fitness import check
from pinning import start_from_standard, titles
from playwright.sync_api import Page, expect
from watching import PHONE, PROJECTOR, WIDE, settle, until, until_kept


def article_overflows(page: Page) -> bool:
    return (
        page.get_by_role("dialog")
        .locator("article")
        .evaluate(
            "(article) => article.scrollHeight > article.clientHeight || "
            "article.scrollWidth > article.clientWidth"
        )
    )


def test_the_presentation_steps_with_the_arrow_keys_and_loses_no_quick_step(open_page) -> None:
    page = open_page("findings")
    start_from_standard(page)
    findings = titles(page)
    page.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
    page.get_by_role("link", name="Present").last.click()
    title = page.get_by_role("heading", level=1)

    expect(title).to_have_text("Fashion-MNIST models, compared")
    for key, at in (("ArrowRight", 5), ("ArrowLeft", 1)):
        for _ in range(4):
            page.keyboard.press(key)
        expect(page).to_have_url(re.compile(rf"slide={at}$"))
        shown = findings[at - 2] if at > 1 else "Fashion-MNIST models, compared"
        expect(title).to_have_text(shown)
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


def test_the_presentation_fits_and_hides_menu_and_controls(open_page) -> None:
    page = open_page("findings")
    start_from_standard(page)
    page.goto(page.url.replace("findings", "slideshow?slide=2"))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    ways = ((PHONE, "Next slide", range(2, 9)), (PROJECTOR, "Previous slide", range(8, 1, -1)))

    for size, step, slides in ways:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        box = dialog.bounding_box()
        assert box == {"x": 0, "y": 0, "width": size[0], "height": size[1]}
        corner = "([x, y]) => document.elementFromPoint(x, y)?.shadowRoot !== null"
        assert page.evaluate(corner, [10, 100])
        for at in slides:
            expect(page).to_have_url(re.compile(rf"slide={at}$"))
            assert not dialog.locator("article").evaluate(TOO_WIDE), (at, size)
            assert dialog.locator("article").evaluate(SMALLEST) > 60, (at, size)
            if at != slides[-1]:
                dialog.get_by_role("button", name=step).click()
    check(page)


TOO_WIDE = "(article) => article.scrollWidth > article.clientWidth"
SMALLEST = """(article) => Math.min(Infinity, ...[...article.querySelectorAll("img")]
  .map((image) => image.getBoundingClientRect().height))"""
LETTERS = """(dialog) => {
  const sizes = {};
  for (const element of dialog.querySelectorAll("*")) {
    const words = [...element.childNodes].filter((node) => node.nodeType === 3);
    if (!words.some((node) => node.textContent.trim())) continue;
    if (!element.getBoundingClientRect().width) continue;
    const scale = element.ownerSVGElement?.getScreenCTM().a ?? 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * scale;
    const beside = element.closest("figcaption, thead, .corner") ? "beside" : "body";
    const kind = element.closest("footer") ? "foot" : element.localName === "h1" ? "title" : beside;
    sizes[kind] = Math.min(sizes[kind] ?? Infinity, size);
  }
  return sizes;
}"""
MAIN = """(article) => {
  const main = [...article.querySelectorAll("svg, table, .tiles")];
  return Math.max(...main.map((element) => element.getBoundingClientRect().right));
}"""


def test_every_screen_can_be_read_from_the_back_of_a_room(open_page) -> None:
    page = open_page("findings")
    start_from_standard(page)
    findings = list(enumerate(titles(page), start=2))
    page.goto(page.url.replace("findings", "slideshow?slide=2"))
    dialog = page.get_by_role("dialog")
    ways = ((PROJECTOR, "ArrowRight", findings), (WIDE, "ArrowLeft", findings[::-1]))

    for size, key, slides in ways:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for at, finding in slides:
            expect(page).to_have_url(re.compile(rf"slide={at}$"))
            expect(dialog.get_by_role("heading", level=1)).to_have_text(finding)
            letters = dialog.evaluate(LETTERS)
            assert letters["body"] >= 20, (finding, size, letters)
            assert letters["title"] >= 32, (finding, size, letters)
            assert letters["beside"] >= 16, (finding, size, letters)
            assert letters["foot"] >= 12, (finding, size, letters)
            assert dialog.locator("article").evaluate(MAIN) > 0.9 * size[0], (finding, size)
            assert not article_overflows(page), (finding, size)
            if at != slides[-1][0]:
                page.keyboard.press(key)


def test_the_presentation_fills_the_screen_and_leaves_it_again(open_page) -> None:
    page = open_page("findings")
    start_from_standard(page)
    first, second, *_ = titles(page)
    page.get_by_role("link", name="Present").last.click()
    button = page.get_by_role("button", name="Full screen (F)")
    expect(button).to_have_attribute("aria-pressed", "false")
    title = page.get_by_role("heading", level=1)
    is_full = "document.fullscreenElement !== null"

    button.click()
    until(page, is_full)
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text(second)
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(first)
    expect(page.get_by_role("dialog")).to_be_in_viewport(ratio=1)
    expect(page).to_have_url(re.compile("slide=2$"))
    assert page.evaluate(is_full), "a step does not leave the full screen"

    page.keyboard.press("f")
    until(page, f"!({is_full})")
    page.keyboard.press("f")
    until(page, is_full)
    page.keyboard.press("Escape")
    until(page, f"!({is_full})")
    expect(title).to_have_text(first)
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("findings$"))


def test_a_note_that_is_cut_says_so_and_opens(open_page) -> None:
    page = open_page("findings")
    start_from_standard(page)
    for at, note in enumerate(("Short.", "A long note. " * 200)):
        page.get_by_role("button", name="Edit").nth(at).click()
        page.get_by_label("Note", exact=True).fill(note)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text(note[:11]).first).to_be_visible()
        settle(page)
        until_kept(page, note[:11])
    page.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
    page.goto(page.url.replace("findings", "slideshow?slide=2"))
    note, more = page.locator("blockquote"), page.get_by_role("button", name="This note goes on")
    expect(note).to_have_text("Short.")
    expect(more).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(note).to_contain_text("A long note.")
    cut = "(note) => note.scrollHeight > note.clientHeight + 1"
    assert note.evaluate(cut)

    more.click()
    assert not note.evaluate(cut)
    page.get_by_role("button", name="Show less of the note").click()
    assert note.evaluate(cut)
