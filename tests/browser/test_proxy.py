"""Behind a real nginx, two copies below a base path: nothing is lost between them."""

import json
import os
import re
import shutil
import signal
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import oracle
import pytest
from oracle import SHIRT, T_SHIRT, menu
from playwright.sync_api import Browser, BrowserContext, Page, expect
from proxying import BASE, UPLOAD_MB, Proxied, proxied
from watching import FIRST_RUN, Watch, settle, until

TILE = re.compile("^Test image")
SHEETS = """performance.getEntriesByType("resource")
  .filter((entry) => entry.name.includes("/fashion/atlas/") && entry.responseStatus === 200)"""
Visit = Callable[..., Page]

pytestmark = pytest.mark.skipif(
    shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") is None
    and os.environ.get("CI") != "true",
    reason="There is no nginx: apt-get install nginx-light",
)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Proxied]]:
    """Run them once for all tests, and anew after one that has ended a copy."""
    running: list[Proxied] = []
    with ExitStack() as stack:

        def whole() -> Proxied:
            if not running or not running[-1].is_whole():
                stack.close()
                folder = tmp_path_factory.mktemp("proxy")
                running.append(stack.enter_context(proxied(folder)))
            return running[-1]

        yield whole


@pytest.fixture
def behind(start: Callable[[], Proxied]) -> Proxied:
    """Both copies, and the proxy before them."""
    return start()


@pytest.fixture
def person(browser: Browser) -> Iterator[Visit]:
    """Let people come, each with a browser of his own; what goes wrong for one fails the test."""
    watches: list[Watch] = []

    def come(
        at: Proxied, path: str = "", *, watched: bool = True, cookie: str | None = None
    ) -> Page:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, ignore_https_errors=True
        )
        if cookie:
            name, host = "fashion_copy", urlsplit(at.url).hostname
            kept = {"name": name, "value": cookie, "domain": host, "path": "/"}
            context.add_cookies([{**kept, "secure": True, "httpOnly": True}])
        page = context.new_page()
        watch = Watch(page, urlsplit(at.url).netloc)
        page.goto(f"{at.url}/{path}")
        settle(page)
        if watched:
            watches.append(watch)
        return page

    yield come
    for watch in watches:
        watch.check()
        watch.page.context.close()


def cookie_of(context: BrowserContext) -> str:
    (cookie,) = [each for each in context.cookies() if each["name"] == "fashion_copy"]
    assert cookie["secure"]
    assert cookie["httpOnly"]
    return str(cookie["value"])


def test_a_deep_link_shows_its_images_and_the_menu_leads_on(behind, person) -> None:
    best = oracle.models()[0]
    image = min(best.indices(SHIRT, T_SHIRT))

    page = person(behind, f"confusion?models={best.key}&cell={SHIRT}-{T_SHIRT}&image={image}")

    expect(page.get_by_role("heading", name=f"Test image {image}")).to_be_visible()
    expect(page.get_by_role("button", name=TILE).first).to_be_visible()
    until(page, f"{SHEETS}.length > 0")
    for entry in menu()[:3]:
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=entry.title).click()
        expect(page).to_have_url(re.compile(f"/{BASE}/{entry.path}([?#]|$)"))
        settle(page)


def test_people_are_shared_out_and_each_stays_with_a_copy(behind, person) -> None:
    page = person(behind, "confusion")
    page.reload()
    settle(page)
    assert len(behind.copies_of(cookie_of(page.context))) == 1

    cookies = [ask(behind) for _ in range(40)]
    assert None not in cookies
    for cookie in cookies:
        assert ask(behind, cookie) is None, "who has a cookie gets no other"
    copies = [behind.copies_of(cookie) for cookie in cookies]
    assert [each for each in copies if len(each) != 1] == []
    assert len(set.union(*copies)) == 2


def ask(at: Proxied, cookie: str | None = None) -> str | None:
    """Ask for the health check, and return the cookie that the answer sets."""
    host = urlsplit(at.url)
    believing = ssl._create_unverified_context()  # noqa: S323 - of a certificate just made
    connection = HTTPSConnection("127.0.0.1", host.port, context=believing, timeout=10)
    headers = {"Host": host.netloc} | ({"Cookie": f"fashion_copy={cookie}"} if cookie else {})
    connection.request("GET", f"/{BASE}/_stcore/health", headers=headers)
    answer = connection.getresponse()
    assert answer.read() == b"ok"
    set_here = "\n".join(answer.headers.get_all("Set-Cookie") or [])  # Streamlit sets one too
    found = re.search("^fashion_copy=([^;]+)", set_here, re.MULTILINE)
    return found and found[1]


def test_downloads_and_uploads_arrive_whichever_copy_a_person_has(
    behind, person, tmp_path: Path
) -> None:
    asked = [ask(behind) for _ in range(40)]
    cookies = {copy: cookie for cookie in asked for copy in behind.copies_of(cookie)}
    mine, theirs = (person(behind, "findings", cookie=cookie) for cookie in cookies.values())
    mine.get_by_role("button", name="Start from the standard findings").click()

    file, count = saved_list(mine, tmp_path / "mine.json")
    theirs.locator("input[type=file]").set_input_files(file)
    expect(theirs.get_by_role("button", name="Remove")).to_have_count(count, timeout=FIRST_RUN)

    file, _ = saved_list(theirs, tmp_path / "theirs.json")
    mine.get_by_role("button", name="Remove").first.click()
    expect(mine.get_by_role("button", name="Remove")).to_have_count(count - 1)
    settle(mine)
    mine.locator("input[type=file]").set_input_files(file)
    expect(mine.get_by_role("button", name="Remove")).to_have_count(count, timeout=FIRST_RUN)
    for page, (copy, cookie) in zip((mine, theirs), cookies.items(), strict=True):
        assert cookie_of(page.context) == cookie
        assert behind.copies_of(cookie) == {copy}


def saved_list(page: Page, path: Path) -> tuple[Path, int]:
    """Download the findings that a page shows, and return them with their number."""
    expect(page.get_by_role("button", name="Remove").first).to_be_visible()
    settle(page)
    count = page.get_by_role("button", name="Remove").count()
    with page.expect_download() as caught:
        page.get_by_role("button", name="findings.json").click()
    caught.value.save_as(path)
    assert len(json.loads(path.read_text())["findings"]) == count
    return path, count


def test_a_file_above_the_proxy_s_limit_is_refused_in_a_sentence(
    behind, person, tmp_path: Path
) -> None:
    file = tmp_path / "findings.json"
    file.write_text(json.dumps({"findings": [], "filling": "x" * (UPLOAD_MB + 2) * 2**20}))
    page = person(behind, "findings")

    page.locator("input[type=file]").set_input_files(file)

    expect(page.get_by_text(re.compile(f"must be {UPLOAD_MB}.0 ?MB or smaller"))).to_be_visible()
    expect(page.get_by_text("AxiosError")).to_have_count(0)


def test_pins_and_the_view_survive_the_end_of_a_copy(behind, person) -> None:
    page = person(behind, "findings", watched=False)
    page.get_by_role("button", name="Start from the standard findings").click()
    expect(page.get_by_role("button", name="Remove").first).to_be_visible()
    settle(page)
    count = page.get_by_role("button", name="Remove").count()
    stored = 'JSON.parse(localStorage.getItem("fmnist-findings") ?? "{}").text ?? "null"'
    until(page, f"JSON.parse({stored})?.findings.length === {count}")

    (before,) = behind.copies_of(cookie_of(page.context))
    port = int(before.rpartition(":")[2])
    (mine,) = [copy for copy in behind.copies if urlsplit(copy.url).port == port]
    os.kill(mine.pid, signal.SIGKILL)

    page.reload()
    settle(page)
    expect(page.get_by_role("button", name="Remove")).to_have_count(count)
    expect(page).to_have_url(re.compile(f"/{BASE}/findings"))
    after = behind.copies_of(cookie_of(page.context)) - {before}
    assert len(after) == 1
    page.context.close()
