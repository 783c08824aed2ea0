"""Several folders of models: which there are, who is shown, who is hidden, and what is told."""

import os
import shutil
from pathlib import Path

import pytest
from artifact_samples import contents, parse, record_fields

from fmnist.artifacts import folders, store
from fmnist.artifacts.files import visible


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return a second folder, with another ann_b and a model of its own."""
    folder = tmp_path / "mine"
    store.write(parse(record_fields("ann_b") | {"display_name": "Mine"}), contents(8), folder)
    store.write(parse(record_fields("my_cnn")), contents(9), folder)
    return folder


def test_without_the_variable_our_own_folder_is_meant() -> None:
    ours = Path(__file__).resolve().parents[2] / "artifacts"

    assert folders.named(None) == folders.named("") == folders.named(os.pathsep) == (ours,)


def test_the_variable_names_folders_as_path_does(tmp_path: Path) -> None:
    value = os.pathsep.join([str(tmp_path / "mine"), "", " ", "artifacts", f"{tmp_path}/./mine"])

    assert folders.named(value) == (tmp_path / "mine", Path("artifacts"))


def test_models_of_all_folders_stand_together_and_the_first_folder_wins(
    root: Path, mine: Path
) -> None:
    registry = store.scan(mine, root)

    assert [model.key for model in registry.models] == ["ann_a", "ann_b", "my_cnn"]
    assert [model.folder.parent for model in registry.models] == [root, mine, mine]
    assert store.known_keys(mine, root) == ("ann_a", "ann_b", "my_cnn")
    assert store.load("ann_b", root, mine).record.display_name == "ANN_B"
    assert store.load("ann_b", mine, root).record.display_name == "Mine"


def test_the_hidden_model_is_told(root: Path, mine: Path) -> None:
    [hidden] = store.scan(mine, root).broken

    assert hidden.key == "ann_b"
    ours, theirs = (visible(str(each / "ann_b")) for each in (root, mine))
    assert hidden.reasons == (f"{ours} has the same key as {theirs}, which is shown instead.",)
    assert "rename one folder" in hidden.advice


def test_a_folder_that_is_not_there_is_told_and_hides_nothing(root: Path, tmp_path: Path) -> None:
    registry = store.scan(tmp_path / "mien", root)

    assert [model.key for model in registry.models] == ["ann_a", "ann_b"]
    [missing] = registry.broken
    assert missing.reasons == (f"{tmp_path / 'mien'} is not there: expected a folder of models.",)
    assert missing.advice == "Create it, or name another in FMNIST_ARTIFACTS."


def test_a_file_is_no_folder_of_models(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert "is a file: expected a folder" in store.scan(tmp_path / "file", root).broken[0].reason


def test_the_state_follows_every_folder(root: Path, mine: Path) -> None:
    before = store.state(mine, root)

    for folder in (mine, root):
        (folder / "ann_b" / "note.txt").write_text("seen")
        after = store.state(mine, root)
        assert after != before
        before = after
    shutil.rmtree(mine)
    assert store.state(mine, root) != before
