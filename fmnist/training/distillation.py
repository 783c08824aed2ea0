"""A released model as teacher: its probabilities are mixed into what a smaller one learns.

Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network" (arXiv:1503.02531), at
temperature 1. The teacher saw the same training images and the same validation images chose its
epoch, so the student's validation images remain unseen by its training.
"""

import keras
import numpy as np
import numpy.typing as npt

from fmnist.artifacts import store
from fmnist.data.classes import N_CLASSES
from fmnist.data.dataset import Split
from fmnist.training.config import TrainingConfig
from fmnist.training.prediction import predict_proba

Floats = npt.NDArray[np.float32]


def one_hot(labels: npt.NDArray[np.uint8]) -> Floats:
    """Return float32 of shape (n, 10) with a single 1 in each row."""
    return np.eye(N_CLASSES, dtype=np.float32)[labels]


def targets(config: TrainingConfig, split: Split) -> Floats:
    """Return what each image is to be taught, float32 of shape (n, 10); rows sum to one.

    Without a teacher the label alone; with one, its share of the teacher's probabilities, which are
    the mean over the image and its mirror image: the student sees both.

    Raises
    ------
    ArtifactError
        The teacher is not among the artifacts, or is damaged.
    """
    labels = one_hot(split.labels)
    if config.teacher is None or config.teacher_share is None:
        return labels
    teacher = keras.models.load_model(
        store.load(config.teacher).folder / store.MODEL_FILE, compile=False
    )
    seen = predict_proba(teacher, split.images) + predict_proba(teacher, split.images[:, :, ::-1])
    share = config.teacher_share
    return ((1 - share) * labels + share * seen / 2).astype(np.float32)


def taught_by(config: TrainingConfig) -> dict[str, str]:
    """Return the SHA-256 of the teacher's file, for the record; nothing without a teacher."""
    if config.teacher is None:
        return {}
    return {"teacher_sha256": store.load(config.teacher).record.files[store.MODEL_FILE]}
