"""A page under watch: whatever goes wrong in it while a test drives it is kept."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page

WIDE = (1440, 900)
PROJECTOR = (1280, 720)
PHONE = (390, 844)
FIRST_RUN = 60_000.0  # milliseconds; a page may compute for seconds once, and says so meanwhile
# On a deep link Streamlit first looks for its own addresses below the page's, in vain.
PROBES = re.compile(r"^(/[^/]+)+/_stcore/(host-config|health)$")
SETTLED = """(() => {
  const app = document.querySelector("[data-testid=stApp]");
  if (app?.dataset.testScriptState !== "notRunning") return false;
  if (app.dataset.testConnectionState !== "CONNECTED") return false;
  if (app.querySelector("[data-testid=stSkeleton], [data-testid=stSpinner]")) return false;
  const within = (root) => root.querySelector("h1");
  const shadows = () => [...app.querySelectorAll("*")].map((each) => each.shadowRoot);
  const title = within(app) ?? shadows().filter(Boolean).map(within).find(Boolean);
  return Boolean(title?.checkVisibility({ visibilityProperty: true }));
})()"""


@dataclass
class Watch:
    """What went wrong in one page.

    Attributes
    ----------
    host : str
        The only host, with its port, that may be asked for anything.
    problems : list of str
        One line for each thing that went wrong.
    """

    page: Page
    host: str
    problems: list[str] = field(default_factory=list)

    @cached_property
    def _listeners(self) -> dict[str, Callable[..., None]]:
        return {
            "console": self._console,
            "pageerror": lambda error: self.problems.append(f"page error: {error}"),
            "request": lambda request: self._address(request.url),
            "websocket": lambda socket: self._address(socket.url),
        }

    def __post_init__(self) -> None:
        """Listen from the first request on."""
        for event, listener in self._listeners.items():
            self.page.on(event, listener)

    def end(self) -> None:
        """Listen no more: the page goes on to another test."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    def check(self) -> None:
        """Fail if anything went wrong until now."""
        exceptions = self.page.get_by_test_id("stException").all_inner_texts()
        wrong = self.problems + exceptions
        assert not wrong, "\n".join(wrong)

    def _console(self, message: ConsoleMessage) -> None:
        address = urlsplit(message.location["url"])
        is_probe = address.netloc == self.host and PROBES.match(address.path)
        if message.type == "error" and not ("404" in message.text and is_probe):
            self.problems.append(f"console: {message.text} ({address.geturl()})")

    def _address(self, url: str) -> None:
        parts = urlsplit(url.removeprefix("blob:"))
        if parts.scheme != "data" and parts.netloc != self.host:
            self.problems.append(f"request to another host: {url}")


def settle(page: Page) -> None:
    """Wait until the page has a title, its script has run and nothing is left to come.

    The page itself looks, all at once: Playwright's own waits ask for the roles of everything in
    it, again and again, which took a tenth of what opening a page takes.
    """
    until(page, SETTLED)


def turn_to(page: Page, size: tuple[int, int]) -> None:
    """Show a page on another screen from its top, as if it had been opened there."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.get_by_test_id("stMain").evaluate("(main) => { main.scrollTop = 0; }")
    settle(page)


def until(page: Page, condition: str) -> None:
    """Wait until a condition in JavaScript holds.

    The page's content security policy forbids Playwright's own way, which evaluates text again and
    again.
    """
    page.evaluate(
        """async ([condition, most]) => {
          const end = performance.now() + most;
          while (!HOLDS) {
            if (performance.now() > end) throw new Error(`Not so in time: ${condition}`);
            await new Promise((next) => setTimeout(next, 20));
          }
        }""".replace("HOLDS", f"({condition})"),
        [condition, FIRST_RUN],
    )


def focus(control: Locator) -> None:
    """Give a control the focus, and wait until the page has scrolled to it.

    Nobody presses a key within the same frame; a list that it opens closes as the page scrolls.
    """
    control.focus()
    control.page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def unfold(page: Page, title: str) -> None:
    """Open an expander, and wait until it stands open: what is clicked while it grows is lost."""
    page.get_by_text(title, exact=True).click()
    until(page, "document.getAnimations().length === 0")


def until_kept(page: Page, words: str) -> None:
    """Wait until the browser keeps a text: it does so after the run that shows it."""
    kept = "Object.values({...localStorage})"
    until(page, f"{kept}.some((text) => text.includes({json.dumps(words)}))")
