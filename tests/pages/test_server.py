"""The server prepares the first view whatever stands in artifacts/."""

import gc
import shutil
from pathlib import Path

import pytest
import streamlit as st
from driving import run_apart
from streamlit.runtime.pages_manager import PagesManager

from fmnist.artifacts import store
from pages.shared import cache, server


@pytest.fixture(autouse=True)
def undone(monkeypatch: pytest.MonkeyPatch):
    """Take back what a start changes for the whole process."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    monkeypatch.setattr(server, "_save_memory", lambda: None)
    yield
    gc.unfreeze()


def start() -> None:
    """Start and stop the server's own part."""

    async def whole() -> None:
        async with server.lifespan(st.App("dashboard.py")):
            pass

    run_apart(whole)


@pytest.mark.usefixtures("shelf")
def test_without_any_model_the_server_starts() -> None:
    start()

    assert cache.contenders() == ()


def test_with_one_model_the_server_starts(shelf: Path) -> None:
    shutil.copytree(store.ARTIFACTS / "cnn_small", shelf / "cnn_small")

    start()

    assert [contender.key for contender in cache.contenders()] == ["cnn_small"]


def test_the_first_view_computes_no_score_again(monkeypatch: pytest.MonkeyPatch) -> None:
    start()
    monkeypatch.setattr(cache, "MEASURES", {})

    for name in server.DEFAULT_MEASURES:
        for contender in cache.contenders():
            assert cache.measure(name, contender)
