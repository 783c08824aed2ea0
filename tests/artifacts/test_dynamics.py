"""What a training thought of its images comes back as written, or an error says what is wrong."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import dynamics, store
from fmnist.artifacts.dynamics import DYNAMICS_FILE, TrainingDynamics
from fmnist.data.published_errors import WRONG_TRAINING_LABELS
from fmnist.errors import ArtifactError

NOT = np.nan
LEARNED = TrainingDynamics(
    confidence=np.array([0.5, NOT, 0.25, 1.0, 0.25], np.float16),
    deviation=np.array([0.125, NOT, 0.0, 0.5, 0.25], np.float16),
    forgettings=np.array([7, 0, 0, 300, 1], np.uint16),
    numbers=np.array([2, 4]),
    images=np.arange(2 * 784, dtype=np.uint8).reshape(2, 28, 28),
    labels=np.array([3, 9], np.uint8),
    answers=np.array([6, 9], np.uint8),
)


def written(folder: Path, learned: TrainingDynamics = LEARNED) -> Path:
    for name, content in dynamics.pack(learned).items():
        (folder / name).write_bytes(content)
    return folder / DYNAMICS_FILE


def test_they_come_back_as_they_were(tmp_path: Path) -> None:
    written(tmp_path)

    found = dynamics.read(tmp_path)

    for each in fields(TrainingDynamics):
        np.testing.assert_array_equal(getattr(found, each.name), getattr(LEARNED, each.name))
    assert found.trained.tolist() == [True, False, True, True, True]


def test_the_hardest_image_has_rank_one_and_those_that_did_not_train_have_none() -> None:
    assert LEARNED.hardness.tolist() == [3, 0, 1, 4, 2]


def test_a_file_for_all_training_images_is_small() -> None:
    rng = np.random.default_rng(0)
    packed = dynamics.pack(
        replace(
            LEARNED,
            confidence=rng.random(60_000).astype(np.float16),
            deviation=(rng.random(60_000) / 2).astype(np.float16),
            forgettings=rng.integers(0, 40, 60_000).astype(np.uint16),
            images=rng.integers(0, 256, (120, 28, 28)).astype(np.uint8),
        )
    )

    assert len(packed[DYNAMICS_FILE]) <= 380_000, "pure noise; real ones are smaller"


def test_no_file_is_nothing_kept(tmp_path: Path) -> None:
    assert dynamics.read(tmp_path) is None


@pytest.mark.parametrize("damage", ["cut", "renamed", "uneven"])
def test_a_damaged_file_is_told_with_the_next_step(tmp_path: Path, damage: str) -> None:
    path = written(tmp_path)
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:200])
    elif damage == "renamed":
        np.savez(path, weights=np.zeros(3))
    else:
        written(tmp_path, replace(LEARNED, deviation=np.zeros(2, np.float16)))

    with pytest.raises(ArtifactError, match=r"dynamics\.npz of .*git checkout"):
        dynamics.read(tmp_path)


def test_labels_that_were_published_as_wrong_are_among_the_hardest_that_ship() -> None:
    learned = dynamics.read(store.ARTIFACTS / "cnn_three_conv")

    ranks = learned.hardness[list(WRONG_TRAINING_LABELS)]
    assert np.median(ranks[ranks > 0]) < 0.01 * learned.trained.sum()
