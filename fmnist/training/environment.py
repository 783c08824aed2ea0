"""What this machine is, in words that a record keeps."""

import os
import platform
from importlib import import_module
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
    return str(import_module(backend).__version__)


def _hardware() -> str:
    """Name the accelerators that compute, the processor and how many of its cores are there."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
        named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        name = named[0] if named else name
    return ", ".join([*_accelerators(), f"{os.cpu_count()} CPU cores", name])


def _accelerators() -> list[str]:
    """Return what each device but the processor is called, as far as the backend says."""
    if keras.backend.backend() != "jax":
        return []
    devices = import_module("jax").devices()
    return [device.device_kind for device in devices if device.platform != "cpu"]
