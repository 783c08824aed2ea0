"""The process of its own: its progress, its limits, its end by clock, person or crash."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from networks import classifier, onnx_bytes

from fmnist.errors import ImportingError
from fmnist.importing import importer, limits, process
from fmnist.importing.process import Worker


@pytest.fixture
def network(tmp_path: Path) -> Path:
    path = tmp_path / "m.onnx"
    path.write_bytes(onnx_bytes(*classifier(), batch=1))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "worker"
    made.mkdir()
    return made


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_each_step_is_told_as_it_begins(network: Path, folder: Path) -> None:
    worker = importer.start(network, folder)

    steps = list(worker.follow())

    assert steps[:2] == ["Looking at the file", "Reading the ONNX model"]
    assert steps[2].startswith("Probing 1 of 28 ways")
    assert worker.result()["kind"] == "model"
    assert not worker.running


def test_a_person_can_stop_it_and_nothing_is_left_running(network: Path, folder: Path) -> None:
    worker = importer.start(network, folder)
    for step in worker.follow():
        if step.startswith("Probing"):
            worker.cancel()
    pid = worker._process.pid

    assert not alive(pid)
    with pytest.raises(ImportingError, match=r"was stopped\. Nothing was changed"):
        worker.result()


def test_past_its_deadline_it_is_ended(network: Path, folder: Path) -> None:
    task = {"task": "inspect", "path": str(network), "folder": str(folder), "beside": False}
    began = time.monotonic()
    worker = Worker({**task, "name": "m.onnx"}, seconds=0.2)
    for _ in worker.follow():
        pass

    assert time.monotonic() - began < 20
    with pytest.raises(ImportingError, match=r"took longer than 0 seconds and was ended"):
        worker.result()


def test_a_death_without_an_answer_is_a_sentence(
    network: Path, folder: Path, finish: Callable[[Worker], dict]
) -> None:
    worker = importer.start(network, folder)
    worker._process.kill()

    with pytest.raises(ImportingError, match=r"ended without an answer \(signal 9\)") as died:
        finish(worker)

    assert str(died.value).startswith("m.onnx is truncated or damaged, or it needs more than")


@pytest.fixture
def run_instead(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the next worker run some code of the test's own."""

    def let(code: str) -> None:
        popen = subprocess.Popen
        monkeypatch.setattr(
            process.subprocess,
            "Popen",
            lambda command, **options: popen([command[0], "-c", code], **options),
        )

    return let


def test_what_a_library_prints_is_no_answer(
    folder: Path, finish: Callable[[Worker], dict], run_instead: Callable[[str], None]
) -> None:
    run_instead("import sys; sys.stdin.read(); print('[1, 2]'); print('W0000 hello'); print('{}')")
    worker = Worker({"task": "inspect", "folder": str(folder)})

    with pytest.raises(ImportingError, match=r"ended without an answer \(exit code 0\)"):
        finish(worker)


def test_a_file_that_asks_for_more_memory_than_there_is_is_a_sentence(
    folder: Path, finish: Callable[[Worker], dict], run_instead: Callable[[str], None]
) -> None:
    run_instead(
        "from fmnist.importing import limits, worker\n"
        "worker.TASKS['inspect'] = lambda task, tell: bytearray(limits.MEMORY)\n"
        "worker.main()"
    )
    worker = Worker({"task": "inspect", "folder": str(folder), "name": "m.onnx"})

    with pytest.raises(ImportingError, match=r"^m\.onnx needs more than the 12,000 MiB") as refused:
        finish(worker)

    assert "Export the model as ONNX" in str(refused.value)


def limited(code: str) -> subprocess.CompletedProcess[str]:
    start = "from fmnist.importing import limits\nlimits.restrain()\n"
    return subprocess.run(
        [sys.executable, "-c", start + code],
        check=False,
        capture_output=True,
        text=True,
        cwd=process.ROOT,
    )


def test_memory_is_limited() -> None:
    done = limited(f"bytearray({limits.MEMORY})")

    assert "MemoryError" in done.stderr


def test_computing_time_and_core_files_are_limited() -> None:
    done = limited(
        "import resource\n"
        "print(*(resource.getrlimit(each)[1] for each in (resource.RLIMIT_CPU, "
        "resource.RLIMIT_CORE)))"
    )

    assert done.stdout.split() == [str(limits.SECONDS), "0"]


def test_the_worker_gets_no_secrets_of_its_server(
    network: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_SECRET_TOKEN", "x")
    given: dict = {}
    popen = subprocess.Popen

    def watched(command: list[str], **options: object) -> subprocess.Popen:
        given.update(options["env"])  # type: ignore[call-overload]
        return popen(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(process.subprocess, "Popen", watched)
    worker = importer.start(network, folder)
    worker.cancel()

    assert "MY_SECRET_TOKEN" not in given
    assert "PATH" in given


def test_an_onnx_file_is_imported_without_tensorflow(network: Path, folder: Path) -> None:
    worker = importer.start(network, folder)
    for _ in worker.follow():
        pass
    code = (
        "import sys, json\n"
        "import fmnist.importing.importer, fmnist.importing.worker, fmnist.importing.probe\n"
        "import fmnist.importing.keras_files, fmnist.importing.tensorflow_files\n"
        "print([name for name in ('tensorflow', 'keras', 'onnx', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=process.ROOT
    )

    assert worker.result()["form"] == "ONNX"
    assert done.stdout.strip() == "[]", "a server that imports models loads none of these"
