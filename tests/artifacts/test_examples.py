"""Example images: packed by class, and refused in words when they are something else."""

import io
from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import examples, store
from fmnist.errors import ArtifactError


def packed(images: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, images=images)
    return buffer.getvalue()


def test_the_first_ten_of_each_class_come_back_by_class(tmp_path: Path) -> None:
    labels = np.tile(np.arange(9, -1, -1, dtype=np.uint8), 12)
    images = np.zeros((120, 28, 28), dtype=np.uint8)
    images[:, 0, 0], images[:, 0, 1] = labels, np.arange(120)
    (tmp_path / examples.FILE).write_bytes(examples.pack(images, labels))

    read = examples.read(tmp_path / examples.FILE)

    assert read.shape == (10, 10, 28, 28)
    assert (read[:, :, 0, 0] == np.arange(10)[:, None]).all()
    assert read[3, :, 0, 1].tolist() == [6 + 10 * turn for turn in range(10)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 no archive", "truncated or damaged"),
        (packed(np.zeros((99, 28, 28), np.uint8)), r"expected images uint8 of shape \(100, 28, 28"),
        (packed(np.zeros((100, 28, 28), np.float32)), "received float32"),
    ],
    ids=["damaged", "one too few", "floats"],
)
def test_anything_else_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / examples.FILE).write_bytes(content)

    with pytest.raises(ArtifactError, match=words):
        examples.read(tmp_path / examples.FILE)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="missing"):
        examples.read(tmp_path / examples.FILE)


def test_every_model_of_other_data_has_them() -> None:
    others = [model for model in store.scan().models if model.y_true is not None]

    assert others
    for model in others:
        read = examples.read(model.folder / examples.FILE)
        assert read.any(axis=(2, 3)).all()
