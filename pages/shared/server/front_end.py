"""Streamlit's front end, sent sooner: the files of the first view are kept and asked for early.

Streamlit sends its front end file by file through a thread each, and a browser waits for some sixty
of them before anything can be drawn. Kept in memory they go out at once. Its page names the files
of its main bundle only; a part that one kind of element needs is asked for when such an element
first arrives. Every page here mounts components: named in the head of the page, their part comes
beside the bundle instead of after it.

Measured on a quiet machine of two cores, ten cold landing views by turns, medians: 1,024 ms with
both, 1,034 without the second, 1,092 without the first, 1,067 without either; a trivial app 735.
"""

import re
from mimetypes import guess_type
from pathlib import Path
from typing import Final

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.shared.server.streamlit_internals import LATE_PARTS, front_end_folder

NAMED: Final = re.compile(r"""["']\./(static/[\w./-]+)["']""")
IMPORTED: Final = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
HEADERS: Final = {"Cache-Control": "public, immutable, max-age=31536000"}
"""Streamlit's own for these files, whose names hold a hash of what is in them."""


class FrontEnd:
    """Middleware that sends the files of the first view, and adds a ``Link`` to every page."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app
        root = front_end_folder()
        parts = needed(root)
        base = st.get_option("server.baseUrlPath").strip("/")
        self._answers = {
            f"/{base}/{file}".replace("//", "/"): Response(
                (root / file).read_bytes(), media_type=guess_type(file)[0], headers=HEADERS
            )
            for file in (*named(root), *parts)
        }
        self._link = ", ".join(f"<./{file}>; rel=modulepreload; crossorigin" for file in parts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a kept file; pass on any other, and a page with the header."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start" and self._link:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", self._link)
            await send(message)

        answer = self._answers.get(scope["path"])
        if answer is None:
            await self._app(scope, receive, send_with_link)
        else:
            await answer(scope, receive, send)


def named(root: Path) -> list[str]:
    """Return the files that the front end's page asks for by itself, relative to `root`."""
    page = (root / "index.html").read_text(encoding="utf-8")
    return [file for file in dict.fromkeys(NAMED.findall(page)) if (root / file).is_file()]


def needed(root: Path, parts: tuple[str, ...] = LATE_PARTS) -> list[str]:
    """Return the files that parts of the front end take, but for those that its page names.

    Parameters
    ----------
    root
        The folder of the front end's ``index.html``.
    parts
        Names of files without their hashes. One that is not there is left out: the browser asks
        for it later, as it does by itself.

    Returns
    -------
    list of str
        Relative to `root`, such as ``static/js/BidiComponent.CE4SdmW3.js``.
    """
    folder = root / "static" / "js"
    known = {Path(file).name for file in named(root)}
    found: list[str] = []
    waiting = [path.name for part in parts for path in sorted(folder.glob(f"{part}.*.js"))]
    while waiting:
        name = waiting.pop()
        if name not in known:
            known.add(name)
            found.append(f"static/js/{name}")
            waiting += IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return found
