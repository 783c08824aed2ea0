"""Proving a released or imported model: its files give the predictions that are stored."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts import store
from fmnist.artifacts.advice import advise
from fmnist.data.dataset import Split
from fmnist.errors import ArtifactError
from fmnist.inference.engine import open_engine

EVALUATION_TOLERANCE: Final = 1e-3


def evaluate(model: store.TrainedModel, test_split: Split, *, threads: int = 1) -> float:
    """Predict the test images again, from ``model.keras`` where there is one and the ONNX graph.

    Returns
    -------
    float
        The largest absolute difference to the stored probabilities.

    Raises
    ------
    ArtifactError
        It is more than 1e-3.
    InferenceError
        The model has no graph, or cannot be asked.
    """
    largest = 0.0
    for name, y_proba in _answers(model, test_split, threads):
        if y_proba.shape != model.y_proba.shape:
            raise ArtifactError(
                f"{model.key}: {name} answers with the shape {y_proba.shape}: expected "
                f"{model.y_proba.shape}, as {store.PREDICTIONS_FILE} has.",
                advice=advise(model.folder),
            )
        difference = float(np.abs(y_proba - model.y_proba).max())
        if not difference <= EVALUATION_TOLERANCE:
            raise ArtifactError(
                f"{model.key}: {name} does not reproduce {store.PREDICTIONS_FILE}: "
                f"expected differences up to {EVALUATION_TOLERANCE}, received {difference:.3g}.",
                advice=advise(model.folder),
            )
        largest = max(largest, difference)
    return largest


def _answers(
    model: store.TrainedModel, test_split: Split, threads: int
) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    """Yield what each of a model's files says, by the file's name."""
    path = model.folder / store.MODEL_FILE
    if path.is_file():
        # Keras takes 6 s, and an imported model has no such file
        from fmnist.training.loading import load_keras  # noqa: PLC0415
        from fmnist.training.prediction import predict_proba  # noqa: PLC0415

        yield store.MODEL_FILE, predict_proba(load_keras(path), test_split.images)
    engine = open_engine(model, threads=threads)
    yield store.GRAPH_FILE, engine.predict(test_split.images)
