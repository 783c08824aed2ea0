"""Processes that need not import TensorFlow: each branches off a process that has done so already.

They are processes of their own, with their own environment, session, folder and streams, and end as
others do; only the libraries are there when they begin. What is told of imports, and the way of a
stranger's file and of a typed command from the very start, is tested without them.
"""

import importlib
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    "PYTHONPATH": os.pathsep.join(map(str, (ROOT, *sorted((ROOT / "tests").glob("*/"))))),
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
"""What libraries read when they are imported, as `fmnist.importing.process` has it."""

PATIENCE = 300
"""Seconds; the slowest takes 30 on a busy machine."""

_context = multiprocessing.get_context("forkserver")


def _start(work: Callable[..., None], *given: object) -> ForkServerProcess:
    """Start a process; before the first, the one from which all of them branch off."""
    _context.set_forkserver_preload(["__main__", "warm"])
    own = dict(os.environ)
    os.environ.update(ENVIRONMENT)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(own)
    process = _context.Process(target=work, args=given)
    process.start()
    return process


def start_command(
    *words: str, cwd: Path = ROOT, streams: tuple[IO[bytes], ...] = (), **more: str
) -> ForkServerProcess:
    """Start ``python -m fmnist`` with some words, and with more in its environment."""
    ends = [Connection(os.dup(each.fileno())) for each in streams]
    return _start(_command, words, ends, str(cwd), dict(os.environ) | more)


def run_command(
    *words: str, cwd: Path = ROOT, typed: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run it to its end, and return what it said, as `subprocess.run` does."""
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(typed.encode())
        given.seek(0)
        process = start_command(*words, cwd=cwd, streams=(given, out, err), **more)
        process.join(PATIENCE)
        code = process.exitcode
        if code is None:
            process.kill()
        assert code is not None, f"{' '.join(words)} took more than {PATIENCE} s"
        out.seek(0)
        err.seek(0)
        told = out.read().decode(), err.read().decode()
    return subprocess.CompletedProcess([*words], code, *told)


def call(module: str, function: str, *given: object) -> ForkServerProcess:
    """Let a process import a module and call one of its functions."""
    return _start(_call, module, function, given)


def call_and_wait(module: str, function: str, *given: object) -> None:
    """Let it do so to its end."""
    process = call(module, function, *given)
    process.join()
    assert process.exitcode == 0, f"{function} of {module} failed"


class Worker:
    """What `fmnist.importing.process` asks of `subprocess.Popen`, of a process that branches off.

    Parameters
    ----------
    _command
        Left aside: it is `fmnist.importing.worker` that runs.
    stderr, cwd, env
        As `subprocess.Popen` has them; the other options are those of `fmnist.importing.process`.
    """

    def __init__(
        self, _command: list[str], *, stderr: IO[bytes], cwd: Path, env: dict[str, str], **_: object
    ) -> None:
        task, given = os.pipe()
        told, answer = os.pipe()
        ends = [Connection(each) for each in (task, answer, os.dup(stderr.fileno()))]
        self._process = _start(_work, ends, str(cwd), env)
        for end in ends:
            end.close()
        self._asking = threading.Lock()
        self.pid = self._process.pid
        self.stdin, self.stdout = os.fdopen(given, "wb"), os.fdopen(told, "rb")

    @property
    def returncode(self) -> int | None:
        """Its exit code, negative where a signal ended it, or None while it works."""
        return self.poll()

    def poll(self) -> int | None:
        """Return the same."""
        with self._asking:
            return self._process.exitcode

    def wait(self) -> None:
        """Come back when it has ended."""
        while self.poll() is None:
            self._process.join(0.05)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()


def _call(module: str, function: str, given: tuple[object, ...]) -> None:
    getattr(importlib.import_module(module), function)(*given)


def _work(streams: list[Connection], cwd: str, env: dict[str, str]) -> None:
    from fmnist.importing import worker  # noqa: PLC0415 - `warm` has it

    _settle(streams, cwd, env)
    worker.main()


def _command(words: tuple[str, ...], streams: list[Connection], cwd: str, env: dict) -> None:
    _settle(streams, cwd, env)
    for name in [name for name in sys.modules if name.partition(".")[0] == "fmnist"]:
        del sys.modules[name]  # imported anew, they read this environment
    sys.argv = ["fmnist", *words]
    runpy.run_module("fmnist", run_name="__main__", alter_sys=True)


def _settle(streams: list[Connection], cwd: str, env: dict[str, str]) -> None:
    """Have the streams, the folder and the environment of a new process."""
    os.setsid()
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for number, end in enumerate(streams):
        os.dup2(end.fileno(), number)
        end.close()
    sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115 - a fork has none
