"""One writer at a time; what a killed one left is no model and goes away; room is looked for."""

import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from artifact_samples import contents, parse, record_fields

from fmnist.artifacts import store, writing
from fmnist.errors import ArtifactError

PROJECT = Path(__file__).resolve().parents[2]


def held_by_another(key: str, root: Path) -> subprocess.Popen[str]:
    """Start a process that holds a model's lock until its input ends."""
    code = (
        "import sys, pathlib; from fmnist.artifacts.writing import locked\n"
        "with locked(sys.argv[1], pathlib.Path(sys.argv[2])): print('held', flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, key, str(root)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_two_writers_of_one_model_are_told_apart_and_other_models_go_on(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PATIENCE", 0.0)
    other = held_by_another("ann_a", root)
    try:
        with (
            pytest.raises(ArtifactError, match=r"Another process is training or writing ann_a in"),
            writing.locked("ann_a", root, wait=0),
        ):
            pass
        store.write(parse(record_fields("ann_b")), contents(3), root)
    finally:
        other.kill()
        other.communicate()

    store.write(parse(record_fields("ann_a")), contents(4), root)  # a lock dies with its holder


def test_the_holder_itself_may_write(root: Path) -> None:
    with writing.locked("ann_a", root, wait=0):
        store.write(parse(record_fields("ann_a")), contents(5), root)

    assert not store.scan(root).broken


def test_what_a_killed_writer_left_is_no_model_and_goes_at_the_next_write(root: Path) -> None:
    for name in (".ann_a.building-a1b2c3d4", ".ann_b.building-zzzzzzzz", ".gone.building-00000000"):
        shutil.copytree(root / "ann_a", root / name)
    assert store.known_keys(root) == ("ann_a", "ann_b")

    store.write(parse(record_fields("ann_a")), contents(6), root)

    assert {path.name for path in root.iterdir() if path.is_dir()} == {"ann_a", "ann_b"}


def test_what_a_living_writer_builds_is_left_alone(root: Path) -> None:
    other = held_by_another("ann_b", root)
    try:
        (root / ".ann_b.building-a1b2c3d4").mkdir()
        store.write(parse(record_fields("ann_a")), contents(6), root)
        assert (root / ".ann_b.building-a1b2c3d4").is_dir()
    finally:
        other.kill()
        other.communicate()


def test_folders_of_other_names_are_nobody_s_leftovers(root: Path) -> None:
    for name in (".git", ".ann_a.notes_01", ".venv.backup_1"):
        (root / name).mkdir()

    store.write(parse(record_fields("ann_a")), contents(6), root)

    assert all((root / name).is_dir() for name in (".git", ".ann_a.notes_01", ".venv.backup_1"))


def test_a_link_is_replaced_and_what_it_led_to_stays(root: Path, tmp_path: Path) -> None:
    (root / "ann_a").rename(tmp_path / "elsewhere")
    (root / "ann_a").symlink_to(tmp_path / "elsewhere")

    store.write(parse(record_fields("ann_a")), contents(7), root)

    assert not (root / "ann_a").is_symlink()
    assert (tmp_path / "elsewhere" / "record.json").is_file()


def test_a_place_that_cannot_be_written_is_refused_before_work_begins() -> None:
    with pytest.raises(ArtifactError, match=r"/proc/models cannot be written: No such file"):
        writing.check_room(Path("/proc/models"))


def test_a_nearly_full_disk_is_refused_before_work_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil has it
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(2**40, 2**40, 5 * 2**20))

    with pytest.raises(ArtifactError, match=r"has room for 5.0 MiB: expected at least 200.0 MiB"):
        writing.check_room(tmp_path)


def test_room_enough_is_no_error_and_leaves_nothing(tmp_path: Path) -> None:
    writing.check_room(tmp_path / "new")

    assert list((tmp_path / "new").iterdir()) == []


def test_a_file_is_written_whole_through_its_link_with_its_permissions(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("before")
    real.chmod(0o640)
    link.symlink_to(real)

    writing.write_whole(link, b"after")

    assert link.is_symlink()
    assert real.read_text() == "after"
    assert real.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"real.txt", "link.txt"}


def test_a_file_that_cannot_be_written_is_a_sentence() -> None:
    with pytest.raises(ArtifactError, match=r"/proc/x cannot be written: .*name another folder"):
        writing.write_whole(Path("/proc/x"), b"")
