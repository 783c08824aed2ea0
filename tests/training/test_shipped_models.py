"""The shipped models answer as their stored predictions say: Keras' file and the graph."""

import subprocess
from dataclasses import replace

import keras
import numpy as np
import pytest

from fmnist.artifacts import store
from fmnist.data.dataset import Split, load_test_split
from fmnist.training import proof
from fmnist.training.prediction import predict_proba

pytestmark = pytest.mark.slow
FEW = 1000
LATELY = 6 * 3600  # seconds
ANSWERING = (store.MODEL_FILE, store.GRAPH_FILE, store.PREDICTIONS_FILE)
MODELS = [model for model in store.scan().models if model.y_true is None]


def is_new(model: store.TrainedModel) -> bool:
    """Tell whether the last hours of the history touched what answers, or nobody knows."""
    command = ["git", "log", "-1", "--format=%ct"]
    dates = [
        subprocess.run(
            [*command, *path], cwd=store.ARTIFACTS, capture_output=True, text=True, check=False
        ).stdout.strip()
        for path in ((), ("--", *(f"{model.key}/{name}" for name in ANSWERING)))
    ]
    return not all(dates) or int(dates[0]) - int(dates[1]) < LATELY


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.key)
def test_a_shipped_model_gives_its_stored_answers(model: store.TrainedModel) -> None:
    """All 10,000 images are proved when a model is new, the first thousand ever after."""
    split = load_test_split()
    if is_new(model):
        assert proof.evaluate(model, split, threads=2) < proof.EVALUATION_TOLERANCE
        return
    loaded = keras.models.load_model(model.folder / store.MODEL_FILE, compile=False)

    y_proba = predict_proba(loaded, split.images[:FEW])

    np.testing.assert_allclose(y_proba, model.y_proba[:FEW], atol=proof.EVALUATION_TOLERANCE)


def test_answers_of_another_model_are_no_proof() -> None:
    split = load_test_split()
    few = Split(split.images[:FEW], split.labels[:FEW])
    one, other = (store.load(key) for key in ("ann_10_10", "ann_regularized"))
    of_few = replace(one.predictions, y_proba=one.y_proba[:FEW])

    assert proof.evaluate(replace(one, predictions=of_few), few) < proof.EVALUATION_TOLERANCE
    mixed_up = replace(one.predictions, y_proba=other.y_proba[:FEW])
    with pytest.raises(store.ArtifactError, match="does not reproduce"):
        proof.evaluate(replace(one, predictions=mixed_up), few)
