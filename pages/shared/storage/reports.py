"""Reports of the pinned findings, each computed once for every state of the artifacts."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from fmnist.data.fingerprints import TEST_IMAGES
from fmnist.errors import FmnistError
from fmnist.evaluation_set import EvaluationSet
from fmnist.report.archive import to_zip
from fmnist.report.build import LOCAL_APP, build_report, build_section
from fmnist.report.content import KeyFigure, Report, Section
from fmnist.report.findings import Finding, Head
from fmnist.report.html import to_html
from fmnist.report.summary import key_figures, summary
from fmnist.report.tables import predictions_csv
from pages.shared import cache

NAMED: Final = 12  # models at the foot of the first screen


def app_url() -> str:
    """Return where this app runs, as the browser sees it."""
    url = st.context.url
    if not url:
        return LOCAL_APP
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rsplit('/', 1)[0]}/"


def section(finding: Finding) -> Section:
    """Compute one finding; a sentence stands in for one that cannot be computed."""
    return _section(finding, cache.evaluation_set(), app_url())


@lru_cache(maxsize=128)
def _section(finding: Finding, there: EvaluationSet, url: str) -> Section:
    try:
        return build_section(finding, there, app_url=url)
    except FmnistError as error:
        return Section(finding, f"This finding cannot be computed: {error}", (), None)


def downloads(findings: Sequence[Finding], head: Head) -> dict[str, partial[bytes]]:
    """Return, for each format, what makes the file when someone asks for it.

    They run outside the script, where no Streamlit command may be called.
    """
    there, url = cache.evaluation_set(), app_url()
    report = partial(build_report, tuple(findings), there, head=head, app_url=url, keep_broken=True)
    return {
        "HTML": partial(_html, report),
        "Slides": partial(_slides, report),
        "ZIP": partial(_zip, report, there),
    }


def predictions() -> partial[bytes]:
    """Return what makes the CSV of every test image with each model's answer."""
    there = cache.evaluation_set()
    return partial(predictions_csv, there.models, there.split.labels)


def _html(report: Callable[[], Report]) -> bytes:
    return to_html(report()).encode("utf-8")


def _slides(report: Callable[[], Report]) -> bytes:
    from fmnist.report.slides.deck import to_pptx  # noqa: PLC0415 - python-pptx, when asked for

    return to_pptx(report())


def _zip(report: Callable[[], Report], there: EvaluationSet) -> bytes:
    return to_zip(report(), there)


def opening(findings: Sequence[Finding]) -> tuple[tuple[str, ...], tuple[KeyFigure, ...], str]:
    """Return what the first screen says: plain summary, large numbers, and what they rest on."""
    keys = {key for finding in findings for key in finding.view.models}
    there = cache.evaluation_set()
    evaluated = tuple(one for one in there.known if one.key in keys) or there.models
    foot = f"n: 10,000 official Fashion-MNIST test images. Data {TEST_IMAGES[:8]}. "
    named = [one.name for one in evaluated[:NAMED]]
    named += [f"{len(evaluated) - NAMED:,} more"] if len(evaluated) > NAMED else []
    labels = there.split.labels
    said = summary(evaluated, labels), key_figures(evaluated, labels)
    return *said, f"{foot}Models: {', '.join(named)}."
