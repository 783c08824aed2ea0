"""What is found out about a model once it has come in: ``python -m fmnist complete KEY``.

Its map and its answers to corrupted pictures take minutes, so nobody waits for them: a process of
its own asks the model, with what the machine has left, and adds the files when they are there.
"""

import os
import subprocess
import sys
import tempfile
import threading
from typing import Final

from fmnist.importing.process import ROOT

NICENESS: Final = 10


class Afterwards:
    """The process that asks one model.

    Parameters
    ----------
    key
        The model's.
    """

    def __init__(self, key: str) -> None:
        self.last = ""
        self._folder = tempfile.TemporaryDirectory(prefix="fmnist-complete-")
        self._process = subprocess.Popen(  # noqa: S603 - a key of the registry, and no shell
            [sys.executable, "-m", "fmnist", "complete", key],
            cwd=self._folder.name,  # where what is unfinished lies
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, NICENESS)
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def running(self) -> bool:
        """Whether it still asks."""
        return self._process.poll() is None

    @property
    def failed(self) -> bool:
        """Whether it ended otherwise than well; `last` then says why."""
        return (self._process.poll() or 0) > 0

    def cancel(self) -> None:
        """End it; what it has written by then stays."""
        self._process.terminate()
        self._process.wait()

    def _listen(self) -> None:
        """Keep the last line that it said."""
        if self._process.stdout is None:
            return
        with self._process.stdout as told:
            for line in told:
                self.last = line.strip() or self.last
        self._process.wait()
        self._folder.cleanup()
