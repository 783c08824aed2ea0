"""Which names this server answers to.

A page on the web can point a name of its own at this machine after it was loaded (DNS rebinding):
the browser then lets it read whatever the server sends, because to the browser both are one host.
Such a request still carries the stranger's name in its ``Host`` header, and is refused here, for
pages, files and the websocket alike. An address in numbers cannot be bent that way, and passes.
"""

import socket
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

THIS_MACHINE: Final = ("localhost", "*.localhost")
COMMUNITY_CLOUD: Final = "*.streamlit.app"
"""Where Streamlit hosts apps: all its names are Streamlit's, so none leads to another machine."""

SHOWN: Final = 80  # characters of a stranger's header that the answer repeats
MISDIRECTED: Final = 421  # RFC 9110: not the server that speaks for this address


class HostCheck:
    """Middleware that answers to the names of this server only."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in a sentence."""
        if scope["type"] in {"http", "websocket"}:
            named = Headers(scope=scope).getlist("host")
            if len(named) != 1 or not answers_to(named[0]):
                await _refusal(", ".join(named))(scope, receive, send)
                return
        await self._app(scope, receive, send)


def answers_to(host: str) -> bool:
    """Tell whether a ``Host`` header, with or without a port, names this server."""
    name = _hostname(host)
    return name is not None and (
        _is_address(name) or any(_matches(name, pattern) for pattern in _names())
    )


def _names() -> tuple[str, ...]:
    """Return the names that pass, as ``localhost``, ``*.example.com`` or ``*`` for any."""
    allowed = tuple(st.get_option("server.allowedHosts"))
    own = (socket.gethostname(), f"{socket.gethostname()}.local", COMMUNITY_CLOUD)
    return (*THIS_MACHINE, *(allowed or own))


def _hostname(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        parts.port  # noqa: B018 - raises for what is no port
    except ValueError:
        return None
    if parts.hostname is None or parts.netloc != host or "@" in host:
        return None
    return parts.hostname.rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _matches(name: str, pattern: str) -> bool:
    wanted = pattern.strip().lower().rstrip(".")
    if wanted.startswith("*."):
        return name.endswith(wanted[1:])
    return wanted in {"*", name}


def _refusal(host: str) -> PlainTextResponse:
    shown = host if len(host) <= SHOWN else f"{host[:SHOWN]}…"
    return PlainTextResponse(
        f"This server does not answer for the host {shown!r}. Expected: localhost, an IP address, "
        "or a name that it was started with. If the name is this server's, start it with "
        "--server.allowedHosts NAME or STREAMLIT_SERVER_ALLOWED_HOSTS=NAME.\n",
        MISDIRECTED,
    )
