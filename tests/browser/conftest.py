"""The running app, and a Chromium that looks at it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import oracle
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from watching import WIDE, Watch, settle

from benchmarks.serving import (
    BROWSERS,
    DASHBOARD,
    LAUNCH_ARGUMENTS,
    Server,
    find_browser,
    serve,
)

PATIENCE = 15_000.0  # milliseconds; a machine that also trains is slow
Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder; a busy machine may lose a click, so each has a second try."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without one they are skipped, but fail where CI promises it."""
    path = find_browser()
    if path is None:
        reason = f"No browser on the PATH. Looked for: {', '.join(BROWSERS)}."
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason} CI must have one: apt-get install chromium")
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(LAUNCH_ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the app as a user starts it, once for all tests."""
    with serve(DASHBOARD, tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Server]:
    """Run a server that nobody has asked for a page yet."""
    with serve(DASHBOARD, tmp_path / "fresh_server.log") as running:
        yield running


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[[str, str], BrowserContext]]:
    """Return one profile for each person and theme: the front end is fetched and compiled once."""
    kept: dict[tuple[str, str], BrowserContext] = {}

    def context(person: str, theme: str) -> BrowserContext:
        if (person, theme) not in kept:
            kept[person, theme] = browser.new_context(color_scheme=theme)
            kept[person, theme].set_default_timeout(PATIENCE)
        return kept[person, theme]

    yield context
    for each in kept.values():
        each.close()


@pytest.fixture
def open_page(
    contexts: Callable[[str, str], BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Open]:
    """Open pages, and fail in the end on whatever went wrong; nothing is kept for the next test."""
    watches: list[Watch] = []

    def open_(
        path: str = "",
        *,
        theme: str = "light",
        size: tuple[int, int] = WIDE,
        at: Server | None = None,
        person: str = "one",
    ) -> Page:
        running = at or request.getfixturevalue("server")
        page = contexts(person, theme).new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        watches.append(Watch(page, urlsplit(running.url).netloc))
        page.goto(f"{running.url}/{path}")
        settle(page)
        return page

    yield open_
    try:
        for watch in watches:
            watch.check()
    finally:
        for context in {watch.page.context for watch in watches}:
            _forget(context, {f"http://{watch.host}" for watch in watches})


def _forget(context: BrowserContext, origins: set[str]) -> None:
    """Close a person's pages, then clear what they kept: an open one might still write."""
    last, *others = context.pages or [context.new_page()]
    for page in others:
        page.close()
    last.goto("about:blank")
    devtools = context.new_cdp_session(last)
    for origin in origins:
        wanted = {"origin": origin, "storageTypes": "local_storage"}
        devtools.send("Storage.clearDataForOrigin", wanted)
    last.close()


@pytest.fixture(scope="session")
def models() -> list[oracle.Truth]:
    """All shipped models as the files have them, the most accurate first."""
    return oracle.models()
