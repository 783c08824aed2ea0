"""What this machine is, in words that a record keeps."""

import os
import platform
from pathlib import Path

import keras
import numpy as np

from fmnist.artifacts.record import Environment


def environment() -> Environment:
    """Describe versions and hardware of this process."""
    backend = keras.backend.backend()
    return Environment(
        python=platform.python_version(),
        keras=keras.__version__,
        backend=f"{backend} {_backend_version(backend)}",
        numpy=np.__version__,
        hardware=_hardware(),
    )


def _backend_version(backend: str) -> str:
    module = __import__(backend)
    return str(module.__version__)


def _hardware() -> str:
    """Name the processor and how many of its cores this process may use."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
        named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        name = named[0] if named else name
    return f"{os.cpu_count()} CPU cores, {name}"
