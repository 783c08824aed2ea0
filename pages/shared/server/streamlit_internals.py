"""All that this app knows of Streamlit beyond its documented interface, and why.

Another version may change any of it: `tests/operation/test_streamlit_internals.py` names each, so
that an upgrade fails there and not on somebody's screen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from logging import getLogger
from pathlib import Path
from typing import Final

from streamlit import file_util, net_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils import script_run_context

ICON_NAMES: Final = "streamlit.material_icon_names"
"""A module that Streamlit imports at the first icon, while somebody waits for it."""

METRICS: Final = "/_stcore/metrics"
"""Where Streamlit tells counts of sessions and sizes of caches."""

LATE_PARTS: Final = ("BidiComponent", "Html")
"""Parts of the front end, files named after them, that every page of this app needs."""

TEST_IDS: Final = frozenset(
    {
        "stApp",
        "stButtonGroup",
        "stElementContainer",
        "stLayoutWrapper",
        "stMain",
        "stMainBlockContainer",
        "stMarkdownContainer",
        "stPlotlyChart",
        "stSidebarNavSeparator",
        "stSliderThumbValue",
        "stVerticalBlock",
    }
)
"""Elements of the front end that styles and scripts here look for, by their ``data-testid``."""


def front_end_folder() -> Path:
    """Return the folder of the front end's ``index.html``."""
    return Path(file_util.get_static_dir())


def leave_pages_folder_alone() -> None:
    """Keep `pages/` from being read as the classic form of multipage apps.

    It is so until the first ``st.navigation`` call, and a deep link that is the server's very first
    request would then meet "Page not found".
    """
    PagesManager.uses_pages_directory = False


@contextmanager
def before_any_page() -> Iterator[None]:
    """Let what is cached be computed without a page, of which Streamlit would warn."""
    log = getLogger(script_run_context.__name__)
    was, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = was


def look_nothing_up() -> None:
    """Let a websocket of foreign origin be refused without asking who this machine is.

    Streamlit compares the origin with this machine's addresses, and asks a host on the web for the
    outer one. No page of this app comes from there unless it is named in the configuration.
    """
    net_util._internal_ip = "127.0.0.1"  # noqa: SLF001 - there is no option
    net_util._external_ip = ""  # noqa: SLF001
