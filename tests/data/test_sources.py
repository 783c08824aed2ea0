"""Where training images are looked for, in which order, and what happens to bad ones."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fmnist.data import dataset, fingerprints, sources
from fmnist.data.dataset import Split
from fmnist.errors import DataError

FILES = dataset.TRAIN_FILES


@pytest.fixture
def as_official(monkeypatch: pytest.MonkeyPatch, small: Split) -> Split:
    """Let thirty images be the official training split."""
    monkeypatch.setattr(fingerprints, "TRAIN_IMAGES", fingerprints.fingerprint(small.images))
    monkeypatch.setattr(fingerprints, "TRAIN_LABELS", fingerprints.fingerprint(small.labels))
    return small


def test_the_places_stand_in_their_order(bare_machine: Path) -> None:
    folders = [place.folder for place in sources.candidate_folders()]
    expected = ["keras/datasets/fashion-mnist", "debian", "cache"]
    assert folders == [bare_machine / name for name in expected]
    assert not any(place.required for place in sources.candidate_folders())


def test_a_named_folder_is_the_only_place(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(sources.FOLDER_VARIABLE, str(bare_machine / "mine"))
    [place] = sources.candidate_folders()
    assert place == sources.Place("FMNIST_DATA folder", bare_machine / "mine", required=True)
    [place] = sources.candidate_folders(bare_machine / "explicit")
    assert place == sources.Place("explicit folder", bare_machine / "explicit", required=True)


def test_without_keras_home_the_cache_lies_in_the_home_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("KERAS_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert sources.keras_cache() == tmp_path / ".keras/datasets/fashion-mnist"


@pytest.mark.parametrize("place", ["keras/datasets/fashion-mnist", "debian", "cache"])
def test_each_place_is_found(
    bare_machine: Path, as_official: Split, write_split: Callable[..., Path], place: str
) -> None:
    write_split(bare_machine / place, FILES, as_official)
    split = sources.load_training_split()
    np.testing.assert_array_equal(split.images, as_official.images)


def test_the_first_place_wins_and_one_with_half_the_files_is_passed_by(
    bare_machine: Path, as_official: Split, write_split: Callable[..., Path]
) -> None:
    write_split(bare_machine / "debian", FILES, as_official)
    keras = write_split(bare_machine / "keras/datasets/fashion-mnist", FILES, as_official)
    (keras / FILES[0]).unlink()
    assert len(sources.load_training_split()) == 30
    (keras / FILES[0]).write_bytes(b"interrupted")
    not_idx = r"The Keras cache cannot be used. .*train-images.* is not an idx file"
    with pytest.raises(DataError, match=not_idx):
        sources.load_training_split()


def test_the_download_is_the_last_resort(
    bare_machine: Path,
    as_official: Split,
    write_split: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(DataError, match="no network in this test"):
        sources.load_training_split()
    folder = write_split(bare_machine / "new", FILES, as_official)
    monkeypatch.setattr(sources, "download_training_files", lambda: folder)
    assert len(sources.load_training_split()) == 30


def test_a_named_folder_must_hold_the_files(
    bare_machine: Path,
    as_official: Split,
    write_split: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_split(bare_machine / "debian", FILES, as_official)
    with pytest.raises(DataError, match=r"The explicit folder cannot be used. .*mine has no train"):
        sources.load_training_split(bare_machine / "mine")
    monkeypatch.setenv(sources.FOLDER_VARIABLE, str(bare_machine / "mine"))
    with pytest.raises(DataError, match="The FMNIST_DATA folder cannot be used"):
        sources.load_training_split()


def test_other_images_are_refused_and_named(
    bare_machine: Path, official_test: Split, write_split: Callable[..., Path]
) -> None:
    folder = write_split(bare_machine / "mine", FILES, official_test)
    with pytest.raises(DataError, match=r"does not hold .* These are the official 10,000 .* test"):
        sources.load_training_split(folder)


def test_the_real_files_load(bare_machine: Path, official_train: Split) -> None:
    assert bare_machine.exists()
    assert len(official_train) == 60_000
    folder = Path("/usr/share/datasets/fashion-mnist")
    np.testing.assert_array_equal(sources.load_training_split(folder).labels, official_train.labels)
