"""Models that were not trained here: what their records and predictions must and may leave open."""

from pathlib import Path

import numpy as np
import pytest
from artifact_samples import (
    contents,
    imported_fields,
    labels_alone_fields,
    parse,
    probabilities,
    record_fields,
)
from pydantic import ValidationError

from fmnist.artifacts import predictions, store
from fmnist.errors import ArtifactError

LABELS = np.arange(10_000, dtype=np.uint8) % 10


def test_a_record_of_the_first_version_loads_unchanged() -> None:
    fields = record_fields()

    record = parse(fields)

    assert fields["schema_version"] == 1
    assert record.origin == "trained"
    assert record.imported is None


def test_a_model_that_came_as_a_file_needs_no_training(root: Path) -> None:
    files = {"model.onnx": b"graph", "test_predictions.npz": contents()["test_predictions.npz"]}

    model = store.write(parse(imported_fields()), files, root)

    assert model.record.seed is None
    assert model.record.training_seconds is None
    assert model.model_file == model.folder / "model.onnx"
    assert model.states_probabilities
    np.testing.assert_array_equal(model.y_proba, probabilities())


def test_a_model_that_came_as_labels_states_no_probabilities(root: Path) -> None:
    files = {"test_predictions.npz": predictions.pack_labels(LABELS)}

    model = store.write(parse(labels_alone_fields()), files, root)

    assert model.model_file is None
    assert not model.states_probabilities
    np.testing.assert_array_equal(model.y_pred, LABELS)
    with pytest.raises(ArtifactError, match=r"OTHER_B came as labels alone: it states no prob"):
        _ = model.y_proba


def test_answers_of_probabilities_are_the_most_probable_classes(root: Path) -> None:
    model = store.load("ann_b", root)

    np.testing.assert_array_equal(model.y_pred, probabilities(1).argmax(axis=1))
    assert model.y_pred.dtype == np.uint8


@pytest.mark.parametrize(
    "field", ["seed", "validation", "environment", "training_seconds", "parameters"]
)
def test_a_model_that_was_trained_here_may_leave_nothing_open(field: str) -> None:
    with pytest.raises(ValidationError, match=f"a model that was trained here knows its {field}"):
        parse(record_fields() | {field: None})


def test_a_model_that_was_trained_here_knows_its_data() -> None:
    fields = record_fields()

    with pytest.raises(ValidationError, match=r"trained here knows its data"):
        parse(fields | {"data": fields["data"] | {"train_images": None}})


def test_a_record_of_the_first_version_cannot_be_of_an_imported_model() -> None:
    with pytest.raises(ValidationError, match=r"origin 'imported' needs schema_version 2"):
        parse(imported_fields() | {"schema_version": 1})


def test_an_imported_model_names_its_file() -> None:
    with pytest.raises(ValidationError, match=r"imported must name the file"):
        parse(imported_fields() | {"imported": None})


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (LABELS.astype(np.int64), r"expected y_pred uint8 of shape \(10000,\), received int64"),
        (LABELS[:9_000], r"received uint8 of shape \(9000,\)"),
        (LABELS + 1, r"expected y_pred of 0 to 9, received 10"),
    ],
)
def test_labels_that_are_none_are_refused(
    tmp_path: Path, labels: np.ndarray, sentence: str
) -> None:
    path = tmp_path / "test_predictions.npz"
    with path.open("wb") as stream:
        np.savez(stream, y_pred=labels)

    with pytest.raises(ArtifactError, match=sentence):
        predictions.read(path)


def test_a_file_without_answers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "test_predictions.npz"
    with path.open("wb") as stream:
        np.savez(stream, other=LABELS)

    with pytest.raises(ArtifactError, match=r"holds no array y_proba, nor y_pred"):
        predictions.read(path)
