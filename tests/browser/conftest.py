"""The running app, and a Chromium that looks at it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
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

# The first is the engine alone, which shows pages as the others do: without their windows, which
# nobody sees here, opening a page takes a sixth less.
ENGINES = ("chromium-headless-shell", *BROWSERS)
PATIENCE = 15_000.0  # milliseconds; a machine that also trains is slow
# A page lives for seconds here: what V8 makes of its hot functions costs more than it saves.
FOR_SHORT_LIVES = "--js-flags=--no-maglev --no-turbofan --min-semi-space-size=64"
LONGEST = 25  # steps in a tab's history; one that stays for ever takes gigabytes, and then minutes
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
    path = find_browser(ENGINES)
    if path is None:
        reason = f"No browser on the PATH. Looked for: {', '.join(ENGINES)}."
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason} CI must have one: apt-get install {ENGINES[0]}")
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        arguments = [*LAUNCH_ARGUMENTS, FOR_SHORT_LIVES]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the app as a user starts it, once for all tests."""
    with serve(DASHBOARD, tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running


@pytest.fixture(scope="session")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the app below a base path, as behind a proxy."""
    log = tmp_path_factory.mktemp("below") / "server.log"
    with serve(DASHBOARD, log, base="fashion/models") as running:
        yield running


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Server]:
    """Run a server that nobody has asked for a page yet."""
    with serve(DASHBOARD, tmp_path / "fresh_server.log") as running:
        yield running


@dataclass
class Person:
    """A browser's profile, and its tabs that are free for a test to use.

    A tab that stays for some tests has the front end compiled: in a new one a page takes the
    processor 2.1 s, in one that showed another page of the same server 1.2 s (medians, a busy
    machine). It keeps that only on the server's own addresses: tabs rest on one of them, not on
    about:blank.
    """

    profile: BrowserContext
    theme: str
    free: list[Page] = field(default_factory=list)

    def tab(self) -> Page:
        """Return a tab as a new one would be."""
        page = self.free.pop() if self.free else self.profile.new_page()
        page.emulate_media(color_scheme=self.theme, reduced_motion="null")
        return page

    def rest(self, watches: list[Watch], home: str) -> None:
        """Leave the app, whose pages might still write, and only then clear what they kept."""
        for watch in watches:
            watch.end()
            if watch.host == home:
                watch.page.goto(f"http://{home}/_stcore/health")
                watch.page.evaluate("sessionStorage.clear()")
                if watch.page.evaluate("history.length") < LONGEST:
                    self.free.append(watch.page)
        for page in set(self.profile.pages) - set(self.free):
            page.close()
        self.forget({watch.host for watch in watches})

    def forget(self, hosts: set[str]) -> None:
        """Clear what pages of these hosts kept in the browser."""
        page = self.free[0] if self.free else self.profile.new_page()
        devtools = self.profile.new_cdp_session(page)
        for host in hosts:
            wanted = {"origin": f"http://{host}", "storageTypes": "local_storage"}
            devtools.send("Storage.clearDataForOrigin", wanted)
        devtools.detach()
        if not self.free:
            page.close()


@pytest.fixture(scope="session")
def people(browser: Browser) -> Iterator[Callable[[str, str], Person]]:
    """Return one profile for each person and theme: the front end is fetched once."""
    kept: dict[tuple[str, str], Person] = {}

    def person(name: str, theme: str) -> Person:
        if (name, theme) not in kept:
            profile = browser.new_context()
            profile.set_default_timeout(PATIENCE)
            kept[name, theme] = Person(profile, theme)
        return kept[name, theme]

    yield person
    for each in kept.values():
        each.profile.close()


@pytest.fixture
def open_page(people: Callable[[str, str], Person], server: Server) -> Iterator[Open]:
    """Open pages, and fail in the end on whatever went wrong; nothing is kept for the next test."""
    home = urlsplit(server.url).netloc
    opened: dict[tuple[str, str], list[Watch]] = {}

    def open_(
        path: str = "",
        *,
        theme: str = "light",
        size: tuple[int, int] = WIDE,
        at: Server | None = None,
        person: str = "one",
    ) -> Page:
        running = at or server
        page = people(person, theme).tab()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        watch = Watch(page, urlsplit(running.url).netloc)
        opened.setdefault((person, theme), []).append(watch)
        page.goto(f"{running.url}/{path}")
        settle(page)
        return page

    yield open_
    try:
        for watch in chain(*opened.values()):
            watch.check()
    finally:
        for whose, watches in opened.items():
            people(*whose).rest(watches, home)


@pytest.fixture(scope="session")
def models() -> list[oracle.Truth]:
    """All shipped models as the files have them, the most accurate first."""
    return oracle.models()
