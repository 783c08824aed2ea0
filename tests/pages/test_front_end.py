"""The files of the first view are sent from memory, and its late part is asked for early."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from driving import run_apart
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit import config, file_util

from pages.shared.server.front_end import FrontEnd, named, needed

ROOT = Path(file_util.get_static_dir())


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    """Stand for Streamlit: a page at /, words anywhere else."""
    answer = HTMLResponse("page") if scope["path"] == "/" else PlainTextResponse("not kept")
    await answer(scope, receive, send)


@dataclass(frozen=True)
class Answer:
    """What a browser would get; names of headers in small letters."""

    headers: dict[str, str]
    content: bytes


def ask(path: str, method: str = "GET") -> Answer:
    """Ask the middleware around `inner`."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": method, "path": path, "headers": []}
    run_apart(lambda: FrontEnd(inner)(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(headers, b"".join(message["body"] for message in sent[1:]))


@pytest.fixture
def below_a_path() -> Iterator[None]:
    config.set_option("server.baseUrlPath", "models")
    yield
    config.set_option("server.baseUrlPath", "")


def test_every_file_of_the_first_view_is_sent_as_it_is_on_disk() -> None:
    files = [*named(ROOT), *needed(ROOT)]
    kinds = {Path(file).suffix for file in files}

    assert {".js", ".css", ".woff2"} <= kinds
    for file in files:
        answer = ask(f"/{file}")
        assert answer.content == (ROOT / file).read_bytes()
        assert "immutable" in answer.headers["cache-control"]


def test_scripts_and_styles_have_the_types_that_browsers_insist_on() -> None:
    types = {Path(file).suffix: ask(f"/{file}").headers["content-type"] for file in named(ROOT)}

    assert types[".js"].startswith(("text/javascript", "application/javascript"))
    assert types[".css"].startswith("text/css")


def test_the_app_answers_everything_else() -> None:
    file = named(ROOT)[0]

    assert ask("/static/js/unknown.js").content == b"not kept"
    assert ask(f"/{file}", "POST").content == b"not kept"
    assert "link" not in ask("/confusion").headers


def test_a_page_asks_early_for_the_late_part() -> None:
    link = ask("/").headers["link"]

    for file in needed(ROOT):
        assert f"<./{file}>; rel=modulepreload" in link


@pytest.mark.usefixtures("below_a_path")
def test_below_a_base_path_the_files_are_there_and_only_there() -> None:
    file = named(ROOT)[0]

    assert ask(f"/models/{file}").content == (ROOT / file).read_bytes()
    assert ask(f"/{file}").content == b"not kept"


def test_the_installed_front_end_has_the_part_and_its_page_does_not_name_it() -> None:
    files = needed(ROOT)

    page = (ROOT / "index.html").read_text(encoding="utf-8")
    assert any("BidiComponent" in file for file in files)
    for file in files:
        assert (ROOT / file).is_file()
        assert file not in page


def test_a_part_comes_with_all_that_it_imports(tmp_path: Path) -> None:
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<script src="./static/js/main.1.js"></script>')
    (folder / "main.1.js").write_text("")
    (folder / "Part.a.js").write_text('import{a}from"./b.2.js";import"./main.1.js";')
    (folder / "b.2.js").write_text('import{c}from"./c.3.js";import x from"./b.2.js"')
    (folder / "c.3.js").write_text("export const c = 1;")

    assert needed(tmp_path, ("Part", "Missing")) == [
        "static/js/Part.a.js",
        "static/js/b.2.js",
        "static/js/c.3.js",
    ]
