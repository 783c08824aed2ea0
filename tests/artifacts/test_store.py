"""Reading, writing and distrusting artifacts."""

import json
import multiprocessing
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from artifact_samples import contents, parse, probabilities, record_fields

from fmnist.artifacts import predictions, store, writing
from fmnist.artifacts.files import sha256
from fmnist.errors import ArtifactError


def rewrite_predictions(root: Path, content: bytes) -> None:
    """Replace ann_b's predictions and record their hash, so that only their content is wrong."""
    path = root / "ann_b" / "test_predictions.npz"
    path.write_bytes(content)
    record = root / "ann_b" / "record.json"
    fields = json.loads(record.read_text())
    fields["files"]["test_predictions.npz"] = sha256(path)
    record.write_text(json.dumps(fields))


def change_field(root: Path, field: str, value: object) -> None:
    path = root / "ann_b" / "record.json"
    fields = json.loads(path.read_text())
    fields[field] = value
    path.write_text(json.dumps(fields))


def foreign_data(root: Path) -> None:
    fields = record_fields("ann_b")
    change_field(root, "data", fields["data"] | {"test_images": "a" * 64})


def with_nan() -> np.ndarray:
    y_proba = probabilities()
    y_proba[7, 3] = np.nan
    return y_proba


BREAK: dict[str, tuple[Callable[[Path], object], str]] = {
    "no record": (
        lambda root: (root / "ann_b/record.json").unlink(),
        "record.json is missing in ann_b/",
    ),
    "unknown field": (
        lambda root: change_field(root, "acuracy", 0.9),
        "field acuracy: Extra inputs",
    ),
    "wrong type": (
        lambda root: change_field(root, "parameters", "many"),
        "field parameters: Input should be a valid integer; received 'many'",
    ),
    "wrong hash": (
        lambda root: (root / "ann_b/history.csv").write_text("epoch\n1\n"),
        "history.csv has changed since it was recorded: expected SHA-256",
    ),
    "truncated npz": (
        lambda root: rewrite_predictions(root, contents()["test_predictions.npz"][:5000]),
        "test_predictions.npz is truncated or damaged",
    ),
    "wrong shape": (
        lambda root: rewrite_predictions(root, predictions.pack(probabilities()[:9999])),
        "expected y_proba float32 of shape (10000, 10), received float32 of shape (9999, 10)",
    ),
    "NaN": (
        lambda root: rewrite_predictions(root, predictions.pack(with_nan())),
        "1 rows of y_proba hold NaN",
    ),
    "rows not summing to one": (
        lambda root: rewrite_predictions(root, predictions.pack(probabilities() * 1.5)),
        "rows of y_proba must sum to 1, received one that is off by 0.5",
    ),
    "missing model file": (
        lambda root: (root / "ann_b/model.keras").unlink(),
        "model.keras is missing in ann_b/",
    ),
    "other data": (foreign_data, "field data.test_images: the model belongs to other data"),
    "another key": (
        lambda root: change_field(root, "key", "ann_c"),
        "field key: expected 'ann_b' (the folder's name), received 'ann_c'",
    ),
    "no JSON": (lambda root: (root / "ann_b/record.json").write_text("{"), "Invalid JSON"),
    "a path instead of a name": (
        lambda root: change_field(
            root, "files", record_fields()["files"] | {"../../secret": "0" * 64}
        ),
        "files must be plain names inside the folder, received '../../secret'",
    ),
    "negative probabilities": (
        lambda root: rewrite_predictions(root, predictions.pack(negative())),
        "y_proba holds negative probabilities",
    ),
}


def negative() -> np.ndarray:
    y_proba = probabilities()
    y_proba[0, :2] = [-0.25, y_proba[0, 0] + y_proba[0, 1] + 0.25]
    return y_proba


@pytest.mark.parametrize("case", BREAK)
def test_a_broken_folder_says_why_and_the_other_model_still_works(root: Path, case: str) -> None:
    break_it, sentence = BREAK[case]
    break_it(root)

    registry = store.scan(root)

    assert [model.key for model in registry.models] == ["ann_a"]
    assert [broken.key for broken in registry.broken] == ["ann_b"]
    assert sentence in registry.broken[0].reason
    assert "git checkout" not in registry.broken[0].advice, "nothing here is kept by git"
    assert "fmnist train" not in registry.broken[0].advice, "there is no such recipe"
    assert "folder" in registry.broken[0].advice


def test_an_intact_registry_has_no_broken_folder(root: Path) -> None:
    registry = store.scan(root)

    assert [model.key for model in registry.models] == ["ann_a", "ann_b"]
    assert registry.broken == ()
    np.testing.assert_array_equal(registry.models[1].y_proba, probabilities(1))


def test_the_test_data_folder_is_no_model(root: Path) -> None:
    (root / "test_data").mkdir()

    assert store.known_keys(root) == ("ann_a", "ann_b")


def test_an_unknown_key_names_the_known_ones_and_the_next_step(root: Path) -> None:
    with pytest.raises(ArtifactError, match=r"Known: ann_a, ann_b.*training a recipe"):
        store.load("cnn_x", root)


def test_other_data_needs_its_own_labels(root: Path) -> None:
    fields = record_fields("ann_b")
    change_field(root, "data", fields["data"] | {"dataset": "mnist-digits"})

    assert "hold no y_true" in store.scan(root).broken[0].reason


def test_the_state_changes_when_any_file_does(root: Path) -> None:
    before = store.state(root)
    path = root / "ann_a" / "history.csv"
    os.utime(path, ns=(1, 1))

    assert store.state(root) != before


def test_history_is_read_as_a_table(root: Path) -> None:
    model = store.load("ann_a", root)

    assert store.read_history(model)["accuracy"].tolist() == [0.5, 0.6]


def _write_and_die(root: Path, at: str) -> None:
    """Replace ann_a, but be killed at one moment of it."""
    rename = Path.rename

    def dying_rename(self: Path, target: Path) -> Path:
        if at in (self.name, Path(target).name) or (
            at == "building" and self.name.startswith(".ann_a.building-")
        ):
            os._exit(9)
        return rename(self, target)

    Path.rename = dying_rename  # type: ignore[method-assign]
    store.write(parse(record_fields("ann_a")), contents(seed=5), root)


@pytest.mark.parametrize("moment", [".ann_a.previous", "building"])
def test_a_killed_write_leaves_the_old_artifact_whole(root: Path, moment: str) -> None:
    old = store.load("ann_a", root).y_proba
    process = multiprocessing.get_context("fork").Process(
        target=_write_and_die, args=(root, moment)
    )
    process.start()
    process.join()
    assert process.exitcode == 9, "the writer was to die half-way"

    assert [broken.key for broken in store.scan(root).broken] == []
    np.testing.assert_array_equal(store.load("ann_a", root).y_proba, old)

    store.write(parse(record_fields("ann_a")), contents(seed=6), root)
    np.testing.assert_array_equal(store.load("ann_a", root).y_proba, probabilities(6))
    assert not (root / ".ann_a.previous").exists()


def test_a_failing_write_leaves_nothing_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_write_durably", fail)
    with pytest.raises(ArtifactError, match=r"ann_a cannot be written: No space"):
        store.write(parse(record_fields("ann_a")), contents(5), root)

    assert [path.name for path in sorted(root.iterdir()) if path.is_dir()] == ["ann_a", "ann_b"]
    assert store.scan(root).broken == ()


def test_files_are_added_to_what_was_written_while_they_were_made(root: Path) -> None:
    model = store.load("ann_a", root)
    store.add_files(model, {"features.npz": b"a map"})
    renamed = model.record.model_copy(update={"display_name": "Another name"})
    now = store.load("ann_a", root)
    store.write(
        renamed, {name: (now.folder / name).read_bytes() for name in now.record.files}, root
    )

    added = store.add_files(model, {"units.npz": b"images"})

    assert {"features.npz", "units.npz"} < set(added.record.files)
    assert added.record.display_name == "Another name"


def test_files_of_a_model_that_was_released_again_or_removed_are_refused(root: Path) -> None:
    model, other = store.load("ann_a", root), store.load("ann_b", root)
    again = other.record.model_copy(update={"key": "ann_a", "display_name": "ANN_A"})
    store.write(again, {n: (other.folder / n).read_bytes() for n in other.record.files}, root)

    with pytest.raises(
        ArtifactError, match="ann_a has been released again in the meantime: units.npz"
    ):
        store.add_files(model, {"units.npz": b"images"})
    shutil.rmtree(root / "ann_a")
    with pytest.raises(ArtifactError, match="No model 'ann_a'"):
        store.add_files(model, {"units.npz": b"images"})
    assert not (root / "ann_a").exists()
