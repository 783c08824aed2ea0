"""What a student is taught: labels, or labels mixed with what a released model thinks."""

import hashlib
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from fmnist.artifacts import store
from fmnist.data.dataset import Split
from fmnist.errors import ArtifactError
from fmnist.training import distillation
from fmnist.training.augmentation import one_view
from fmnist.training.config import TrainingConfig
from fmnist.training.distillation import Lesson, lesson, one_hot, taught_by
from fmnist.training.temperature import soften

ALONE = TrainingConfig(epochs=1, batch_size=10)
TAUGHT = replace(ALONE, teacher="ann_10_10", teacher_share=0.75)
PER_VIEW = replace(TAUGHT, flip=True, shift=1, teacher_per_view=True)


def targets(config: TrainingConfig, split: Split) -> np.ndarray:
    """Return what all images are taught in their first view."""
    order = np.arange(len(split))
    return lesson(config, split).targets(order, np.zeros_like(order))


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
    both = Split(np.concatenate([few.images, few.images[:, :, ::-1]]), np.tile(few.labels, 2))

    taught, mirrored = np.split(targets(TAUGHT, both), 2)

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


@pytest.mark.slow
def test_a_teacher_that_answers_each_view_says_what_it_says_when_asked_about_it(
    few: Split, tmp_path: Path
) -> None:
    asked = lesson(PER_VIEW, few, tmp_path)

    teacher = keras.models.load_model(store.ARTIFACTS / "ann_10_10" / store.MODEL_FILE)
    order = np.arange(len(few))[::-1].copy()
    labels = np.eye(10)[few.labels[order]]
    for view in range(18):
        shown = one_view(few.images[order], view, 1).astype(np.float32)
        expected = 0.25 * labels + 0.75 * np.asarray(teacher(shown))
        taught = asked.targets(order, np.full(len(few), view))
        np.testing.assert_allclose(taught, expected, atol=5e-4)  # sixteen bits
    assert np.ptp(asked.answers, axis=0).max() > 0.1, "views differ"


@pytest.mark.slow
def test_a_teacher_is_asked_about_a_view_only_once(
    few: Split, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = lesson(PER_VIEW, few, tmp_path)
    predict, asked = distillation.predict_proba, []

    def count(model: keras.Model, images: np.ndarray) -> np.ndarray:
        asked.append(images)
        return predict(model, images)

    monkeypatch.setattr(distillation, "predict_proba", count)

    np.testing.assert_array_equal(lesson(PER_VIEW, few, tmp_path).answers, first.answers)
    assert not asked
    next(tmp_path.rglob("view-07.npy")).unlink()  # as if the asking had been stopped
    np.testing.assert_array_equal(lesson(PER_VIEW, few, tmp_path).answers, first.answers)
    assert len(asked) == 1
    np.testing.assert_array_equal(asked[0], one_view(few.images, 7, 1))
    others = Split(few.images[::-1].copy(), few.labels[::-1].copy())
    lesson(PER_VIEW, others, tmp_path)
    assert len(asked) == 19, "other images are other questions"


def test_with_a_temperature_label_and_softened_answer_stand_side_by_side() -> None:
    answers = np.random.default_rng(0).dirichlet(np.ones(10), (2, 5)).astype(np.float16)
    labels = np.eye(10, dtype=np.float32)[:5]
    order, views = np.array([4, 0, 2]), np.array([1, 0, 1])

    taught = Lesson(labels, answers, 0.5, temperature=4.0).targets(order, views)

    assert taught.shape == (3, 20)
    np.testing.assert_array_equal(taught[:, :10], labels[order])
    np.testing.assert_allclose(
        taught[:, 10:], soften(answers[[1, 0, 1], [4, 0, 2]], 4.0), rtol=1e-6
    )


def test_the_record_names_the_teacher_s_file() -> None:
    taught = taught_by(replace(ALONE, teacher="ann_10_10", teacher_share=0.5))

    content = (store.ARTIFACTS / "ann_10_10" / store.MODEL_FILE).read_bytes()
    assert taught == {"teacher_sha256": hashlib.sha256(content).hexdigest()}
    assert taught_by(ALONE) == {}
