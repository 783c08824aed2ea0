"""Pinning the standard findings, and reading what is pinned."""

from playwright.sync_api import Page, expect
from watching import settle, until


def start_from_standard(page: Page) -> None:
    page.get_by_role("button", name="Start from the standard findings").click()
    expect(page.get_by_role("button", name="Remove").first).to_be_visible()
    settle(page)
    expect_kept(page)


def expect_kept(page: Page) -> None:
    """Wait until the browser keeps as many findings as the page shows."""
    shown = page.get_by_role("button", name="Remove").count()
    stored = 'JSON.parse(localStorage.getItem("fmnist-findings") ?? "{}").text ?? "null"'
    until(page, f"JSON.parse({stored})?.findings.length === {shown}")


def titles(page: Page) -> list[str]:
    return [
        title.partition(". ")[2] for title in page.get_by_role("heading", level=2).all_inner_texts()
    ]
