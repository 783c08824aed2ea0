"""The file of answers to corrupted images, and what is wrong with others."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import corrupted, store
from fmnist.errors import ArtifactError

RANDOM = np.random.default_rng(3)
ANSWERS = RANDOM.integers(0, 10, (5, 10_000), dtype=np.uint8)
CONFIDENCES = RANDOM.integers(0, 256, (5, 10_000), dtype=np.uint8)


def read(path: Path, model: store.TrainedModel) -> corrupted.CorruptedAnswers:
    sha256 = model.record.files[store.PREDICTIONS_FILE]
    return corrupted.read(path, of=model.key, predictions_sha256=sha256)


@pytest.fixture
def model(root: Path) -> store.TrainedModel:
    """Return a model to which answers belong."""
    return store.load("ann_a", root)


@pytest.fixture
def kept(model: store.TrainedModel) -> corrupted.CorruptedAnswers:
    """Return the answers to two corruptions."""
    one = corrupted.none_yet(model.record.files[store.PREDICTIONS_FILE], 1).with_one_more(
        "blur", ANSWERS, CONFIDENCES
    )
    return one.with_one_more("noise", ANSWERS[::-1], CONFIDENCES)


def test_answers_come_back_as_they_were_written(model, kept, tmp_path: Path) -> None:
    path = tmp_path / corrupted.FILE
    path.write_bytes(corrupted.pack(kept))

    again = read(path, model)

    assert again.keys == ("blur", "noise")
    assert again.version == 1
    np.testing.assert_array_equal(again.y_pred, np.stack([ANSWERS, ANSWERS[::-1]]))
    np.testing.assert_array_equal(again.confidences[1], CONFIDENCES)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"y_pred": ANSWERS}, r"expected y_pred uint8 of shape \(2, 5, 10000\)"),
        ({"confidences": np.ones((2, 5, 10_000))}, "received float64"),
        ({"y_pred": np.full((2, 5, 10_000), 10, np.uint8)}, "labels of 0 to 9, received 10"),
        ({"predictions_sha256": "0" * 64}, "belongs to another model"),
    ],
)
def test_what_does_not_fit_is_refused(model, kept, tmp_path: Path, change, sentence) -> None:
    path = tmp_path / corrupted.FILE
    path.write_bytes(corrupted.pack(replace(kept, **change)))

    with pytest.raises(ArtifactError, match=sentence) as error:
        read(path, model)
    assert "python -m fmnist corrupt ann_a" in str(error.value)


@pytest.mark.parametrize("content", [b"", b"PK", b"nothing of the kind"])
def test_a_damaged_file_says_how_to_make_it_again(model, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / corrupted.FILE
    path.write_bytes(content)

    with pytest.raises(ArtifactError, match=r"damaged.*python -m fmnist corrupt ann_a"):
        read(path, model)


def test_a_missing_file_too(model, tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="is missing"):
        read(tmp_path / corrupted.FILE, model)
