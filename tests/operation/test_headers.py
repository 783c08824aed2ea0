"""Every answer carries the security headers, and what is not for visitors is not answered."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from benchmarks.serving import DASHBOARD, Server, serve
from fmnist.data.fingerprints import TEST_IMAGES
from pages.shared.server.headers import FRAME_VARIABLE, hashes, policy

BASE = "fashion"
ATLAS = f"/atlas/{TEST_IMAGES[:12]}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("headers") / "server.log"
    with serve(DASHBOARD, log, base=BASE) as running:
        yield running


def get(server: Server, path: str, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    connection.request(method, f"/{BASE}{path}")
    answer = connection.getresponse()
    return answer, answer.read()


def directives(answer: HTTPResponse) -> dict[str, list[str]]:
    (stated,) = answer.headers.get_all("Content-Security-Policy")
    parts = [part.split() for part in stated.split(";")]
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("", 307),
        ("/", 200),
        ("/confusion?cell=6-0", 200),
        ("/confusion/", 301),
        ("/unknown", 200),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/_stcore/agent/openapi.json", 200),
        ("/media/none.png", 404),
        (f"{ATLAS}/0.png", 200),
        (f"{ATLAS}/10.png", 404),
        ("/_stcore/metrics", 404),
        ("/../../etc/passwd", 400),
    ],
)
def test_every_answer_carries_every_header(server, path: str, status: int) -> None:
    answer, _ = get(server, path)

    assert answer.status == status
    policies = directives(answer)
    assert policies["default-src"] == ["'self'"]
    assert policies["object-src"] == policies["frame-ancestors"] == ["'none'"]
    assert policies["base-uri"] == policies["form-action"] == ["'self'"]
    assert policies["connect-src"] == ["'self'", "data:"]  # no other host
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "camera=(self)" in answer.headers["Permissions-Policy"]


def test_scripts_are_allowed_by_their_hash_and_from_this_server_only(server) -> None:
    answer, page = get(server, "/")

    inline = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    expected = {f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in inline}
    assert inline
    assert set(directives(answer)["script-src"]) == {"'self'", "blob:"} | expected


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/metrics?a=1"])
def test_the_servers_counts_are_closed(server, path: str) -> None:
    answer, words = get(server, path)

    assert answer.status == 404
    assert b"session" not in words


def test_a_known_script_has_the_hash_that_other_tools_give() -> None:
    """The example of the Content Security Policy specification, level 2."""
    assert hashes("<script>alert('Hello, world.');</script>") == [
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    ]


def test_frames_are_for_whom_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    assert policy("").endswith("frame-ancestors 'none'")

    monkeypatch.setenv(FRAME_VARIABLE, "'self' https://intranet.example")

    assert policy("").endswith("frame-ancestors 'self' https://intranet.example")
