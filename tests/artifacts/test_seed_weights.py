"""The weights of further seeds come back as they were written, or an error says what is wrong."""

from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import seed_weights
from fmnist.artifacts.seed_weights import SEEDS_FILE
from fmnist.errors import ArtifactError

WEIGHTS = {
    seed: [np.full((2, 3), seed, np.float32), np.arange(12, dtype=np.float32) * seed]
    for seed in (10, 2)
}


def written(folder: Path) -> Path:
    for name, content in seed_weights.pack(WEIGHTS).items():
        (folder / name).write_bytes(content)
    return folder / SEEDS_FILE


def test_they_come_back_by_seed_and_in_order(tmp_path: Path) -> None:
    written(tmp_path)

    found = seed_weights.read(tmp_path)

    assert list(found) == [2, 10]
    for seed, arrays in WEIGHTS.items():
        for after, before in zip(found[seed], arrays, strict=True):
            np.testing.assert_array_equal(after, before)


def test_the_same_weights_make_the_same_file() -> None:
    assert seed_weights.pack(WEIGHTS) == seed_weights.pack(dict(reversed(WEIGHTS.items())))


def test_no_file_is_no_further_seed(tmp_path: Path) -> None:
    assert seed_weights.read(tmp_path) == {}


@pytest.mark.parametrize("damage", ["cut", "renamed"])
def test_a_damaged_file_is_told_with_the_next_step(tmp_path: Path, damage: str) -> None:
    path = written(tmp_path)
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:300])
    else:
        np.savez(path, weights=np.zeros(3))

    with pytest.raises(
        ArtifactError, match=r"seeds\.npz in .* holds no weights by seed.*remove the folder"
    ):
        seed_weights.read(tmp_path)
