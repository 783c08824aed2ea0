"""Every column of the leaderboard, against scikit-learn."""

import numpy as np
import pytest

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.report.measures import DEFAULT_MEASURES, MEASURES

LABELS = load_test_split().labels
MODEL = store.load("cnn_three_conv")


def written(name: str) -> float:
    text = MEASURES[name].write(MODEL, LABELS).replace("\N{NO-BREAK SPACE}", " ")
    return float(text.split(" ")[0].replace(",", ""))


def test_they_agree_with_scikit_learn() -> None:
    from sklearn import metrics  # noqa: PLC0415 - 2.5 s

    y_pred = MODEL.y_proba.argmax(axis=1)
    y_proba = MODEL.y_proba.astype(float)
    y_proba /= y_proba.sum(axis=1, keepdims=True)
    recall = metrics.recall_score(LABELS, y_pred, labels=[6], average=None)[0]
    top_2 = metrics.top_k_accuracy_score(LABELS, y_proba, k=2)
    brier = ((y_proba - np.eye(10)[LABELS]) ** 2).sum(axis=1).mean()

    assert written("Shirt recall") == pytest.approx(100 * recall, abs=0.05)
    assert written("Macro F1") == pytest.approx(
        metrics.f1_score(LABELS, y_pred, average="macro"), abs=5e-5
    )
    assert written("MCC") == pytest.approx(metrics.matthews_corrcoef(LABELS, y_pred), abs=5e-5)
    assert written("Log loss") == pytest.approx(metrics.log_loss(LABELS, y_proba), abs=2e-4)
    assert written("Brier") == pytest.approx(brier, abs=5e-5)
    assert written("Top-2 accuracy") == pytest.approx(100 * top_2, abs=0.05)


def test_sizes_come_from_the_record_and_the_file() -> None:
    size = (MODEL.folder / "model.keras").stat().st_size

    assert written("Parameters") == MODEL.record.parameters
    assert written("File size") == pytest.approx(size / 2**20, abs=0.005)
    assert written("Time per image") > 0


@pytest.mark.parametrize("name", MEASURES)
def test_each_explains_itself_and_can_be_written(name: str) -> None:
    assert len(MEASURES[name].help) > 20
    assert MEASURES[name].write(MODEL, LABELS)


def test_the_default_columns_exist() -> None:
    assert set(DEFAULT_MEASURES) <= set(MEASURES)
