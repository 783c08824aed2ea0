"""From a finding to a stakeholder's hands: pinned, kept, reported, printed, presented."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from fitness import CONTRAST, severe_violations
from oracle import SHIRT, T_SHIRT
from pinning import start_from_standard, titles
from playwright.sync_api import Browser, Locator, Page, expect
from watching import FIRST_RUN, PHONE, WIDE, settle

NASTY = "<img src=x onerror=alert(1)><script>alert(2)</script> مرحبا 👕"
LOOKS = {("light", WIDE): {}, ("dark", PHONE): CONTRAST}  # as the pages are looked at
PAGE_OF_A_PDF = re.compile(rb"/Type\s*/Page[^s]")


def download(page: Page, label: str, folder: Path) -> Path:
    with page.expect_download(timeout=FIRST_RUN) as caught:
        page.get_by_role("button", name=label).click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


@pytest.fixture(scope="module")
def files(browser: Browser, server, tmp_path_factory) -> dict[str, Path]:
    """Every download of the standard findings, one of them renamed to something nasty."""
    folder = tmp_path_factory.mktemp("downloads")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{server.url}/findings")
    settle(page)
    start_from_standard(page)
    page.get_by_role("button", name="Edit").first.click()
    page.get_by_label("Title", exact=True).fill(NASTY)
    page.get_by_label("Note", exact=True).fill(f"{NASTY}\n{NASTY}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="<img src=x")).to_be_visible()
    settle(page)
    labels = ("Report (HTML)", "Slides (PPTX)", "Data and charts (ZIP)", "findings.json")
    found = {label: download(page, label, folder) for label in (*labels, "All predictions (CSV)")}
    context.close()
    return found


def test_a_pinned_view_is_there_after_a_reload_and_in_another_tab(open_page, models) -> None:
    page = open_page(f"confusion?cell={SHIRT}-{T_SHIRT}")
    page.get_by_role("button", name="Pin these images").click()
    page.get_by_label("Note", exact=True).last.fill("Look at the collars.")
    page.get_by_role("button", name="Pin this finding").last.click()
    expect(page.get_by_text("Pinned. 1 on the Findings page.")).to_be_visible()
    settle(page)

    page.reload()
    settle(page)
    page.get_by_role("link", name="Findings").click()
    settle(page)
    expect(page.get_by_text("Look at the collars.")).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_have_text(
        f"1. Shirt → T-shirt/top, {models[0].name}"
    )

    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    other.get_by_role("button", name="Remove").click()
    expect(other.get_by_text("Nothing is pinned yet")).to_be_visible()
    expect(page.get_by_text("Nothing is pinned yet")).to_be_visible()


def test_another_person_s_browser_knows_nothing_of_it(open_page) -> None:
    start_from_standard(open_page("findings"))

    theirs = open_page("findings", person="another")
    expect(theirs.get_by_text("Nothing is pinned yet")).to_be_visible()


def test_order_survives_a_reload(open_page) -> None:
    page = open_page("findings")
    start_from_standard(page)
    before = titles(page)

    page.get_by_role("button", name="Down").first.click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(f"1. {before[1]}")
    settle(page)
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", level=2)).to_have_count(len(before))

    assert titles(page) == [before[1], before[0], *before[2:]]


def test_nonsense_in_the_browser_s_storage_breaks_nothing(open_page) -> None:
    page = open_page("findings")
    for kept in ("{", '{"revision": "x"}', '{"revision": 3, "text": "no json"}'):
        page.evaluate("(kept) => localStorage.setItem('fmnist-findings', kept)", kept)

        page.reload()
        settle(page)

        expect(page.get_by_text("Nothing is pinned yet"), kept).to_be_visible()
        expect(page.get_by_test_id("stException"), kept).to_have_count(0)
    start_from_standard(page)


def test_a_downloaded_file_can_be_loaded_elsewhere(open_page, files) -> None:
    page = open_page("findings")
    expect(page.get_by_text("Nothing is pinned yet")).to_be_visible()

    page.locator("input[type=file]").set_input_files(files["findings.json"])

    written = json.loads(files["findings.json"].read_text(encoding="utf-8"))["findings"]
    expect(page.get_by_role("button", name="Remove")).to_have_count(len(written))
    assert titles(page) == [finding["title"] for finding in written]


def test_every_download_is_what_it_says(files) -> None:
    starts = {
        "Report (HTML)": b"<!DOCTYPE html>",
        "Slides (PPTX)": b"PK",
        "Data and charts (ZIP)": b"PK",
        "findings.json": b"{",
        "All predictions (CSV)": "\ufeffImage,True label".encode(),
    }
    for label, start in starts.items():
        assert files[label].read_bytes().lstrip().startswith(start), label
    assert {path.suffix for path in files.values()} == {".html", ".pptx", ".zip", ".json", ".csv"}


@pytest.fixture
def report(browser: Browser, files):
    """Open the report from disk without network; any request or dialog is a failure."""
    contexts, problems = [], []

    def open_(theme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, color_scheme=theme, offline=True
        )
        contexts.append(context)
        page = context.new_page()
        own = files["Report (HTML)"].as_uri()
        page.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.partition("#")[0] == own or request.url.startswith("data:")
                else problems.append(request.url)
            ),
        )
        page.goto(own)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_report_opens_from_disk_without_any_network(report, theme) -> None:
    page = report(theme)

    expect(page.get_by_role("heading", level=1)).to_have_text("Fashion-MNIST models, compared")
    expect(page.get_by_role("heading", name="<img src=x")).to_be_visible()
    images = page.get_by_role("img").and_(page.locator("img"))
    assert images.count() > 50
    broken = "(images) => images.filter((image) => !image.complete || !image.naturalWidth).length"
    for size in (WIDE, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert images.evaluate_all(broken) == 0, size
        fits = page.locator("html").evaluate("(root) => root.scrollWidth <= root.clientWidth")
        assert fits, size
        if (theme, size) in LOOKS:
            assert severe_violations(page, **LOOKS[theme, size]) == [], size


def test_every_link_inside_the_report_leads_somewhere(report) -> None:
    page = report()
    links = page.locator("a[href^='#']")
    targets = set(links.evaluate_all("(links) => links.map((link) => link.getAttribute('href'))"))
    assert len(targets) > 8

    for target in targets:
        page.locator(f"a[href='{target}']").first.click()
        expect(page.locator(target)).to_be_in_viewport()


def test_every_deep_link_of_the_report_reproduces_its_view(
    report, open_page, server, models
) -> None:
    page = report()
    links = page.locator(".link a").evaluate_all("(links) => links.map((link) => link.href)")
    assert len(links) == page.locator("section.finding").count()
    view = open_page()
    names = {model.key: model.name for model in models}

    for link in links:
        assert link.startswith(f"{server.url}/")
        view.goto(link)
        settle(view)
        said = dict(parse_qsl(urlsplit(link).query))
        keys = [value for name, value in parse_qsl(urlsplit(link).query) if name == "models"]
        for key in keys:
            expect(view.get_by_text(names[key], exact=True).first).to_be_visible()
        if "cell" in said:
            of = next(model for model in models if model.key == said["of"])
            true, predicted = map(int, said["cell"].split("-"))
            count = of.count(true, predicted)
            expect(view.get_by_text(f"{count:,} images").first).to_be_visible()
        if "image" in said:
            heading = view.get_by_role("heading", name=f"Test image {said['image']}")
            expect(heading).to_be_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_report_prints_on_paper(report, paper, tmp_path) -> None:
    page = report("dark")

    content = page.pdf(path=tmp_path / "report.pdf", format=paper, print_background=True)

    findings = page.locator("section.finding").count()
    assert findings + 2 <= len(PAGE_OF_A_PDF.findall(content)) <= 3 * findings
    page.emulate_media(media="print")
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert background == "rgb(255, 255, 255)", "paper is white, in the dark too"


def test_the_keyboard_stays_with_the_finding_that_it_moves_changes_or_removes(open_page) -> None:
    page = open_page("findings")
    start_from_standard(page)
    first, second, *_ = titles(page)
    live = page.locator("#fmnist-live")

    def button(word: str, title: str) -> Locator:
        return page.get_by_role("button", name=re.compile(rf"{word} {re.escape(title)}$"))

    button("Down", first).press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text(f"1. {second}")
    expect(button("Down", first)).to_be_focused()
    expect(live).to_have_text(f"{first}: now 2 of {len(titles(page))}")

    button("Up", first).press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text(f"1. {first}")
    expect(button("Down", first)).to_be_focused()  # there is no further up

    button("Edit", first).press("Enter")
    page.get_by_label("Title").fill("Another title")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text("1. Another title")
    expect(button("Edit", "Another title")).to_be_focused()

    button("Remove", "Another title").press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text(f"1. {second}")
    expect(button("Remove", second)).to_be_focused()
    expect(live).to_have_text("Removed: Another title")
