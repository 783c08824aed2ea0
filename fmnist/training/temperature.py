"""Comparing a student with its teacher at a temperature.

Hinton, Vinyals and Dean 2015 (arXiv:1503.02531), section 2: both logits are divided by a
temperature, and the loss between them is multiplied by its square, so that the share of the
teacher's gradient stays what it was. The label is compared at temperature 1.
"""

from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from fmnist.data.classes import N_CLASSES

SMALLEST = 1e-7  # Keras' own clip of probabilities


def soften(probabilities: npt.NDArray[np.floating], temperature: float) -> npt.NDArray[np.float32]:
    """Return probabilities whose logits were divided by the temperature, float32, same shape."""
    powers = np.maximum(probabilities.astype(np.float32), SMALLEST) ** (1 / temperature)
    softened: npt.NDArray[np.float32] = powers / powers.sum(axis=-1, keepdims=True)
    return softened


@keras.saving.register_keras_serializable(package="fmnist")
class SoftenedCrossentropy(keras.losses.Loss):  # type: ignore[misc] # Keras is untyped
    """Cross-entropy with the label, and with a teacher's softened answer at a temperature.

    Targets have 20 columns: the label, then the answer as `soften` returns it.

    Parameters
    ----------
    share
        Of the teacher, 0 to 1.
    temperature
        Above 0.
    """

    def __init__(self, share: float, temperature: float, **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options)
        self.share = share
        self.temperature = temperature

    def call(self, y_true: Any, y_pred: Any) -> Any:  # noqa: ANN401 - any backend's tensors
        """Return the loss of each image, shape (n,), in nats."""
        ops = keras.ops
        labels, softened = y_true[:, :N_CLASSES], y_true[:, N_CLASSES:]
        logarithms = ops.log(ops.clip(y_pred, SMALLEST, 1.0))
        student = ops.log_softmax(logarithms / self.temperature)
        from_label = -ops.sum(labels * logarithms, axis=-1)
        from_teacher = -ops.sum(softened * student, axis=-1) * self.temperature**2
        return (1 - self.share) * from_label + self.share * from_teacher

    def get_config(self) -> dict[str, Any]:
        """Return what builds the loss again."""
        own = {"share": self.share, "temperature": self.temperature}
        return {**super().get_config(), **own}


@keras.saving.register_keras_serializable(package="fmnist")  # type: ignore[untyped-decorator]
def label_accuracy(y_true: Any, y_pred: Any) -> Any:  # noqa: ANN401 - any backend's tensors
    """Return which answers agree with the label, whether or not an answer stands beside it."""
    return keras.metrics.categorical_accuracy(y_true[:, :N_CLASSES], y_pred)
