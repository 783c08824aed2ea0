"""What each answer tells the browser to refuse, and what is not answered at all.

Scripts run only from this server, and of those written into a page only Streamlit's own: whatever
text of a record or a file should ever become markup, the browser neither runs it nor fetches what
it names. Streamlit's own page has one inline script, which changes with its version: its hash is
taken when the server starts.
"""

import os
import re
from base64 import b64encode
from hashlib import sha256
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.shared.server.streamlit_internals import METRICS, front_end_folder

INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
FRAME_VARIABLE: Final = "FMNIST_FRAME_ANCESTORS"

FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # an address names models, images and filters
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Middleware that adds the headers to every answer and closes what is not for visitors."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app, and take the hash of the inline script that its page has."""
        self._app = app
        page = (front_end_folder() / "index.html").read_text(encoding="utf-8")
        self._scripts = " ".join(hashes(page))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({**FIXED, "Content-Security-Policy": policy(self._scripts)})
            await send(message)

        closed = scope["path"].rstrip("/").endswith(METRICS)  # nobody's business, and expensive
        app = PlainTextResponse("Not found.\n", 404) if closed else self._app
        await app(scope, receive, send_with_headers)


def hashes(page: str) -> list[str]:
    """Return the inline scripts of a page as sources of a content security policy."""
    digests = (sha256(script.encode()).digest() for script in INLINE.findall(page))
    return [f"'sha256-{b64encode(digest).decode()}'" for digest in digests]


def policy(scripts: str) -> str:
    """Return the content security policy.

    Parameters
    ----------
    scripts
        The hashes of inline scripts that may run, as sources.

    Notes
    -----
    Components import their script from a ``blob:`` that the front end makes, and the front end
    writes its styles into the page. A photograph is handed over as a ``data:`` address, which the
    front end fetches before it sends the picture; such an address leads to no other host. Who may
    show the app in a frame is nobody, unless ``FMNIST_FRAME_ANCESTORS`` names them; the variable is
    read at each answer because Streamlit also sets variables from its secrets, after the start.
    """
    frames = os.environ.get(FRAME_VARIABLE) or "'none'"
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self' data:",
            "connect-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {frames}",
        )
    )
