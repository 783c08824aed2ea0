"""What tests of the pages share."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import oracle
import pytest
import streamlit as st

from fmnist.artifacts import store


@pytest.fixture(scope="session")
def models() -> list[oracle.Truth]:
    """All shipped models as the files have them, the most accurate first."""
    return oracle.models()


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the pages read an empty artifacts folder instead of the shipped one."""
    root = tmp_path / "artifacts"
    root.mkdir()
    monkeypatch.setattr(store, "state", partial(store.state, root))
    monkeypatch.setattr(store, "scan", partial(store.scan, root))
    st.cache_resource.clear()
    yield root
    st.cache_resource.clear()
