"""What the server does before and besides running pages."""

import ctypes
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from inspect import stack
from typing import Final

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from pages.shared import atlas, cache
from pages.shared.preload import Preload

FIRST_VIEW: Final = (
    "PIL.Image",
    "fmnist.report.verdict",
    "pages.shared.findings",
    "pages.shared.first_view",
    "pages.shared.pins",
    "streamlit.material_icon_names",
)
"""Modules that the landing view needs; Streamlit's own are imported at the first icon."""

MMAP_THRESHOLD: Final = -3  # M_MMAP_THRESHOLD of malloc.h; naming it also ends its growth
LARGE: Final = 4 * 1024 * 1024  # bytes; smaller ones come and go at every click


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare the first request before the health check turns green.

    Whatever is imported or loaded beside the first requests takes its time from them twice: they
    wait for it, and it keeps the interpreter from sending Streamlit's own files.
    """
    # `pages/` is read as the classic form of multipage apps until the first st.navigation call, and
    # a deep link that is the server's very first request would then meet "Page not found".
    PagesManager.uses_pages_directory = False
    for name in FIRST_VIEW:
        import_module(name)
    cache.contenders()
    cache.comparisons()
    cache.sheet_positions()
    stack()  # Streamlit's first element asks for it; 0.09 s, then `inspect` knows the modules
    _give_memory_back()
    gc.freeze()  # what is loaded stays: no collection, of which each run makes one, walks it again
    yield


def _give_memory_back() -> None:
    """Let the C library return what large arrays took as soon as they are freed (glibc only)."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # absent from other C libraries
        if mallopt is not None:
            mallopt(MMAP_THRESHOLD, LARGE)


routes: Final = atlas.routes
middleware: Final = [Middleware(Preload)]
