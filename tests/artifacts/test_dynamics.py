"""What a training thought of its images comes back as written, or an error says what is wrong."""

from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import dynamics
from fmnist.artifacts.dynamics import DYNAMICS_FILE
from fmnist.errors import ArtifactError


def written(folder: Path) -> Path:
    packed = dynamics.pack(
        5,
        np.array([0, 2, 3]),
        confidence=np.array([0.5, 0.25, 1.0]),
        deviation=np.array([0.125, 0.0, 0.5]),
        forgettings=np.array([7, 0, 300]),
    )
    for name, content in packed.items():
        (folder / name).write_bytes(content)
    return folder / DYNAMICS_FILE


def test_they_come_back_at_the_numbers_of_the_official_images(tmp_path: Path) -> None:
    written(tmp_path)

    found = dynamics.read(tmp_path)

    np.testing.assert_array_equal(found.confidence, [0.5, np.nan, 0.25, 1.0, np.nan])
    np.testing.assert_array_equal(found.deviation, [0.125, np.nan, 0.0, 0.5, np.nan])
    np.testing.assert_array_equal(found.forgettings, [7, 0, 0, 300, 0])
    np.testing.assert_array_equal(found.trained, [True, False, True, True, False])


def test_a_file_for_all_training_images_is_small() -> None:
    rng = np.random.default_rng(0)
    packed = dynamics.pack(
        60_000,
        np.arange(55_000),
        confidence=rng.random(55_000),
        deviation=rng.random(55_000) / 2,
        forgettings=rng.integers(0, 80, 55_000),
    )

    assert len(packed[DYNAMICS_FILE]) <= 330_000


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
        np.savez(path, confidence=np.zeros(3), deviation=np.zeros(2), forgettings=np.zeros(3))

    with pytest.raises(ArtifactError, match=r"dynamics\.npz in .*git checkout"):
        dynamics.read(tmp_path)
