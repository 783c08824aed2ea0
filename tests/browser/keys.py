"""Reaching the cells of a matrix with the keyboard alone."""

import pytest
from playwright.sync_api import Page

DEEPLY_FOCUSED = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.getAttribute("aria-label") ?? "";
}"""
MOST_TAB_STOPS = 60


def tab_into_matrix(page: Page, title: str) -> None:
    """Press Tab until a button of the matrix with this title has the focus."""
    for _ in range(MOST_TAB_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(DEEPLY_FOCUSED).endswith(f"model {title}"):
            return
    pytest.fail(f"No cell had the focus after {MOST_TAB_STOPS} presses of Tab.")


def move_to_cell(page: Page, true: int, predicted: int) -> None:
    """Move from anywhere in a matrix to a cell, by arrow keys."""
    page.keyboard.press("Home")
    for _ in range(true + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    for _ in range(predicted + 1):
        page.keyboard.press("ArrowRight")
