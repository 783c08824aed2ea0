"""What a student is taught: labels, or labels mixed with what a released model thinks."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from fmnist.artifacts import store
from fmnist.data.dataset import Split
from fmnist.errors import ArtifactError
from fmnist.training.config import TrainingConfig
from fmnist.training.distillation import one_hot, targets, taught_by

ALONE = TrainingConfig(epochs=1, batch_size=10)


@pytest.fixture(scope="module")
def few(images: Split) -> Split:
    """Return thirty images with their labels."""
    return Split(images.images[:30], images.labels[:30])


def test_without_a_teacher_it_is_the_label(few: Split) -> None:
    taught = targets(ALONE, few)

    assert taught.dtype == np.float32
    assert (taught == np.eye(10)[few.labels]).all()


@pytest.mark.slow
def test_a_teacher_has_its_share_of_every_target(few: Split) -> None:
    config = replace(ALONE, teacher="ann_10_10", teacher_share=0.75)
    both = Split(np.concatenate([few.images, few.images[:, :, ::-1]]), np.tile(few.labels, 2))

    taught, mirrored = np.split(targets(config, both), 2)

    stored = store.load("ann_10_10").y_proba[:30]  # the teacher's own view of the first test images
    thought = (taught - 0.25 * one_hot(few.labels)) / 0.75
    other = 2 * thought - stored  # so is its view of their mirror images
    assert np.abs(taught.sum(axis=1) - 1).max() < 1e-5
    assert np.abs(other.sum(axis=1) - 1).max() < 1e-4
    assert other.min() > -1e-4
    assert np.abs(taught - mirrored).max() < 1e-5
    assert np.abs(stored - thought).max() > 0.01, "a mirror image is another image"


@pytest.mark.slow
def test_a_teacher_that_is_not_there(few: Split) -> None:
    config = replace(ALONE, teacher="nobody", teacher_share=0.5)

    with pytest.raises(ArtifactError, match="No model 'nobody'"):
        targets(config, few)


def test_the_record_names_the_teacher_s_file() -> None:
    taught = taught_by(replace(ALONE, teacher="ann_10_10", teacher_share=0.5))

    content = (store.ARTIFACTS / "ann_10_10" / store.MODEL_FILE).read_bytes()
    assert taught == {"teacher_sha256": hashlib.sha256(content).hexdigest()}
    assert taught_by(ALONE) == {}
