"""Asking a model about every corrupted picture."""

from collections.abc import Callable, Collection, Iterator

import numpy as np
import numpy.typing as npt

from fmnist.explanation.corruptions import CORRUPTIONS, SEVERITIES, WHITE, corrupt

Bytes = npt.NDArray[np.uint8]
Predict = Callable[[Bytes], npt.NDArray[np.float32]]


def answers_to_corruptions(
    predict: Predict, images: Bytes, *, skip: Collection[str] = ()
) -> Iterator[tuple[str, Bytes, Bytes]]:
    """Ask about each corruption in each severity.

    Parameters
    ----------
    predict
        Raw pixels of shape (n, 28, 28) to probabilities of shape (n, 10).
    images : ndarray of uint8, shape (n, 28, 28)
        All test images in their official order.
    skip
        Keys of corruptions that are answered already.

    Yields
    ------
    key : str
        Of the corruption.
    y_pred : ndarray of uint8, shape (5, n)
        Predicted labels by severity, 1 to 5.
    confidences : ndarray of uint8, shape (5, n)
        Probability of the predicted label in 255ths.
    """
    for corruption in CORRUPTIONS.values():
        if corruption.key in skip:
            continue
        y_pred = np.empty((SEVERITIES, len(images)), np.uint8)
        confidences = np.empty_like(y_pred)
        for severity in range(1, SEVERITIES + 1):
            y_proba = predict(corrupt(images, corruption, severity))
            y_pred[severity - 1] = y_proba.argmax(axis=1)
            confidences[severity - 1] = np.rint(WHITE * y_proba.max(axis=1)).clip(0, WHITE)
        yield corruption.key, y_pred, confidences
