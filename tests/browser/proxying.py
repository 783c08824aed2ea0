"""A real nginx with this project's own configuration, before two copies of the app."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.serving import DASHBOARD, ROOT, Server, serve

BASE = "fashion"
UPLOAD_MB = 1
TEMPLATE = ROOT / "deploy" / "nginx.conf.template"
# What the image nginx brings around a site, with every path in the test's own folder.
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    log_format copies '$copy_of $upstream_addr';
    access_log {folder}/access.log copies;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Proxied:
    """The proxy's address below which the app is, the copies behind it, and its log."""

    url: str
    copies: tuple[Server, Server]
    log: Path

    def is_whole(self) -> bool:
        """Tell whether both copies listen: a test may have ended one."""
        return all(_listens(urlsplit(copy.url).port or 0) for copy in self.copies)

    def copies_of(self, cookie: str) -> set[str]:
        """Return the copies that answered requests with a cookie, the last of those tried."""
        rows = [line.split() for line in self.log.read_text().splitlines()]
        return {tried[-1] for known, *tried in rows if known == cookie}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


@contextmanager
def proxied(folder: Path) -> Iterator[Proxied]:
    """Run two copies below a base path, and nginx before them."""
    environment = {
        "STREAMLIT_SERVER_ALLOWED_HOSTS": "fashion.localhost",
        "STREAMLIT_SERVER_COOKIE_SECRET": "of a test",
        "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": str(UPLOAD_MB),
    }
    with (
        serve(DASHBOARD, folder / "copy_1.log", environment=environment, base=BASE) as first,
        serve(DASHBOARD, folder / "copy_2.log", environment=environment, base=BASE) as second,
        _nginx(folder, (first, second)) as url,
    ):
        yield Proxied(url, (first, second), folder / "access.log")


@contextmanager
def _nginx(folder: Path, copies: tuple[Server, Server]) -> Iterator[str]:
    port = free_port()
    _certify(folder)
    values = {
        "COPY_1": f"127.0.0.1:{urlsplit(copies[0].url).port}",
        "COPY_2": f"127.0.0.1:{urlsplit(copies[1].url).port}",
        "TLS_PORT": str(port),
        "TLS_FOLDER": str(folder),
        "HOST_NAME": "fashion.localhost",
        "REQUEST_MB": str(UPLOAD_MB + 1),
    }
    # Like the image's envsubst: only ${NAMES} that it knows, so that nginx keeps its own $variables
    site = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        site = site.replace("${" + name + "}", value)
    (folder / "site.conf").write_text(site)
    configuration = folder / "nginx.conf"
    configuration.write_text(AROUND.format(folder=folder))
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(folder), "-c"]
    process = subprocess.Popen([*command, str(configuration)])
    try:
        _wait(port, process, folder / "error.log")
        yield f"https://fashion.localhost:{port}/{BASE}"
    finally:
        process.terminate()
        process.wait()


def _certify(folder: Path) -> None:
    """Write a certificate that only a test believes."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=fashion.localhost"),
            *("-keyout", str(folder / "tls.key"), "-out", str(folder / "tls.crt")),
        ],
        check=True,
        capture_output=True,
    )


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and process.poll() is None:
        if _listens(port):
            return
        time.sleep(0.05)
    raise RuntimeError(f"nginx does not listen. It said: {log.read_text() if log.exists() else ''}")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
