"""Start a Streamlit server and find a Chromium, for the benchmarks and for tests/browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
DASHBOARD: Final = ROOT / "dashboard.py"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
FEATURES: Final = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "PaintHolding",
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "DestroyProfileOnBrowserClose",
)
LAUNCH_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Chromium prepares the list below its address bar in a renderer of its own for each window,
    # seen or not: a third of what a page takes. Only the last list of features counts, so that
    # those that Playwright switches off, and a page might show, stand here again.
    f"--disable-features={','.join(FEATURES)}",
)
START_SECONDS: Final = 60.0
POLL_SECONDS: Final = 0.02


@dataclass(frozen=True)
class Server:
    """A healthy server.

    Attributes
    ----------
    url : str
        Without a slash at its end.
    pid : int
        Of the server's own process.
    log : Path
        What the server prints.
    started : float
        Seconds since the epoch when its process was started.
    """

    url: str
    pid: int
    log: Path
    started: float


def find_browser(names: Sequence[str] = BROWSERS) -> str | None:
    """Return the path of the first Chromium of these names that is installed, or None."""
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def serve(
    script: Path,
    log: Path,
    *,
    environment: Mapping[str, str] | None = None,
    options: tuple[str, ...] = (),
    port: int | None = None,
    base: str = "",
) -> Iterator[Server]:
    """Run ``streamlit run script`` until the block ends.

    Parameters
    ----------
    script
        The entry of the app; its folder is the working directory.
    log
        File to which the server's output is written.
    environment
        Variables besides the present ones.
    options
        Further options of ``streamlit run``.
    port
        To listen on; a free one by default.
    base
        The path below which the app is served, such as ``fashion``.

    Raises
    ------
    RuntimeError
        The server ended, or was not healthy in time; the message holds what it printed.
    """
    port = port or _free_port()
    url = f"http://localhost:{port}/{base}".rstrip("/")
    command = [sys.executable, "-m", "streamlit", "run", script.name, *options]
    command += ["--server.port", str(port), "--server.headless", "true"]
    command += ["--server.baseUrlPath", base] if base else []
    with log.open("w") as output:
        started = time.time()
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            cwd=script.parent,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_healthy(url, process, log)
            yield Server(url, process.pid, log, started)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def memory_mb(server: Server) -> float:
    """Return the resident memory of the server's process."""
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def processor_seconds(server: Server) -> float:
    """Return how long the server's process has worked, on all cores together."""
    fields = Path(f"/proc/{server.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    user, system = fields[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def has_loaded(server: Server, library: str) -> bool:
    """Tell whether the server's process has mapped a file whose name holds `library`."""
    maps = Path(f"/proc/{server.pid}/maps").read_text(encoding="utf-8")
    return library in maps


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:  # noqa: S310 - our own server
                if answer.status == 200:  # noqa: PLR2004 - OK
                    return
        except OSError:
            time.sleep(POLL_SECONDS)
    raise RuntimeError(f"The server at {url} is not healthy. It printed:\n{log.read_text()}")
