"""Workers that need not import TensorFlow: each branches off a process that has done so already.

Such a worker is a process of its own with its own limits, session and environment, and runs
`fmnist.importing.worker.main` to its end. Only its start differs from that of
`python -m fmnist.importing.worker`, which the tests of safety and one of every form go through.
"""

import importlib
import multiprocessing
import os
import sys
import threading
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO

from fmnist.importing.process import ROOT

HERE = Path(__file__).parent
ENVIRONMENT = {
    "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
"""What libraries read when they are imported, as `fmnist.importing.process` has it."""

context = multiprocessing.get_context("forkserver")


def start_server() -> None:
    """Let the process from which all others branch off begin its imports."""
    context.set_forkserver_preload(["__main__", "warm"])
    own = dict(os.environ)
    os.environ.update(ENVIRONMENT)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(own)


class Fork:
    """What `process.Worker` asks of `subprocess.Popen`, of a process that branched off.

    Parameters
    ----------
    _command
        Left aside.
    stderr, cwd, env
        As `subprocess.Popen` has them; the other options are those that `process.Worker` gives.
    """

    def __init__(
        self, _command: list[str], *, stderr: IO[bytes], cwd: Path, env: dict[str, str], **_: object
    ) -> None:
        task, given = os.pipe()
        told, answer = os.pipe()
        ends = (
            Connection(task, writable=False),
            Connection(answer, readable=False),
            Connection(os.dup(stderr.fileno()), readable=False),
        )
        self._process = context.Process(target=_work, args=(*ends, str(cwd), env))
        self._process.start()
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


def _work(task: Connection, answer: Connection, log: Connection, cwd: str, env: dict) -> None:
    from fmnist.importing import worker  # noqa: PLC0415 - `warm` has it

    os.setsid()
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for number, end in enumerate((task, answer, log)):
        os.dup2(end.fileno(), number)
        end.close()
    sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115 - as a new process has it
    worker.main()


def in_fork(module: str, folder: Path) -> None:
    """Let a process that branches off import a module and call its ``main(folder)``."""
    process = context.Process(target=_main, args=(module, folder))
    process.start()
    process.join()
    assert process.exitcode == 0, f"{module} failed"


def _main(module: str, folder: Path) -> None:
    importlib.import_module(module).main(folder)
