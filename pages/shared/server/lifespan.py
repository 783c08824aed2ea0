"""What the server does before and besides running pages."""

import ctypes
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from itertools import product
from typing import Final

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from fmnist.errors import FmnistError
from fmnist.evaluation_set import keys_of
from fmnist.metrics import DEFAULT_COLUMNS, METRICS
from fmnist.views.leaderboard import LeaderboardView
from pages.compare import _leaderboard_landing as landing
from pages.shared import cache
from pages.shared.images import atlas
from pages.shared.server import streamlit_internals
from pages.shared.server.front_end import FrontEnd
from pages.shared.server.headers import SecurityHeaders
from pages.shared.server.hosts import HostCheck

LANDING: Final = (
    "PIL.Image",
    "fmnist.views.parts.verdict",
    "pages.shared.storage.findings",
    "pages.shared.views",
    streamlit_internals.ICON_NAMES,
)
"""What the landing view or the first chart needs; Streamlit imports its own at the first icon."""

ARENA_MAX: Final = -8  # M_ARENA_MAX of malloc.h
MMAP_THRESHOLD: Final = -3  # M_MMAP_THRESHOLD; naming it also ends its growth
LARGE: Final = 256 * 1024  # bytes


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare the first request before the health check turns green.

    Whatever is imported or loaded beside the first requests takes its time from them twice: they
    wait for it, and it keeps the interpreter from sending Streamlit's own files.
    """
    streamlit_internals.leave_pages_folder_alone()
    streamlit_internals.look_nothing_up()
    for name in LANDING:
        import_module(name)
    # Whatever is wrong with images or models, the pages tell.
    with suppress(FmnistError), streamlit_internals.before_any_page():
        _compute_landing()
    _save_memory()
    # What is loaded stays: no full collection walks it. One then stops all sessions for 8 ms, not
    # for 77, after a visit to every page.
    gc.freeze()
    yield


def _compute_landing() -> None:
    cache.sheet_positions()
    if evaluated_models := cache.evaluated_models():
        cache.content(LeaderboardView(models=keys_of(evaluated_models)))
        landing.failures(evaluated_models)  # its first picture loads Pillow's formats, 0.04 s
        for name, evaluated in product(DEFAULT_COLUMNS, evaluated_models):
            METRICS[name].of(evaluated)


def _save_memory() -> None:
    """Tell the C library not to hoard what is freed (glibc only).

    Each run of a page is a thread. By default each new thread gets a heap of its own, up to eight
    per core, and what one has freed no other can use: 35 MB after a visit to every page. What is
    larger than `LARGE` goes back as soon as it is freed; with 4 MiB, what models freed while they
    answered stayed between the weights of the next: 65 MB after two strokes on the pad.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # absent from other C libraries
        if mallopt is not None:
            mallopt(ARENA_MAX, 1)
            mallopt(MMAP_THRESHOLD, LARGE)


def routes() -> list[Route]:
    """Return the app's own routes, each below the base path that the server was started with."""
    base = st.get_option("server.baseUrlPath").strip("/")
    prefix = f"/{base}" if base else ""
    return [Route(f"{prefix}{route.path}", route.endpoint) for route in atlas.routes]


middleware: Final = [Middleware(SecurityHeaders), Middleware(HostCheck), Middleware(FrontEnd)]
