"""Is the app quick? It is measured beside trivial Streamlit apps, in the same run, by turns.

Only ratios are judged: milliseconds depend on the machine and on what else it does. Times are taken
in the page, from the click or the navigation to the frame in which the result stands painted.

    python benchmarks/speed.py             a few minutes; exit code 1 above a limit
    python benchmarks/speed.py --times     the medians in milliseconds too
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from measuring import chromium, fresh_page, has_loaded, load, memory_mb
from playwright.sync_api import Browser, Page
from serving import DASHBOARD, serve
from views import (
    TRIVIAL,
    Result,
    again,
    cell_click,
    first_view,
    image_opening,
    menu_steps,
)

MOST_MEGABYTES: Final = 250.0
COLD_TURNS: Final = 5
WARM_TURNS: Final = 11


def main() -> int:
    """Measure, print a line for each comparison, and return 1 if one is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", action="store_true", help="print medians in milliseconds too")
    with_times = parser.parse_args().times
    broken = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for name, value, limit, note in measurements(browser, Path(folder)):
            fits = value <= limit
            line = f"{name:42} {value:8.2f}  limit {limit:6.2f}  {'ok' if fits else 'TOO MUCH'}"
            print(f"{line}  {note if with_times else ''}".rstrip(), flush=True)
            if not fits:
                broken.append(name)
    return 1 if broken else 0


def measurements(browser: Browser, logs: Path) -> Iterator[tuple[str, float, float, str]]:
    """Yield a name, a value, its limit and a note for each thing that is measured."""
    yield _line(first_view(browser, logs, limit=1.3, times=COLD_TURNS))
    with ExitStack() as stack:
        server = stack.enter_context(serve(DASHBOARD, logs / "app.log"))
        ours, two_pages, rerun = (stack.enter_context(fresh_page(browser)) for _ in range(3))
        for page, script in ((two_pages, "two_pages.py"), (rerun, "rerun.py")):
            trivial = stack.enter_context(serve(TRIVIAL / script, logs / f"{script}.log"))
            load(page, trivial.url, "document.querySelectorAll('h1, button p').length > 0")
        load(ours, server.url, "complete()")
        for result in menu_steps(ours, two_pages, limit=2.0, times=WARM_TURNS):
            yield _line(result)
        names = [row["name"] for row in model_rows(ours, server.url)]
        load(ours, address(server.url, names[:1]), "complete()")
        yield _line(cell_click(ours, again(rerun), "cell to its images", limit=2.5, times=WARM_TURNS))
        yield _line(image_opening(ours, again(rerun), limit=2.0, times=WARM_TURNS))
        load(ours, address(server.url, names[:4]), "complete()")
        four = "cell to its images, four matrices"
        yield _line(cell_click(ours, again(rerun), four, limit=2.5, times=WARM_TURNS))
        yield "server memory in MB, after all pages", memory_mb(server), MOST_MEGABYTES, ""
        loaded = float(has_loaded(server, "libtensorflow"))
        yield "TensorFlow loaded by the server", loaded, 0.0, ""
