"""How long things take in the browser, and what the server keeps in memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright
from serving import LAUNCH_ARGUMENTS, find_browser

SCRIPT: Final = Path(__file__).with_name("painting.js")
SCREEN: Final = {"width": 1440, "height": 900}
PATIENCE: Final = 60_000.0  # milliseconds
Action = Callable[[int], float]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser that the machine has."""
    path = find_browser()
    if path is None:
        raise SystemExit("There is no Chromium on the PATH: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(LAUNCH_ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """Open a page that has nothing in its cache."""
    context = browser.new_context(viewport=SCREEN)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=SCRIPT)
    page = context.new_page()
    yield page
    context.close()


def load(page: Page, url: str, ready: str) -> float:
    """Return the milliseconds from the start of the navigation until `ready` is painted."""
    page.goto(url, wait_until="commit")
    return float(page.evaluate(f"whenPainted(() => {ready})"))


def click(page: Page, element: str, ready: str) -> float:
    """Return the milliseconds from a click on `element` until `ready` is painted.

    Parameters
    ----------
    element, ready
        Expressions in JavaScript, with the words of painting.js.
    """
    page.bring_to_front()
    return float(page.evaluate(f"clickToPaint({element}, () => {ready})"))
