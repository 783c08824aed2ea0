"""Computing one finding, and reading what it says."""

from scipy.stats import binomtest

from fmnist.report.build import build_section
from fmnist.report.findings import new_finding
from fmnist.views import make_view


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
