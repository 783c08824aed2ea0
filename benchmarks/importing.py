"""Is an import quick, and does the server stay as it was? Times beside the libraries' own.

A Keras file of a million parameters and an ONNX file are imported end to end: opened in a worker,
probed, asked about the 10,000 test images, written. The first is measured against starting Python
with TensorFlow, the second against starting it with ONNX Runtime, in the same run. A server takes
the ONNX file meanwhile: it must neither load TensorFlow nor keep what the worker needed.

    python benchmarks/importing.py             two minutes; exit code 1 above a limit
    python benchmarks/importing.py --times     seconds and megabytes too
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from judging import Line, judge
from playwright.sync_api import Browser
from serving import DASHBOARD, ROOT, has_loaded, memory_mb, serve

SHIPPED = ROOT / "artifacts"
KERAS_LIMIT = 6.0  # times as long as TensorFlow takes to load
ONNX_LIMIT = 60.0  # times as long as ONNX Runtime, which is a fifth of a second, takes to load
GROWTH_LIMIT = 80.0  # MB
PATIENCE = 120_000  # milliseconds
KERAS_FILE = "cnn_best/model.keras"  # 0.93 million parameters
ONNX_FILE = "ann_best/model.onnx"  # 2.9 million parameters


def measurements(browser: Browser, folder: Path) -> Iterator[Line]:
    """Import both files, then one through the page of a running server."""
    for file, library, limit in (
        (KERAS_FILE, "tensorflow", KERAS_LIMIT),
        (ONNX_FILE, "onnxruntime", ONNX_LIMIT),
    ):
        alone = seconds_to_load(library)
        took = seconds_to_import(SHIPPED / file, folder)
        name = f"import of {file}, against loading {library}"
        yield Line(name, took / alone, limit, f"{took:.1f} / {alone:.1f} s")
    yield from through_the_page(browser, folder)


def seconds_to_load(library: str) -> float:
    """Return how long Python takes to start and load a library."""
    began = time.perf_counter()
    command = [sys.executable, "-c", f"import {library}"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a fixed command
    return time.perf_counter() - began


def seconds_to_import(file: Path, folder: Path) -> float:
    """Return how long the command takes from the file to the written model and its verdict."""
    mine = Path(tempfile.mkdtemp(dir=folder))
    roots = f"{mine}{os.pathsep}{SHIPPED}"
    command = [sys.executable, "-m", "fmnist", "import", str(file), "--name", "Measured", "--yes"]
    began = time.perf_counter()
    subprocess.run(  # noqa: S603 - a fixed command
        command,
        check=True,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"FMNIST_ARTIFACTS": roots},
    )
    return time.perf_counter() - began


def through_the_page(browser: Browser, folder: Path) -> Iterator[Line]:
    """Drop both files on the page, and look at the server before and after."""
    mine = folder / "mine"
    mine.mkdir()
    roots = {"FMNIST_ARTIFACTS": f"{mine}{os.pathsep}{SHIPPED}"}
    with serve(DASHBOARD, folder / "server.log", environment=roots) as server:
        page = browser.new_context().new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server.url}/yours")
        page.get_by_text("Imported models").wait_for()
        before = memory_mb(server)
        for file in (ONNX_FILE, KERAS_FILE):
            page.locator("input[type=file]").set_input_files(SHIPPED / file)
            page.get_by_label("Name", exact=True).fill(Path(file).parent.name)
            page.get_by_role("button", name="Add it").click()
            page.get_by_text("was added").wait_for()
        grown = memory_mb(server) - before
        yield Line("MB that the server grew by", grown, GROWTH_LIMIT, f"from {before:.0f} MB")
        yield Line("TensorFlow in the server", float(has_loaded(server, "libtensorflow")), 0.0)


if __name__ == "__main__":
    sys.exit(judge("Is an import quick?", measurements))
