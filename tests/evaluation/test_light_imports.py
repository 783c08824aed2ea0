"""Importing any module of this room costs NumPy and nothing heavier; the first view stays light."""

import subprocess
import sys
from pathlib import Path

import fmnist.evaluation

MODULES = sorted(
    f"fmnist.evaluation.{path.stem}"
    for path in Path(fmnist.evaluation.__path__[0]).glob("*.py")
    if path.stem != "__init__"
)
HEAVY = ("scipy", "sklearn", "pandas", "statsmodels", "keras", "tensorflow", "streamlit", "plotly")

# What the landing page computes: accuracies, matrices, intervals, every pair, ties.
LANDING = """
import numpy as np
from fmnist.evaluation import classification, families, intervals
y_true = np.arange(100) % 10
y_pred = np.where(np.arange(100) < 80, y_true, 0)
classification.macro_f1(classification.confusion_matrix(y_true, y_pred))
intervals.wilson_interval(80, 100)
families.compare_all(np.stack([y_true == y_pred, y_true == 0]))
"""


def loaded_after(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(fmnist.evaluation.__path__[0]).parents[1],
    )
    return set(done.stdout.split())


def test_there_are_modules_to_look_at() -> None:
    assert "fmnist.evaluation.classification" in MODULES


def test_importing_every_module_loads_nothing_heavy() -> None:
    loaded = loaded_after("\n".join(f"import {name}" for name in MODULES))
    assert set(MODULES) <= loaded
    assert loaded.isdisjoint(HEAVY)


def test_the_first_view_needs_nothing_heavy() -> None:
    loaded = loaded_after(LANDING)
    assert "fmnist.evaluation.families" in loaded
    assert loaded.isdisjoint(HEAVY)
