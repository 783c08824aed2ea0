"""The download, from a server on this machine: success, a wrong file, no server."""

import hashlib
import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fmnist.data import dataset, download
from fmnist.errors import DataError

CONTENTS = {"a.gz": b"images" * 50_000, "b.gz": b"labels"}
REGISTRY = {
    name: f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"
    for name, content in CONTENTS.items()
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve `CONTENTS`; yield the address and the list of the paths that were asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            content = CONTENTS.get(self.path.removeprefix("/data/"))
            self.send_response(200 if content else 404)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    assert tmp_path.exists()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/data/", asked
        running.shutdown()
        thread.join()


def fetch(cache: Path, url: str, registry: dict[str, str] = REGISTRY) -> Path:
    return download.download_files(registry, url, cache, ways=dataset.WAYS_TO_GET, retries=0)


def test_files_are_fetched_once_with_a_progress_bar(
    tmp_path: Path, server: tuple[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    url, asked = server
    cache = tmp_path / "new" / "cache"
    assert fetch(cache, url) == cache
    assert {path.name: path.read_bytes() for path in cache.iterdir()} == CONTENTS
    assert asked == ["/data/a.gz", "/data/b.gz"]
    assert "100%" in capsys.readouterr().err
    fetch(cache, url)
    assert len(asked) == 2


def test_a_wrong_checksum_names_the_ways_out_and_leaves_no_file(
    tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    with pytest.raises(DataError, match=r"b\.gz .* not the published file: expected .*md5:0000"):
        fetch(tmp_path / "cache", server[0], REGISTRY | {"b.gz": f"md5:{0:032}"})
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["a.gz"]


def test_a_file_that_the_server_does_not_have(
    tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    with pytest.raises(DataError, match=r"c\.gz could not be downloaded .*HTTPError"):
        fetch(tmp_path, server[0], {"c.gz": f"md5:{0:032}"})


def test_no_network_names_the_ways_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(DataError, match=r"could not be downloaded .*ConnectionError") as refused:
        fetch(tmp_path, f"http://127.0.0.1:{port}/")
    for way_out in ("dataset-fashion-mnist", "--folder FOLDER", "FMNIST_DATA"):
        assert way_out in str(refused.value)


def test_a_cache_that_cannot_be_written(tmp_path: Path, server: tuple[str, list[str]]) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataError, match="could not be downloaded"):
        fetch(tmp_path / "file" / "cache", server[0])


def test_the_published_files_are_the_training_files() -> None:
    assert tuple(download.REGISTRY) == dataset.TRAIN_FILES
    assert download.BASE_URL.endswith("/")
    assert download.default_cache().name == "fmnist-dashboard"
