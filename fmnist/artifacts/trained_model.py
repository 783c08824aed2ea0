"""One intact model: its record, its folder and its answers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.predictions import Predictions
from fmnist.artifacts.record import ModelRecord
from fmnist.errors import ArtifactError

PREDICTIONS_FILE: Final = "test_predictions.npz"
HISTORY_FILE: Final = "history.csv"
MODEL_FILE: Final = "model.keras"
GRAPH_FILE: Final = "model.onnx"


@dataclass(frozen=True)
class TrainedModel:
    """One intact artifact.

    Attributes
    ----------
    record : ModelRecord
        What the model says about itself.
    folder : Path
        Where its files are.
    predictions : Predictions
        Its answers in the official order of the test images.
    shown_as : str
        Its name where another model has the same display name.
    """

    record: ModelRecord
    folder: Path
    predictions: Predictions
    shown_as: str = ""

    @property
    def name(self) -> str:
        """What it is called on the screen; no other model is called so."""
        return self.shown_as or self.record.display_name

    @property
    def key(self) -> str:
        """The folder's name, which is the model's key."""
        return self.record.key

    @property
    def model_file(self) -> Path | None:
        """The file that holds its weights; None where only its predictions are known."""
        names = (MODEL_FILE, GRAPH_FILE)
        return next((self.folder / name for name in names if name in self.record.files), None)

    @property
    def model_size(self) -> int | None:
        """Bytes of that file; None without one."""
        try:
            return self.model_file.stat().st_size if self.model_file else None
        except OSError:  # it has gone meanwhile
            return None

    @property
    def y_pred(self) -> npt.NDArray[np.uint8]:
        """Its answers, shape (10000,)."""
        return self.predictions.y_pred

    @property
    def states_probabilities(self) -> bool:
        """False of a model that came as labels alone."""
        return self.predictions.y_proba is not None

    @property
    def y_proba(self) -> npt.NDArray[np.float32]:
        """Its probabilities, shape (10000, 10).

        Raises
        ------
        ArtifactError
            It states none; ask `states_probabilities` first.
        """
        if self.predictions.y_proba is None:
            raise ArtifactError(
                f"{self.name} came as labels alone: it states no probabilities. "
                "Import its probabilities to see it here."
            )
        return self.predictions.y_proba

    @property
    def y_true(self) -> npt.NDArray[np.uint8] | None:
        """Labels of a model of another data set, shape (10000,); None for Fashion-MNIST."""
        return self.predictions.y_true
