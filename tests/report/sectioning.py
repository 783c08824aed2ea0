"""Computing one finding, and reading what it says."""

import json
from typing import Any

from scipy.stats import binomtest

from fmnist.report.build import build_section
from fmnist.report.findings import new_finding
from fmnist.views import KINDS
from fmnist.views.parts.view import View


def make_view(kind: str, parameters: dict[str, Any]) -> View:
    """Return a view of a kind, such as ``make_view("model", {"models": ["cnn_best"]})``."""
    return KINDS[kind].model_validate_json(json.dumps({"kind": kind, **parameters}))


def section_of(evaluation_set, kind, parameters):
    """Return a computed finding."""
    finding = new_finding(make_view(kind, parameters), title="T")
    return build_section(finding, evaluation_set, app_url="http://localhost:8501/")


def blocks(section, kind):
    return [block for block in section.blocks if isinstance(block, kind)]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("**", "")


def wilson(successes: int, n: int) -> str:
    """Return the interval as a report writes it, from SciPy."""
    interval = binomtest(successes, n).proportion_ci(method="wilson")
    return f"{100 * interval.low:.1f} to {100 * interval.high:.1f} %"
