"""Valid records, predictions and files that tests may break."""

import json
from typing import Any

import numpy as np

from fmnist.artifacts import predictions
from fmnist.artifacts.record import ModelRecord
from fmnist.data import fingerprints
from fmnist.data.dataset import load_test_labels

HISTORY = b"""epoch,accuracy,loss,val_accuracy,val_loss
1,0.5,1.5,0.4,1.6
2,0.6,1.4,0.5,1.5
"""


def record_fields(key: str = "ann_a") -> dict[str, Any]:
    """Return the fields of a valid record."""
    return {
        "schema_version": 1,
        "key": key,
        "display_name": key.upper(),
        "family": "ann",
        "description": "A model for tests.",
        "source": "own",
        "claimed_accuracy": None,
        "layers": [
            {
                "name": "dense",
                "type": "Dense",
                "output_shape": [10],
                "parameters": 7850,
                "multiply_accumulates": 7840,
            }
        ],
        "parameters": 7850,
        "multiply_accumulates": 7840,
        "training": {"epochs": 2, "learning_rate": 0.001},
        "seed": 0,
        "runs": [
            {
                "seed": 0,
                "epochs": 2,
                "selected_epoch": 1,
                "validation_accuracy": 0.5,
                "test_accuracy": 0.5,
                "seconds": 1.5,
            }
        ],
        "data": {
            "dataset": "fashion-mnist",
            "train_images": fingerprints.TRAIN_IMAGES,
            "train_labels": fingerprints.TRAIN_LABELS,
            "test_images": fingerprints.TEST_IMAGES,
            "test_labels": fingerprints.TEST_LABELS,
        },
        "validation": {
            "size": 5000,
            "drawn": "500 of each class, seed 20170831",
            "indices_sha256": "0" * 64,
            "accuracy": 0.5,
            "epoch": 1,
        },
        "environment": {
            "python": "3.11",
            "keras": "3",
            "backend": "tensorflow",
            "numpy": "2",
            "hardware": "2 CPU cores",
        },
        "training_seconds": 1.5,
        "inference": [{"batch_size": 1, "milliseconds_per_image": 0.5}],
        "command": f"python -m fmnist train {key} --seed 0",
        "files": dict.fromkeys(("model.keras", "history.csv", "test_predictions.npz"), "0" * 64),
    }


def imported_fields(key: str = "other_a") -> dict[str, Any]:
    """Return the fields of a valid record of a model that came as a file: little is known."""
    unknown = dict.fromkeys(
        (
            "parameters",
            "multiply_accumulates",
            "seed",
            "validation",
            "environment",
            "training_seconds",
        )
    )
    fields = record_fields(key) | unknown
    return fields | {
        "schema_version": 2,
        "origin": "imported",
        "family": "other",
        "layers": [],
        "training": {},
        "runs": [],
        "inference": [],
        "data": fields["data"] | {"train_images": None, "train_labels": None},
        "command": f"python -m fmnist import {key}.onnx",
        "files": dict.fromkeys(("model.onnx", "test_predictions.npz"), "0" * 64),
        "imported": {
            "name": f"{key}.onnx",
            "sha256": "0" * 64,
            "size": 1000,
            "form": "ONNX",
        },
    }


def labels_alone_fields(key: str = "other_b") -> dict[str, Any]:
    """Return the fields of a valid record of a model that came as labels alone."""
    fields = imported_fields(key)
    return fields | {
        "origin": "predictions",
        "files": {"test_predictions.npz": "0" * 64},
        "imported": fields["imported"] | {"name": f"{key}.csv", "form": "labels (.csv)"},
    }


def probabilities(seed: int = 0) -> np.ndarray:
    """Return float32 probabilities of shape (10000, 10) that are right for the first half."""
    raw = np.random.default_rng(seed).random((10_000, 10), dtype=np.float32)
    rows = np.arange(10_000)
    answers = (load_test_labels() + (rows >= 5_000)) % 10
    highest = raw.argmax(axis=1)
    raw[rows, highest], raw[rows, answers] = raw[rows, answers], raw[rows, highest].copy()
    return raw / raw.sum(axis=1, keepdims=True)


def contents(seed: int = 0) -> dict[str, bytes]:
    """Return the files of a valid artifact."""
    return {
        "model.keras": b"weights",
        "history.csv": HISTORY,
        "test_predictions.npz": predictions.pack(probabilities(seed)),
    }


def parse(fields: dict[str, Any]) -> ModelRecord:
    """Validate fields as they would stand in a file."""
    return ModelRecord.model_validate_json(json.dumps(fields))
