"""The server prepares the first view whatever stands in artifacts/."""

import gc
import shutil
from pathlib import Path

import pytest
import streamlit as st
from driving import run_apart
from streamlit.runtime.pages_manager import PagesManager

from fmnist import metrics
from fmnist.artifacts import store
from pages.shared import cache
from pages.shared.server import lifespan as lifespan_module
from pages.shared.server.lifespan import lifespan


@pytest.fixture(autouse=True)
def undone(monkeypatch: pytest.MonkeyPatch):
    """Take back what a start changes for the whole process."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    monkeypatch.setattr(lifespan_module, "_save_memory", lambda: None)
    yield
    gc.unfreeze()


def start() -> None:
    """Start and stop the server's own part."""

    async def whole() -> None:
        async with lifespan(st.App("dashboard.py")):
            pass

    run_apart(whole)


@pytest.mark.usefixtures("registry")
def test_without_any_model_the_server_starts() -> None:
    start()

    assert cache.evaluated_models() == ()


def test_with_one_model_the_server_starts(registry: Path) -> None:
    shutil.copytree(store.ARTIFACTS / "cnn_small", registry / "cnn_small")

    start()

    assert [evaluated.key for evaluated in cache.evaluated_models()] == ["cnn_small"]


def test_the_first_view_computes_no_score_again() -> None:
    start()
    before = metrics._value.cache_info().misses

    for name in metrics.DEFAULT_COLUMNS:
        for evaluated in cache.evaluated_models():
            assert metrics.METRICS[name].text(evaluated)

    assert metrics._value.cache_info().misses == before
