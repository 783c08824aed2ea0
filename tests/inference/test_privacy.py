"""Who asks a model tells nobody of it: ONNX Runtime's own reports to its maker stay off."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT_QUIET = ("CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS")
ASK = """
import numpy as np
from fmnist.artifacts import store
from fmnist.inference.engine import open_engine
print(open_engine(store.load("ann_10_10")).predict(np.zeros((1, 28, 28), np.uint8)).shape)
"""
ASK_WITHOUT_US = """
import onnxruntime
session = onnxruntime.InferenceSession(
    "artifacts/ann_10_10/model.onnx", providers=["CPUExecutionProvider"]
)
print("opened")
"""


def left_behind(code: str, home: Path) -> list[str]:
    """Run code in a process of its own, and return the files that it leaves in its home."""
    plain = {name: value for name, value in os.environ.items() if name not in KEPT_QUIET}
    places = {"HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**plain, **places},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() in {"(1, 10)", "opened"}
    return sorted(path.name for path in home.rglob("*") if path.is_file())


def test_asking_a_model_writes_no_identifier_and_no_report(tmp_path: Path) -> None:
    assert left_behind(ASK, tmp_path) == []


def test_the_watch_sees_what_the_runtime_writes_by_itself(tmp_path: Path) -> None:
    found = left_behind(ASK_WITHOUT_US, tmp_path)
    if not found:
        pytest.skip("This version of ONNX Runtime keeps no reports on this system.")

    assert "deviceid" in found
