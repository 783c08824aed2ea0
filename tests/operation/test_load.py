"""The visitors of the load benchmark see what a person sees, and notice what goes wrong."""

import sys
from collections.abc import Iterator
from pathlib import Path

import oracle
import pytest
from driving import run_apart

from benchmarks.serving import DASHBOARD, ROOT, Server, has_loaded, serve

sys.path.insert(0, str(ROOT / "benchmarks"))  # a folder of scripts: they import each other by name
from load import WALK, crowd
from visitor import VisitError, visit


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(DASHBOARD, tmp_path_factory.mktemp("load") / "server.log") as running:
        yield running


def test_a_crowd_walks_without_an_error_and_every_step_is_timed(server) -> None:
    times = run_apart(lambda: crowd(server, 3, WALK, think=0.05))

    assert times.errors == []
    assert set(times.seconds) == set(WALK)
    assert all(0 < seconds < 60 for taken in times.seconds.values() for seconds in taken)


def test_a_visitor_s_click_on_a_cell_opens_that_cell_s_images(server) -> None:
    async def click() -> tuple[str, set[int]]:
        async with visit(server.url) as visitor:
            await visitor.open("confusion")
            await WALK["cell"](visitor)
            gallery = next(each for each in visitor.components.values() if "indices" in each.data)
            return visitor.query, set(gallery.data["indices"])

    query, indices = run_apart(click)

    best = oracle.models()[0]
    assert "cell=6-0" in query
    assert indices <= best.indices(6, 0)
    assert len(indices) == min(100, best.count(6, 0))


def test_a_visitor_turns_to_other_images(server) -> None:
    async def turn() -> list[set[int]]:
        shown = []
        async with visit(server.url) as visitor:
            await visitor.open("samples")
            for page in (2, 3):
                await visitor.turn(page)
                galleries = [each.data for each in visitor.components.values()]
                shown += [set(data["indices"]) for data in galleries if "indices" in data]
        return shown

    first, second = run_apart(turn)
    assert len(first) == len(second) == 100
    assert first.isdisjoint(second)


def test_a_visitor_meets_every_page_of_the_menu(server) -> None:
    async def menu() -> list[str]:
        async with visit(server.url) as visitor:
            await visitor.open("")
            return visitor.pages

    assert run_apart(menu) == [entry.path for entry in oracle.menu()]


def test_no_page_loads_what_none_needs(server) -> None:
    async def every_page() -> None:
        for entry in oracle.menu():
            await look(server.url, entry.path)

    run_apart(every_page)

    assert has_loaded(server, "onnxruntime")  # the question makes sense, and Why asks models
    for heavy in ("/pandas/", "pyarrow", "sklearn", "/scipy/", "libtensorflow"):
        assert not has_loaded(server, heavy), heavy


def test_no_file_of_the_app_is_watched(server) -> None:
    run_apart(lambda: look(server.url, "confusion"))

    open_files = [path.readlink().name for path in Path(f"/proc/{server.pid}/fd").iterdir()]
    assert "anon_inode:inotify" not in open_files


async def look(url: str, page: str) -> None:
    """Open a page, and leave."""
    async with visit(url) as visitor:
        await visitor.open(page)


def test_a_visitor_notices_an_exception(tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text("import streamlit as st\nst.write('before')\nraise ValueError('here')\n")

    with (
        serve(script, tmp_path / "server.log") as broken,
        pytest.raises(VisitError, match="here"),
    ):
        run_apart(lambda: look(broken.url, ""))


def test_a_visitor_notices_a_page_that_is_not_there(server) -> None:
    with pytest.raises(VisitError, match="no page 'nowhere'"):
        run_apart(lambda: look(server.url, "nowhere"))
