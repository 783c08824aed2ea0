"""Whatever lies in artifacts/: nothing stops, hangs or fills the memory, and all else works."""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
from artifact_samples import contents, parse, record_fields

from fmnist.artifacts import store
from fmnist.artifacts.files import visible
from fmnist.errors import ArtifactError

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 5  # for one folder, on a busy machine; none takes half of one
MOST_MEMORY = 150 * 2**20  # above what the intact folders take


@pytest.fixture
def quick() -> Iterator[None]:
    """Fail what hangs for a while; what hangs for ever fails by the runner's own limit."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("case", hostile.TOLD)
@pytest.mark.usefixtures("quick")
def test_it_is_told_and_the_other_model_works(root: Path, case: str) -> None:
    spoil, sentence = hostile.TOLD[case]
    spoil(root / "ann_b")

    registry = store.scan(root)
    with pytest.raises(ArtifactError) as told:
        store.load("ann_b", root)

    assert [model.key for model in registry.models] == ["ann_a"]
    assert [broken.key for broken in registry.broken] == ["ann_b"]
    assert sentence in registry.broken[0].reason
    assert sentence in str(told.value)
    assert len(str(told.value)) < 3000
    assert str(told.value).isprintable()
    assert registry.broken[0].advice in str(told.value)
    assert hash(store.state(root)) == hash(store.state(root))


@pytest.mark.parametrize("case", hostile.HARMLESS)
@pytest.mark.usefixtures("quick")
def test_what_is_no_model_harms_none(root: Path, case: str) -> None:
    hostile.HARMLESS[case](root / "ann_b")

    registry = store.scan(root)

    assert [model.key for model in registry.models] == ["ann_a", "ann_b"]
    assert registry.broken == ()
    assert "".join(name for name, *_ in store.state(root)).encode()


@pytest.mark.parametrize(
    "name", [b"\xff\xfe", "\u202eann".encode(), b"a\nb", b"*bold* $x$", b"-rf"]
)
def test_a_folder_of_any_name_is_told_by_a_name_that_can_be_shown(root: Path, name: bytes) -> None:
    hostile.rename(root / "ann_b", name)

    registry = store.scan(root)

    assert [model.key for model in registry.models] == ["ann_a"]
    [broken] = registry.broken
    assert broken.key == visible(os.fsdecode(name))
    assert " ".join([broken.key, *broken.reasons, broken.advice]).isprintable()
    assert "field key: expected" in broken.reason
    assert "".join(name for name, *_ in store.state(root)).encode()


def test_a_missing_folder_of_models_holds_none_and_is_told(tmp_path: Path) -> None:
    registry = store.scan(tmp_path / "artifacts")

    assert registry.models == ()
    [broken] = registry.broken
    assert "is not there: expected a folder of models" in broken.reason
    assert store.known_keys(tmp_path / "artifacts") == ()


def test_an_unreadable_folder_is_told(root: Path) -> None:
    (root / "ann_b").chmod(0)
    told = _as_nobody(root)
    (root / "ann_b").chmod(0o755)
    (root / "ann_b" / "record.json").chmod(0)
    of_file = _as_nobody(root)

    for output in (told, of_file):
        assert "TrainedModel" in output
        assert "ann_a" in output
        assert "record.json in ann_b/ cannot be read: Permission denied" in output


def _as_nobody(root: Path) -> str:
    """Read all folders as a user who is neither root nor the owner."""
    if os.geteuid() != 0:  # an owner without rights is refused as well
        lower = ""
    else:
        lower = "os.setgid(65534); os.setuid(65534); "
        for folder in (root, *root.parents):
            if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
                folder.chmod(folder.stat().st_mode | 0o055)
    program = f"import os, pathlib, encodings.cp437; from fmnist.artifacts import store; {lower}"
    program += f"root = pathlib.Path({str(root)!r}); print(store.scan(root))"
    done = subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_model_that_is_replaced_while_it_is_read_is_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = store.read_record

    def replaced_first(path: Path) -> object:
        monkeypatch.setattr(store, "read_record", read)
        record = read(path)
        store.write(parse(record_fields("ann_b")), contents(seed=7), root)
        return record

    monkeypatch.setattr(store, "read_record", replaced_first)

    assert store.load("ann_b", root).key == "ann_b"


def test_a_model_that_vanishes_while_it_is_read_is_simply_not_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = store.read_record

    def vanishing(path: Path) -> object:
        if path.parent.name == "ann_b":
            shutil.rmtree(path.parent)
        return read(path)

    monkeypatch.setattr(store, "read_record", vanishing)
    registry = store.scan(root)

    assert [model.key for model in registry.models] == ["ann_a"]
    assert registry.broken == ()


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every hostile folder beside one intact model."""
    root = tmp_path_factory.mktemp("registry") / "artifacts"
    intact = root / "ann_a"
    store.write(parse(record_fields("ann_a")), contents(), root)
    store.write(parse(record_fields("ann_b")), contents(1), root)
    kept = root.parent / "ann_b"
    (root / "ann_b").rename(kept)
    for number, (spoil, _) in enumerate(hostile.TOLD.values()):
        shutil.copytree(kept, root / "ann_b")
        hostile.change(root / "ann_b", key=f"bad_{number}")
        spoil(root / "ann_b")
        (root / "ann_b").rename(root / f"bad_{number}")
        shutil.rmtree(root / ".away", ignore_errors=True)
    assert intact.is_dir()
    return root


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fmnist", *words],
        cwd=ROOT,
        env=os.environ | {"FMNIST_ARTIFACTS": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_results_are_those_of_the_intact_model_and_name_all_others(all_at_once: Path) -> None:
    done = run(all_at_once, "results", "--json")

    assert "Traceback" not in done.stderr
    assert [row["key"] for row in json.loads(done.stdout)] == ["ann_a"]
    assert done.stderr.count(" left out: ") == len(hostile.TOLD)
    assert done.returncode == 2


def test_a_report_of_the_intact_model_is_written(all_at_once: Path, tmp_path: Path) -> None:
    done = run(all_at_once, "report", "--out", str(tmp_path / "report.html"))

    assert "Traceback" not in done.stderr
    assert "ANN_A" in (tmp_path / "report.html").read_text()
    assert done.stderr.count(" left out: ") == len(hostile.TOLD)


def test_looking_at_all_of_them_takes_no_memory(all_at_once: Path) -> None:
    code = (
        "import sys, resource, pathlib; from fmnist.artifacts import store\n"
        "root = pathlib.Path(sys.argv[1])\n"
        "store.load('ann_a', root)\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "store.scan(root)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(all_at_once)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30)),
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MOST_MEMORY
