"""Starting the worker, listening to it, and ending it: by its answer, the clock or a person."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from fmnist.errors import ImportingError
from fmnist.importing.forms import WAYS_OUT
from fmnist.importing.limits import MEBIBYTE, MEMORY, SECONDS

ROOT: Final = Path(__file__).resolve().parents[2]
INHERITED: Final = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "VIRTUAL_ENV",
)
POLL: Final = 0.01  # seconds


class Worker:
    """One task in a process of its own.

    Parameters
    ----------
    task
        As `fmnist.importing.worker` reads it; all its files lie in ``task["folder"]``.
    seconds
        The deadline.
    """

    def __init__(self, task: dict[str, Any], *, seconds: float = SECONDS) -> None:
        self.steps: list[str] = []
        self._answer: dict[str, Any] = {}
        self._cancelled = False
        self._end = time.monotonic() + seconds
        self._seconds = seconds
        self._name = str(task.get("name", "The file"))
        folder = Path(task["folder"])
        environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        environment |= {
            "PYTHONPATH": str(ROOT),
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
            "KERAS_BACKEND": "tensorflow",
            "TF_ENABLE_ONEDNN_OPTS": "0",  # the graph is what counts, and must not depend on it
        }
        with (folder / "worker.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "fmnist.importing.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
                env=environment,
                start_new_session=True,
            )
        self._listener = threading.Thread(target=self._listen, args=(task,), daemon=True)
        self._listener.start()

    @property
    def running(self) -> bool:
        """Whether it still works; past the deadline it is killed here."""
        if self._process.poll() is None and time.monotonic() > self._end:
            self._kill()
        return self._listener.is_alive() or self._process.poll() is None

    def follow(self) -> Iterator[str]:
        """Yield each step as it begins, until the worker has ended."""
        told = 0
        while True:
            running = self.running
            while told < len(self.steps):
                yield self.steps[told]
                told += 1
            if not running:
                return
            time.sleep(POLL)

    def result(self) -> dict[str, Any]:
        """Return what it found; call it when it has ended.

        Raises
        ------
        ImportingError
            It refused the file, was stopped, ran into a limit or died.
        """
        if "done" in self._answer:
            done: dict[str, Any] = self._answer["done"]
            return done
        if "refused" in self._answer:
            raise ImportingError(self._answer["refused"])
        if self._cancelled:
            raise ImportingError("The import was stopped. Nothing was changed.")
        if time.monotonic() > self._end:
            raise ImportingError(
                f"The import took longer than {self._seconds:,.0f} seconds and was ended. Nothing "
                f"was changed. {WAYS_OUT}"
            )
        code = self._process.returncode
        ended = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise ImportingError(
            f"{self._name} is truncated or damaged, or it needs more than the "
            f"{MEMORY // MEBIBYTE:,} MiB that an import may take: the process of its own that read "
            f"it ended without an answer ({ended}). Nothing was changed. Save or fetch the file "
            f"again. {WAYS_OUT}"
        )

    def cancel(self) -> None:
        """End it at once, whatever it does."""
        if self.running:
            self._cancelled = True
            self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)  # it began a group of its own
            else:
                self._process.kill()
        self._process.wait()

    def _listen(self, task: dict[str, Any]) -> None:
        """Hand over the task and collect the lines; whatever is no line of ours is left out."""
        given, told = self._process.stdin, self._process.stdout
        if given is None or told is None:
            return
        with contextlib.suppress(BrokenPipeError), given:
            given.write(json.dumps(task).encode())
        with told:
            for line in told:
                try:
                    said = json.loads(line)
                except ValueError:
                    continue
                if isinstance(said, dict) and "step" in said:
                    self.steps.append(str(said["step"]))
                elif isinstance(said, dict):
                    self._answer |= said
        self._process.wait()
