"""The content of ``corruptions.npz``: what a model answers to corrupted test images."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.archives import Arrays, check_member, read_as
from fmnist.artifacts.predictions import N_TEST_IMAGES
from fmnist.data.classes import N_CLASSES
from fmnist.errors import ArtifactError

FILE: Final = "corruptions.npz"
N_SEVERITIES: Final = 5

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class CorruptedAnswers:
    """Answers of one model.

    Attributes
    ----------
    keys : tuple of str
        Which corruptions, in order.
    y_pred : ndarray of uint8, shape (corruptions, 5, 10000)
        Predicted labels by corruption, severity (1 to 5) and test image.
    confidences : ndarray of uint8, shape (corruptions, 5, 10000)
        Probability of the predicted label in 255ths.
    version : int
        Of the corruptions' definitions.
    predictions_sha256 : str
        Of the model's answers to the test images as they are: says which model it was.
    """

    keys: tuple[str, ...]
    y_pred: Bytes
    confidences: Bytes
    version: int
    predictions_sha256: str

    def with_one_more(self, key: str, y_pred: Bytes, confidences: Bytes) -> "CorruptedAnswers":
        """Return these answers and those to another corruption, of shape (5, 10000)."""
        return CorruptedAnswers(
            (*self.keys, key),
            np.concatenate([self.y_pred, y_pred[None]]),
            np.concatenate([self.confidences, confidences[None]]),
            self.version,
            self.predictions_sha256,
        )


def none_yet(predictions_sha256: str, version: int) -> CorruptedAnswers:
    """Return where a model's answers begin."""
    nothing = np.empty((0, N_SEVERITIES, N_TEST_IMAGES), np.uint8)
    return CorruptedAnswers((), nothing, nothing, version, predictions_sha256)


def pack(answers: CorruptedAnswers) -> bytes:
    """Return the content of ``corruptions.npz``."""
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        keys=np.array(answers.keys, dtype=np.str_),
        y_pred=answers.y_pred,
        confidences=answers.confidences,
        version=np.int64(answers.version),
        predictions_sha256=np.str_(answers.predictions_sha256),
    )
    return buffer.getvalue()


def read(path: Path, *, of: str, predictions_sha256: str) -> CorruptedAnswers:
    """Read a model's answers.

    Parameters
    ----------
    path
        ``corruptions.npz``.
    of
        The model's key, for the sentence that says how to make the file again.
    predictions_sha256
        What the model's record says of its predictions.

    Raises
    ------
    ArtifactError
        The file is damaged or belongs to another model; says which command makes it again.
    """

    def make(held: Arrays) -> CorruptedAnswers:
        answers = CorruptedAnswers(
            tuple(map(str, held["keys"])),
            held["y_pred"],
            held["confidences"],
            int(held["version"]),
            str(held["predictions_sha256"]),
        )
        shape = (len(answers.keys), N_SEVERITIES, N_TEST_IMAGES)
        check_member("y_pred", answers.y_pred, np.uint8, shape)
        check_member("confidences", answers.confidences, np.uint8, shape)
        if answers.y_pred.max(initial=0) >= N_CLASSES:
            raise ArtifactError(f"expected labels of 0 to 9, received {answers.y_pred.max()}.")
        if answers.predictions_sha256 != predictions_sha256:
            raise ArtifactError("it belongs to another model.")
        return answers

    return read_as(make, path, of=of, again=f"Make it again: python -m fmnist corrupt {of}")
