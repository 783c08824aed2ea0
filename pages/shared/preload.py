"""Ask the browser early for the part of Streamlit's front end that every page here needs.

Streamlit's page names the files of its main bundle; a part that one kind of element needs is asked
for when such an element first arrives. Every page here mounts components: named in the head of the
page, their part comes beside the bundle instead of after it.
"""

import re
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

PARTS: Final = ("BidiComponent",)
IMPORTED: Final = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


class Preload:
    """Middleware that adds a ``Link`` header to every HTML page."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app
        files = needed(Path(file_util.get_static_dir()))
        self._link = ", ".join(f"<./{file}>; rel=modulepreload; crossorigin" for file in files)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, and its answer with the header."""

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start" and self._link:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", self._link)
            await send(message)

        await self._app(scope, receive, send_with_link if scope["type"] == "http" else send)


def needed(root: Path, parts: tuple[str, ...] = PARTS) -> list[str]:
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
    known = set(re.findall(r"js/([\w.-]+\.js)", (root / "index.html").read_text(encoding="utf-8")))
    found: list[str] = []
    waiting = [path.name for part in parts for path in sorted(folder.glob(f"{part}.*.js"))]
    while waiting:
        name = waiting.pop()
        if name not in known:
            known.add(name)
            found.append(f"static/js/{name}")
            waiting += IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return found
