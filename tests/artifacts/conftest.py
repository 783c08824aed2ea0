"""A small registry of valid artifacts that tests may break."""

from pathlib import Path

import pytest
from artifact_samples import contents, parse, record_fields

from fmnist.artifacts import store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two intact artifacts, ann_a and ann_b."""
    folder = tmp_path / "artifacts"
    for seed, key in enumerate(("ann_a", "ann_b")):
        store.write(parse(record_fields(key)), contents(seed), folder)
    return folder
