"""What the dashboard gives away comes back as the same model."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from networks import answers

from fmnist.artifacts import predictions, store
from fmnist.artifacts.folders import SHIPPED
from fmnist.data.dataset import load_test_split
from fmnist.evaluation_set import make_evaluation_set
from fmnist.importing import importer
from fmnist.importing.found import Details, Found
from fmnist.report.tables import predictions_csv

LABELS = load_test_split().labels


@pytest.mark.parametrize("key", ["ann_10_10", "cnn_small"])
def test_downloaded_predictions_are_imported_bit_by_bit(
    tmp_path: Path, inspect: Callable[..., Found], key: str
) -> None:
    model = store.load(key, SHIPPED)
    evaluation_set = make_evaluation_set([model], load_test_split())
    path = tmp_path / f"{key}.csv"
    path.write_bytes(predictions_csv(evaluation_set.models, LABELS))

    found = inspect(path)
    again = importer.add(found, Details("Again"), roots=(tmp_path / "artifacts",))

    np.testing.assert_array_equal(again.y_proba, model.y_proba)
    assert "proves the order" in found.notes[1]


def test_downloaded_labels_are_imported_as_labels(
    tmp_path: Path, inspect: Callable[..., Found]
) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("label\n" + "\n".join(map(str, answers().tolist())))
    roots = (tmp_path / "artifacts",)
    first = importer.add(inspect(table), Details("First"), roots=roots)
    path = tmp_path / "again.csv"
    path.write_bytes(
        predictions_csv(make_evaluation_set([first], load_test_split()).models, LABELS)
    )

    again = importer.add(inspect(path), Details("Again"), roots=roots)

    assert isinstance(again.predictions, predictions.Predictions)
    assert not again.states_probabilities
    np.testing.assert_array_equal(again.y_pred, answers())
