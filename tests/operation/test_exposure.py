"""A start as the README has it: this machine only, nobody is asked, nothing is prompted for."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from benchmarks.serving import DASHBOARD, ROOT, Server, serve

HELLO = ROOT / "benchmarks" / "trivial" / "hello.py"
WATCH = """
import json, os, sys

def watch(event, arguments):
    if event == "socket.connect":
        asked = str(arguments[1][0] if isinstance(arguments[1], tuple) else arguments[1])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        asked = str(arguments[0])
    else:
        return
    with open(os.environ["ASKED"], "a") as file:
        file.write(json.dumps(asked) + "\\n")
    if asked not in ("localhost", "127.0.0.1", "::1", "None", ""):
        raise OSError(f"A test lets nobody ask {asked}.")

sys.addaudithook(watch)
"""
"""Notes each address that the process asks or looks up, and lets none but this machine's pass."""

EVERYWHERE = "0.0.0.0"  # noqa: S104 - as in a container
OURS = {"localhost", "127.0.0.1", "::1", "None", ""}


@contextmanager
def watched(script: Path, folder: Path, *options: str) -> Iterator[tuple[Server, Path]]:
    """Run a server whose connections are noted in a file."""
    (folder / "sitecustomize.py").write_text(WATCH)
    notes = folder / "asked"
    environment = {"PYTHONPATH": str(folder), "ASKED": str(notes), "HOME": str(folder)}
    with serve(script, folder / "server.log", environment=environment, options=options) as server:
        yield server, notes


def strangers(notes: Path) -> set[str]:
    """Return who was asked besides this machine."""
    asked = notes.read_text().splitlines() if notes.exists() else []
    return {json.loads(line) for line in asked} - OURS


def ask(server: Server, host: str, path: str = "/") -> tuple[int, str]:
    """Ask for a page under a name."""
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    with watched(DASHBOARD, tmp_path_factory.mktemp("exposure")) as running:
        yield running


def stream(server: Server) -> str:
    return f"{server.url.replace('http', 'ws')}/_stcore/stream"


def test_other_machines_are_not_answered(server) -> None:
    """127.0.0.2 leads to this machine too, but not to a server that listens to 127.0.0.1 alone."""
    port = urlsplit(server[0].url).port

    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", port)):
        pass


def test_a_server_that_is_to_be_seen_is(tmp_path: Path) -> None:
    with watched(DASHBOARD, tmp_path, "--server.address", EVERYWHERE) as (server, notes):
        with socket.create_connection(("127.0.0.2", urlsplit(server.url).port), timeout=5):
            pass

        assert strangers(notes) == set()


def test_nobody_is_asked_anything_when_it_starts_and_shows_a_page(server) -> None:
    running, notes = server

    assert ask(running, "localhost")[0] == 200
    with connect(stream(running), origin=running.url):
        pass
    assert strangers(notes) == set()


def test_on_the_terminal_it_says_where_it_is_and_warns_of_nothing(server) -> None:
    running, notes = server

    said = (notes.parent / "server.log").read_text()

    assert f":{urlsplit(running.url).port}" in said
    assert "warning" not in said.lower()


def test_the_watch_sees_what_a_plain_app_asks(tmp_path: Path) -> None:
    """Without the settings here Streamlit asks a host on the web for this machine's address."""
    with watched(HELLO, tmp_path) as (_, notes):
        assert any("checkip" in name for name in strangers(notes))


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost.evil.example", "http://10.1.1.1"]
)
def test_a_websocket_of_foreign_origin_is_refused_and_nobody_is_asked(server, origin) -> None:
    running, notes = server

    with pytest.raises(InvalidStatus) as refusal, connect(stream(running), origin=origin):
        pass

    assert refusal.value.response.status_code == 403
    assert strangers(notes) == set()


@pytest.mark.parametrize("path", ["/", "/confusion", "/_stcore/health", "/static/js/x.js"])
@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example:80", "127.0.0.1.evil.example", "a@localhost", ""],
)
def test_a_foreign_host_is_refused_everywhere_in_a_sentence(server, host, path) -> None:
    status, words = ask(server[0], host, path)

    assert status == 421
    assert words.startswith(f"This server does not answer for the host {host!r}.")
    assert "--server.allowedHosts" in words


def test_a_websocket_under_a_foreign_host_is_refused(server) -> None:
    """As after a rebinding: page and websocket are of one host, but not of this one."""
    address = urlsplit(server[0].url)
    foreign = f"ws://evil.example:{address.port}/_stcore/stream"

    with (
        socket.create_connection((address.hostname, address.port), timeout=5) as line,
        pytest.raises(InvalidStatus) as refusal,
        connect(foreign, sock=line, origin=f"http://evil.example:{address.port}"),
    ):
        pass

    assert refusal.value.response.status_code == 421


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:9", "localhost.", "127.0.0.1:9", "[::1]:9", "192.168.1.7:9"]
)
def test_this_machines_names_and_addresses_in_numbers_are_answered(server, host) -> None:
    assert ask(server[0], host)[0] == 200


def test_a_first_start_prompts_for_nothing(tmp_path: Path) -> None:
    """Not headless and in a new home, where Streamlit would ask for an e-mail address."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    process = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.headless", "false"],
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path), "BROWSER": "true"},
        stdin=subprocess.PIPE,  # open and silent, as a person who does not know what to answer
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = ""
        while "URL:" not in said:
            line = process.stdout.readline()
            assert line, f"It ended, or waits for an answer, after: {said}"
            said += line
            assert "mail" not in said.lower()
    finally:
        process.kill()
        process.wait()
