"""A kept ablation study comes back as it was, and is refused in words when it is something else."""

from pathlib import Path

import pytest

from fmnist.artifacts.ablation import ABLATION_FILE, Variation, pack, read
from fmnist.errors import ArtifactError

STUDY = tuple(
    Variation(
        name=name,
        validation_accuracy=accuracy,
        mirrored_accuracy=accuracy,
        validation_images=5000,
        epochs=3,
        selected_epoch=2,
        seconds=1.5,
        settings='{"flip": false, "of": "a, b"}',
    )
    for name, accuracy in (("the recipe", 0.9), ("without flip, and shift", 0.88))
)


def write(folder: Path) -> Path:
    for name, content in pack(STUDY).items():
        (folder / name).write_bytes(content)
    return folder / ABLATION_FILE


def test_it_comes_back(tmp_path: Path) -> None:
    write(tmp_path)

    assert read(tmp_path) == STUDY


def test_no_study_is_no_error(tmp_path: Path) -> None:
    assert read(tmp_path) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("0.9,0.9", "1.9,0.9"), "less than or equal to 1"),
        (("validation_accuracy", "accuracy"), "Field required"),
        ((",5000,", ",many,"), "valid integer"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, change, words) -> None:
    path = write(tmp_path)
    path.write_text(path.read_text().replace(*change))

    with pytest.raises(ArtifactError, match=words):
        read(tmp_path)
