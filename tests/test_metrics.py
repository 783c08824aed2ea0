"""Every metric has a value worked by hand, and agrees with scikit-learn on a shipped model."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from artifact_samples import parse, record_fields

from fmnist.artifacts import store
from fmnist.artifacts.predictions import Predictions
from fmnist.data.dataset import load_test_split
from fmnist.evaluation_set import EvaluatedModel, evaluate
from fmnist.metrics import COSTS, DEFAULT_COLUMNS, METRICS, SCORES

LABELS = load_test_split().labels
MODEL = evaluate(store.load("cnn_three_conv"), LABELS)

# Five images of Shirt (6) and T-shirt (0). Predicted: right, right, Shirt as T-shirt, T-shirt as
# Shirt, right. The true label's probabilities are 0.75, 0.5, 0.25, 0.25, 1.
Y_TRUE = np.array([6, 6, 6, 0, 0], dtype=np.uint8)
ROWS = [
    {6: 0.75, 0: 0.25},
    {6: 0.5, 0: 0.25, 1: 0.25},
    {6: 0.25, 0: 0.75},
    {6: 0.5, 0: 0.25, 1: 0.25},
    {0: 1.0},
]
WORKED = {
    "Accuracy": 3 / 5,
    "Shirt recall": 2 / 3,
    # Shirt: precision 2/3, recall 2/3; T-shirt: 1/2, 1/2; eight classes without images: 0.
    "Macro F1": (2 / 3 + 1 / 2) / 10,
    # (c s - sum p t) / sqrt((s^2 - sum p^2)(s^2 - sum t^2)), c = 3, s = 5, p = t = (2, 3)
    "MCC": (3 * 5 - 13) / (25 - 13),
    "Log loss": -(math.log(0.75) + math.log(0.5) + 2 * math.log(0.25)) / 5,
    # By image: 0.125, 0.375, 1.125, 0.875, 0.
    "Brier": 2.5 / 5,
    # Confidence 0.5 twice, half right: 0. 0.75 twice, half right: 2/5 of 0.25. 1 once: 0.
    "ECE": 0.1,
    "Top-2 accuracy": 1.0,  # image 4: T-shirt and Trouser share the second place, the lower first
    "Parameters": 1234,
    "Multiply-adds": 56789,
    "File size": 2.0,  # 2,048 bytes
    "Time per image": 40.0,  # 0.04 ms in batches of 256, 0.5 ms alone
    "Training time": 90.0,
    "Validation accuracy": 0.875,
}


@pytest.fixture
def worked(tmp_path: Path) -> EvaluatedModel:
    """Return a model of five images whose every number is known."""
    (tmp_path / store.MODEL_FILE).write_bytes(bytes(2048))
    record = parse(record_fields())
    record = record.model_copy(
        update={
            "parameters": 1234,
            "multiply_accumulates": 56789,
            "training_seconds": 90.0,
            "inference": tuple(
                record.inference[0].model_copy(
                    update={"batch_size": size, "milliseconds_per_image": time}
                )
                for size, time in ((1, 0.5), (256, 0.04))
            ),
            "validation": record.validation.model_copy(update={"accuracy": 0.875}),
        }
    )
    y_proba = np.zeros((5, 10), dtype=np.float32)
    for row, probabilities in zip(y_proba, ROWS, strict=True):
        row[list(probabilities)] = list(probabilities.values())
    y_pred = y_proba.argmax(axis=1).astype(np.uint8)
    return evaluate(
        store.TrainedModel(record, tmp_path, Predictions(y_pred, y_proba, None)), Y_TRUE
    )


def test_every_metric_has_a_value_worked_by_hand() -> None:
    assert set(WORKED) == set(METRICS)


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_is_what_is_worked_by_hand(name: str, worked: EvaluatedModel) -> None:
    assert METRICS[name].of(worked) == pytest.approx(WORKED[name], abs=1e-6)


def test_they_agree_with_scikit_learn() -> None:
    from sklearn import metrics  # noqa: PLC0415 - 2.5 s

    y_pred = MODEL.y_proba.argmax(axis=1)
    y_proba = MODEL.y_proba.astype(float)
    y_proba /= y_proba.sum(axis=1, keepdims=True)
    expected = {
        "Accuracy": metrics.accuracy_score(LABELS, y_pred),
        "Shirt recall": metrics.recall_score(LABELS, y_pred, labels=[6], average=None)[0],
        "Macro F1": metrics.f1_score(LABELS, y_pred, average="macro"),
        "MCC": metrics.matthews_corrcoef(LABELS, y_pred),
        "Log loss": metrics.log_loss(LABELS, y_proba),
        "Brier": ((y_proba - np.eye(10)[LABELS]) ** 2).sum(axis=1).mean(),
        "Top-2 accuracy": metrics.top_k_accuracy_score(LABELS, y_proba, k=2),
    }

    for name, value in expected.items():
        assert METRICS[name].of(MODEL) == pytest.approx(value, abs=2e-4), name


def test_costs_come_from_the_record_and_the_file() -> None:
    size = (MODEL.model.folder / "model.keras").stat().st_size

    assert METRICS["Parameters"].of(MODEL) == MODEL.record.parameters
    assert METRICS["File size"].of(MODEL) == size / 1024
    assert all(cost.of(MODEL) > 0 and cost.better == "lower" for cost in COSTS.values())


@pytest.mark.parametrize("name", METRICS)
def test_each_explains_itself_and_is_written_with_its_unit(name: str, worked) -> None:
    metric = METRICS[name]

    assert len(metric.help) > 20
    text = metric.text(worked)
    assert text
    assert metric.axis.startswith(name)
    if metric.unit in {"KiB", "µs"}:
        assert text.endswith(metric.unit)


def test_what_nobody_knows_is_said_and_never_made_up() -> None:
    record = MODEL.record.model_copy(
        update={"parameters": None, "inference": (), "training_seconds": None, "validation": None}
    )
    unknown = evaluate(
        store.TrainedModel(record, MODEL.model.folder, MODEL.model.predictions), LABELS
    )

    for name in ("Parameters", "Time per image", "Training time", "Validation accuracy"):
        assert METRICS[name].of(unknown) is None
        assert METRICS[name].text(unknown) in {"unknown", "not measured"}


def test_left_out_images_count_in_no_score() -> None:
    wrong = np.flatnonzero(~MODEL.correct)
    only_right = MODEL.without(wrong.tolist())

    assert METRICS["Accuracy"].of(only_right) == 1.0
    assert METRICS["Macro F1"].of(only_right) == pytest.approx(1.0)
    assert METRICS["Log loss"].of(only_right) < METRICS["Log loss"].of(MODEL)


@pytest.mark.parametrize("name", SCORES)
def test_whoever_is_always_right_and_sure_is_better_in_the_direction_that_is_told(name) -> None:
    certain = np.eye(10, dtype=np.float32)[LABELS]
    record, folder = MODEL.record, MODEL.model.folder
    perfect = evaluate(
        store.TrainedModel(record, folder, Predictions(LABELS, certain, None)), LABELS
    )
    metric = METRICS[name]

    gain = metric.of(perfect) - metric.of(MODEL)
    assert (gain > 0) if metric.better == "higher" else (gain < 0)
    assert ("smaller is better" in metric.help) == (gain < 0)


def test_the_default_columns_exist() -> None:
    assert set(DEFAULT_COLUMNS) <= set(METRICS)


def test_a_training_on_an_accelerator_is_not_compared_with_one_on_cores(
    worked: EvaluatedModel,
) -> None:
    environment = worked.record.environment.model_copy(
        update={"hardware": "NVIDIA H100, 16 CPU cores"}
    )
    record = worked.record.model_copy(update={"environment": environment})
    faster = evaluate(replace(worked.model, record=record), Y_TRUE)

    assert METRICS["Training time"].text(worked) == "90 s"
    assert METRICS["Training time"].text(faster) == "90 s (NVIDIA H100)"
    assert METRICS["Training time"].number(faster) == "90 s"
