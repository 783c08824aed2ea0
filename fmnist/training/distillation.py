"""A released model as teacher: its probabilities are mixed into what a smaller one learns.

Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network" (arXiv:1503.02531).
The teacher saw the same training images and the same validation images chose its
epoch, so the student's validation images remain unseen by its training.

A teacher that answers once for all views of an image says of a moved image what it thinks of the
unmoved one. That it should see what its student sees is the finding of Beyer et al. 2021,
"Knowledge distillation: a good teacher is patient and consistent" (arXiv:2106.05237). Whole pixels
and one flip make few views, so that all answers fit into a table.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from fmnist.artifacts import store
from fmnist.data.classes import N_CLASSES
from fmnist.data.dataset import Split
from fmnist.training.augmentation import Views, one_view, view_count
from fmnist.training.config import TrainingConfig
from fmnist.training.loading import load_keras
from fmnist.training.prediction import predict_proba
from fmnist.training.temperature import soften

Floats = npt.NDArray[np.float32]
ANSWERS: Final = Path(".training") / "answers"


def one_hot(labels: npt.NDArray[np.uint8]) -> Floats:
    """Return float32 of shape (n, 10) with a single 1 in each row."""
    return np.eye(N_CLASSES, dtype=np.float32)[labels]


@dataclass(frozen=True)
class Lesson:
    """What the training images are to be taught.

    Attributes
    ----------
    labels : ndarray of float32, shape (n, 10)
        One-hot.
    answers : ndarray of float32 or float16, shape (views, n, 10), or None
        The teacher's probabilities; a single view stands for all.
    share : float
        Of the teacher, 0 to 1.
    temperature : float
        Other than 1, labels and answers stand side by side, for a loss that keeps them apart.
    """

    labels: Floats
    answers: npt.NDArray[np.floating] | None = None
    share: float = 0.0
    temperature: float = 1.0

    def targets(self, order: npt.NDArray[np.int64], views: Views) -> Floats:
        """Return what images are taught in their views, float32 of shape (m, 10).

        Rows sum to one: the label, or its share and the teacher's. With a temperature, shape
        (m, 20): the label, then the softened answer.

        Parameters
        ----------
        order
            Which images, shape (m,).
        views
            The number of the view that each is shown in, shape (m,).
        """
        labels = self.labels[order]
        if self.answers is None:
            return labels
        seen = views if len(self.answers) > 1 else np.zeros_like(views)
        thought = self.answers[seen, order].astype(np.float32)
        if self.temperature != 1:
            return np.concatenate([labels, soften(thought, self.temperature)], axis=1)
        return ((1 - self.share) * labels + self.share * thought).astype(np.float32)


def lesson(config: TrainingConfig, split: Split, folder: Path = ANSWERS) -> Lesson:
    """Ask the teacher, if there is one, about all images.

    Parameters
    ----------
    config
        Names the teacher, its share, and whether it answers each view.
    split
        Images and labels.
    folder
        Where answers to views are kept: they take minutes, and each seed needs the same.

    Raises
    ------
    ArtifactError
        The teacher is not among the artifacts, or is damaged.
    """
    labels = one_hot(split.labels)
    if config.teacher is None or config.teacher_share is None:
        return Lesson(labels)
    path = store.load(config.teacher).folder / store.MODEL_FILE
    if config.teacher_per_view:
        asked: npt.NDArray[np.floating] = _answers_to_views(path, config, split, folder)
    else:
        asked = _answers_for_all(path, split)[None]
    return Lesson(labels, asked, config.teacher_share, config.teacher_temperature)


def taught_by(config: TrainingConfig) -> dict[str, str]:
    """Return the SHA-256 of the teacher's file, for the record; nothing without a teacher."""
    if config.teacher is None:
        return {}
    return {"teacher_sha256": store.load(config.teacher).record.files[store.MODEL_FILE]}


def _answers_for_all(path: Path, split: Split) -> Floats:
    """Return the mean over each image and its mirror image: the student sees both."""
    teacher = load_keras(path)
    seen = predict_proba(teacher, split.images) + predict_proba(teacher, split.images[:, :, ::-1])
    return (seen / 2).astype(np.float32)


def _answers_to_views(
    path: Path, config: TrainingConfig, split: Split, folder: Path
) -> npt.NDArray[np.float16]:
    """Return float16 of shape (views, n, 10); each view is asked about once and kept as a file."""
    asked = hashlib.sha256(path.read_bytes())
    asked.update(split.images.tobytes())
    home = folder / f"{config.teacher}-{asked.hexdigest()[:16]}-shift-{config.shift}"
    home.mkdir(parents=True, exist_ok=True)
    files = [home / f"view-{number:02d}.npy" for number in range(view_count(config))]
    missing = [number for number, file in enumerate(files) if not file.exists()]
    if missing:
        teacher = load_keras(path)
        for number in tqdm(missing, desc=f"asking {config.teacher}", unit="view"):
            views = one_view(split.images, number, config.shift)
            building = home / "building.npy"
            np.save(building, predict_proba(teacher, views).astype(np.float16))
            building.rename(files[number])
    return np.stack([np.load(file, allow_pickle=False) for file in files])
