"""Running pages without a browser, and reading what they show."""

import asyncio
import json
import re
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from oracle import ROOT, menu
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from fmnist.report.findings import read_list

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # a sign that stands for itself in Markdown
WAITS_FOR_THE_BROWSER = "pages/present/slideshow.py"  # which keeps what it shows
Answer = TypeVar("Answer")
SPOKEN = ("title", "header", "subheader", "caption", "markdown", "info", "warning", "error")


def open_page(file: str, **query: str | list[str]) -> AppTest:
    """Run a page of the app as a link to it would, with a query string.

    `AppTest.switch_page` knows a page's address only after another page ran; the landing page would
    cost half of a test's time.
    """
    app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=60)
    path = next(entry.path for entry in menu() if entry.file == file)
    app._page_hash = calc_hash(path) if path else ""
    app.query_params.update(query)
    return app.run()


def views(app: AppTest) -> list[Any]:
    """Return what the page itself shows; the side bar, too, has a component."""
    kinds = ("bidi_component", "plotly_chart", "metric", "file_uploader")
    return [element for kind in kinds for element in app.main.get(kind)]


def payloads(app: AppTest, field: str) -> list[dict[str, Any]]:
    """Return what the page sends to those of its components whose data have a field."""
    elements = app.get("bidi_component")
    sent = [data for element in elements for data in json.loads(element.proto.json)]
    return [data for data in sent if field in data]


def text_of(app: AppTest) -> str:
    """Return the page's own sentences and big numbers, with plain spaces and no Markdown."""
    said = " | ".join(_said(app)).replace("\N{NO-BREAK SPACE}", " ").replace("**", "")
    return ESCAPED.sub(r"\1", said)


def _said(app: AppTest) -> Iterator[str]:
    for kind in SPOKEN:
        yield from (element.value for element in app.get(kind))
    for metric in app.metric:
        yield f"{metric.label}: {metric.value} ({metric.delta})"
    yield from (link.proto.label for link in app.get("page_link"))
    yield from (revealed["text"] for revealed in payloads(app, "origin"))


def stored_findings(page) -> list:
    """Return the findings that the page hands to the browser."""
    [data] = [sent for sent in payloads(page, "revision") if sent["name"].endswith("findings")]
    return list(read_list(data["text"].encode()).findings)


def run_apart(work: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer:
    """Run a coroutine in a thread: Playwright's loop runs in this one once a browser was used."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()
