"""What tests of reports share: the shipped models, and texts that a person may type."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "pages"))  # the oracle is one for all

import oracle
from sectioning import make_view

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.evaluation_set import EvaluationSet, make_evaluation_set
from fmnist.report.build import build_report
from fmnist.report.content import Report
from fmnist.report.findings import Finding, new_finding, new_head
from fmnist.report.standard import standard_findings
from fmnist.views.leaderboard import LeaderboardView
from fmnist.views.parts.derived_files import map_of

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} **not bold** ]]> &amp;",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "right-to-left": "مرحبا بالعالم \u202e שלום",
    "long": "Wort und wieder ein Wort. " * 384,
    "one word": "x" * 10_000,
    "emoji": "👕 → 👚 🏳️‍🌈 👩🏽‍🔬",
    "controls": "a\x00b\x07c\x0bd\x1b[31me\x7f\ufffef\tg\nh",
}


@pytest.fixture(scope="session")
def evaluation_set() -> EvaluationSet:
    """All shipped models and the official test images."""
    return make_evaluation_set(store.scan().models, load_test_split())


@pytest.fixture(scope="session")
def truths() -> list[oracle.Truth]:
    """Return the same models, read with NumPy alone."""
    return oracle.models()


@pytest.fixture(scope="session")
def every_kind(evaluation_set) -> tuple[Finding, ...]:
    """Ten findings or more: the standard ones and every kind that is not among them."""
    keys = [evaluated.key for evaluated in evaluation_set.models]
    mapped = [one.key for one in evaluation_set.models if map_of(one) is not None]
    more = (
        ("agreement", {"models": keys}, "Which images does nobody read?"),
        ("calibration", {"models": keys[:3]}, "Can the confidence be believed?"),
        ("model", {"models": keys[:1]}, "What is the best one?"),
        ("cell", {"models": keys, "of": keys[0], "predicted": [6]}, "What is called a shirt?"),
        ("region", {"models": keys[:3], "right": keys[:1]}, "What does only the best read?"),
        ("bin", {"models": keys[:2], "of": keys[0], "place": 9}, "Is it right when unsure?"),
        ("label_review", {"models": keys, "wrong": [17, 42]}, "And without wrong labels?"),
        ("samples", {"models": keys[:1], "by": keys[0], "true": 6}, "What is a shirt to it?"),
        ("map", {"models": mapped[:2], "pixels": False}, "Who is near to whom?"),
        ("map", {"models": mapped[:1], "area": "true-6"}, "Where are the shirts?"),
    )
    added = [
        new_finding(make_view(kind, view), title=title, created=NOW) for kind, view, title in more
    ]
    return (*standard_findings(evaluation_set, created=NOW), *added)


@pytest.fixture(scope="session")
def report(evaluation_set, every_kind) -> Report:
    """Return those findings, computed."""
    return build_report(
        every_kind, evaluation_set, app_url="http://dashboard.example/base", now=NOW
    )


@pytest.fixture(params=HOSTILE)
def hostile(request) -> str:
    """Return a text that nobody wishes for."""
    return HOSTILE[request.param]


@pytest.fixture
def hostile_report(evaluation_set, hostile) -> Report:
    """Return a report whose titles, line under the title and note are hostile."""
    view = LeaderboardView(models=(evaluation_set.models[0].key,))
    finding = new_finding(view, title=hostile[:200], note=hostile[:10_000], created=NOW)
    head = new_head(title=hostile[:200], byline=hostile[:200])
    return build_report((finding,), evaluation_set, head=head, now=NOW)
