"""What a training thought of each of its images while it learned them.

An image that is always right is easy, one that is hardly ever right is hard or labelled wrongly,
and one that wavers is ambiguous: Swayamdipta et al. 2020, "Dataset cartography" (arXiv:2009.10795).
A forgetting is an image that was right in one epoch and is wrong in the next: Toneva et al. 2019,
"An empirical study of example forgetting" (arXiv:1812.05159). Both look at the answers that a
training step gives anyway, to the image as it is shown in that epoch, before its weights change.
"""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from fmnist.data.classes import N_CLASSES

LAST_ANSWERS = "answers"


@keras.saving.register_keras_serializable(package="fmnist")
class LastAnswers(keras.metrics.Metric):  # type: ignore[misc] # Keras is untyped
    """The probabilities of the last batch, shape (batch_size, 10); rows beyond it are older.

    Not a mean as other metrics: this is how a training step hands out what it computed.
    """

    def __init__(self, batch_size: int, name: str = LAST_ANSWERS, **options: Any) -> None:  # noqa: ANN401
        super().__init__(name=name, **options)
        self.batch_size = batch_size
        self.last = self.add_variable(
            (batch_size, N_CLASSES), initializer="zeros", dtype="float32", name="last"
        )

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # noqa: ANN401, ARG002
        """Keep a batch's probabilities."""
        answers = keras.ops.cast(y_pred, "float32")
        self.last.assign(keras.ops.slice_update(self.result(), (0, 0), answers))

    def result(self) -> Any:  # noqa: ANN401 - any backend's tensor
        """Return them."""
        return keras.ops.convert_to_tensor(self.last)

    def get_config(self) -> dict[str, Any]:
        """Return what builds the metric again."""
        return {**super().get_config(), "batch_size": self.batch_size}


@dataclass
class Dynamics:
    """Sums over the epochs so far, each of shape (n,).

    Attributes
    ----------
    epochs : int
        How often each image was shown.
    total, squares : ndarray of float64
        Of the probabilities given to the image's label.
    forgettings : ndarray of int64
        How often it was right, then wrong.
    right : ndarray of bool
        Whether it was right in the last epoch.
    """

    epochs: int
    total: npt.NDArray[np.float64]
    squares: npt.NDArray[np.float64]
    forgettings: npt.NDArray[np.int64]
    right: npt.NDArray[np.bool_]

    @classmethod
    def of_none(cls, n: int) -> "Dynamics":
        """Return the sums before the first epoch."""
        zeros = np.zeros(n)
        return cls(0, zeros, zeros.copy(), np.zeros(n, np.int64), np.zeros(n, bool))

    def after(self, answers: npt.NDArray[np.float32], labels: npt.NDArray[np.uint8]) -> "Dynamics":
        """Return the sums with one more epoch.

        Parameters
        ----------
        answers
            Probabilities of shape (n, 10), in the order of the training images.
        labels
            Shape (n,).
        """
        belief = answers[np.arange(len(labels)), labels].astype(np.float64)
        right = answers.argmax(axis=1) == labels
        return Dynamics(
            self.epochs + 1,
            self.total + belief,
            self.squares + belief**2,
            self.forgettings + (self.right & ~right),
            right,
        )

    @property
    def confidence(self) -> npt.NDArray[np.float64]:
        """The mean probability of the label over the epochs, 0 to 1."""
        return self.total / self.epochs

    @property
    def deviation(self) -> npt.NDArray[np.float64]:
        """Its standard deviation over the epochs (divided by their number, as in the source)."""
        return np.sqrt(np.maximum(self.squares / self.epochs - self.confidence**2, 0))
