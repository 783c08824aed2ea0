"""The next step for a broken folder is one that works for its owner."""

import subprocess
from pathlib import Path

import pytest
from artifact_samples import contents, parse, record_fields

from fmnist.artifacts import store
from fmnist.artifacts.advice import advise, checkout


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)  # noqa: S607


@pytest.fixture
def kept(root: Path) -> Path:
    """Return a folder of models that git keeps."""
    git(root.parent, "init", "-q")
    git(root.parent, "add", "artifacts")
    git(root.parent, "commit", "-q", "-m", "models")
    return root


def told(root: Path, key: str) -> str:
    [broken] = [each for each in store.scan(root).broken if each.key == key]
    return broken.advice


def test_what_git_keeps_is_restored_by_the_command_as_it_stands(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kept.parent)
    (kept / "ann_b" / "history.csv").write_text("gone wrong")

    advice = told(kept, "ann_b")

    assert advice == "Restore it: git checkout -- artifacts/ann_b"
    subprocess.run(advice.partition(": ")[2], shell=True, check=True)  # noqa: S602 - as pasted
    assert store.scan(kept).broken == ()


def test_from_elsewhere_the_command_names_the_whole_path(kept: Path) -> None:
    (kept / "ann_b" / "model.keras").unlink()

    command = told(kept, "ann_b").partition(": ")[2]

    assert command == f"git -C {kept} checkout -- ann_b"
    subprocess.run(command, shell=True, check=True)  # noqa: S602
    assert store.scan(kept).broken == ()


def test_a_path_with_a_space_can_be_pasted_too(tmp_path: Path) -> None:
    assert checkout(tmp_path / "my models" / "a") == f"git -C '{tmp_path}/my models' checkout -- a"


def test_what_git_has_just_as_broken_is_not_restored_from_it(root: Path) -> None:
    (root / "ann_b" / "model.keras").unlink()
    git(root.parent, "init", "-q")
    git(root.parent, "add", "artifacts")
    git(root.parent, "commit", "-q", "-m", "broken")

    assert "git checkout" not in told(root, "ann_b")


def test_what_was_never_given_to_git_is_not_restored_from_it(kept: Path) -> None:
    store.write(parse(record_fields("my_cnn")), contents(), kept)
    (kept / "my_cnn" / "model.keras").unlink()

    advice = told(kept, "my_cnn")

    assert advice.startswith("Fix this, import the model again, or remove the folder:")
    assert advice.endswith(f"rm -r {kept / 'my_cnn'}")


def test_a_recipe_s_model_can_be_trained_again(root: Path) -> None:
    store.write(parse(record_fields("ann_10_10")), contents(), root)
    (root / "ann_10_10" / "model.keras").unlink()

    assert told(root, "ann_10_10") == "Train it again: python -m fmnist train ann_10_10"


@pytest.mark.parametrize("name", ["../ann_b", "_equal_budget", "ann b", "x; rm -rf /"])
def test_no_other_name_is_taken_for_a_recipe_s(tmp_path: Path, name: str) -> None:
    assert "train" not in advise(tmp_path / name)


def test_a_copied_folder_is_told_what_to_change(root: Path) -> None:
    (root / "ann_b").rename(root / "ann_copy")

    advice = told(root, "ann_copy")

    assert "If the folder is a copy, give the key in its record.json the folder's name" in advice
    assert "rename the folder ann_copy to ann_b" in advice


def test_a_folder_s_own_settings_for_git_run_nothing(root: Path) -> None:
    git(root, "init", "-q")
    git(root, "config", "core.fsmonitor", f"touch {root}/ran; false")
    (root / "ann_b" / "model.keras").unlink()

    told(root, "ann_b")

    assert not (root / "ran").exists()
