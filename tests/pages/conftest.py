"""What tests of the pages share."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import oracle
import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from fmnist.artifacts import store
from pages.shared import charts


@pytest.fixture(scope="session")
def models() -> list[oracle.Truth]:
    """All shipped models as the files have them, the most accurate first."""
    return oracle.models()


@pytest.fixture
def read_from(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Path]:
    """Let the pages read another artifacts folder, which no test changes, and return it."""

    def instead(root: Path) -> Path:
        monkeypatch.setattr(store, "state", partial(store.state, root))
        monkeypatch.setattr(store, "scan", partial(store.scan, root))
        return root

    return instead


@pytest.fixture
def registry(tmp_path: Path, read_from: Callable[[Path], Path]) -> Iterator[Path]:
    """Let the pages read an empty artifacts folder instead of the shipped one."""
    root = tmp_path / "artifacts"
    root.mkdir()
    st.cache_resource.clear()
    yield read_from(root)
    st.cache_resource.clear()


@pytest.fixture(scope="session", autouse=True)
def _nothing_waits_for_a_browser() -> Iterator[None]:
    """Draw charts without a head start for the text, and look for packages' components once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(charts, "HEAD_START", 0)
        once = cache(manifest_scanner.scan_component_manifests)  # 0.13 s for each page
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield
