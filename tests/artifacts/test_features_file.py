"""The file that says where images lie, and what is wrong with others."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import features
from fmnist.errors import ArtifactError

RANDOM = np.random.default_rng(2)
MAP = features.ImageMap(
    coordinates=RANDOM.random((10_000, 2), dtype=np.float32),
    neighbours=RANDOM.integers(0, 10_000, (10_000, 8)).astype(np.uint16),
    basis="hidden layer",
    width=128,
    method="by chance",
    predictions_sha256="a" * 64,
)


def test_a_map_comes_back_within_its_steps(tmp_path: Path) -> None:
    path = tmp_path / features.FILE
    path.write_bytes(features.pack(MAP))

    again = features.read(path, of="ann_a", predictions_sha256="a" * 64)

    np.testing.assert_allclose(again.coordinates, MAP.coordinates, atol=0.51 / 65_535)
    np.testing.assert_array_equal(again.neighbours, MAP.neighbours)
    assert replace(again, coordinates=MAP.coordinates, neighbours=MAP.neighbours) == MAP


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"coordinates": MAP.coordinates[:10]}, r"coordinates uint16 of shape \(10000, 2\)"),
        ({"coordinates": MAP.coordinates[:, :1]}, r"received uint16 of shape \(10000, 1\)"),
        ({"neighbours": MAP.neighbours + 10_000}, "neighbours of 0 to 9999"),
        ({"neighbours": MAP.neighbours[0]}, r"neighbours uint16 of shape \(10000, k\)"),
        ({"basis": "a feeling"}, "received 'a feeling'"),
        ({"predictions_sha256": ""}, "belongs to another model"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, change: dict, sentence: str) -> None:
    path = tmp_path / features.FILE
    path.write_bytes(features.pack(replace(MAP, **change)))

    with pytest.raises(ArtifactError, match=sentence) as error:
        features.read(path, of="ann_a", predictions_sha256="a" * 64)
    assert "python -m fmnist features ann_a" in str(error.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nothing of the kind"])
def test_a_damaged_file_says_how_to_make_it_again(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / features.FILE
    path.write_bytes(content)

    with pytest.raises(ArtifactError, match=r"damaged.*python -m fmnist features --pixels"):
        features.read(path, of="--pixels")
