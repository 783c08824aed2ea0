"""The file that says what excites units, and what is wrong with others."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import units
from fmnist.errors import ArtifactError

RANDOM = np.random.default_rng(7)
FOUND = units.ExcitingImages(
    tensors=("first:0", "second:0"),
    n_units=(3, 2),
    indices=RANDOM.integers(0, 10_000, (5, 9)).astype(np.uint16),
    responses=RANDOM.random((5, 9), dtype=np.float32),
    graph_sha256="a" * 64,
)


def test_images_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / units.FILE
    path.write_bytes(units.pack(FOUND))

    again = units.read(path, of="ann_a", graph_sha256="a" * 64)

    assert (again.tensors, again.n_units) == (FOUND.tensors, FOUND.n_units)
    np.testing.assert_array_equal(again.of_layer("first:0")[0], FOUND.indices[:3])
    np.testing.assert_array_equal(again.of_layer("second:0")[1], FOUND.responses[3:])
    assert again.of_layer("third:0") is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"indices": FOUND.indices[:4]}, r"indices uint16 of shape \(5, k\)"),
        ({"responses": FOUND.responses[:, :8]}, "as many responses as images"),
        ({"indices": FOUND.indices + np.uint16(10_000)}, "images of 0 to 9999"),
        ({"n_units": (3,)}, "a number of units for each of 2 layers"),
        ({"graph_sha256": "b" * 64}, "belongs to another network"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, change: dict, sentence: str) -> None:
    path = tmp_path / units.FILE
    path.write_bytes(units.pack(replace(FOUND, **change)))

    with pytest.raises(ArtifactError, match=sentence) as error:
        units.read(path, of="ann_a", graph_sha256="a" * 64)
    assert "python -m fmnist units ann_a" in str(error.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nothing of the kind"])
def test_a_damaged_file_says_how_to_make_it_again(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / units.FILE
    path.write_bytes(content)

    with pytest.raises(ArtifactError, match=r"units\.npz of ann_a.*python -m fmnist units ann_a"):
        units.read(path, of="ann_a", graph_sha256="a" * 64)


def test_a_missing_file_too(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match=r"is missing.*python -m fmnist units ann_a"):
        units.read(tmp_path / units.FILE, of="ann_a", graph_sha256="a" * 64)
