"""From findings to a computed report: the only place that turns parameters into numbers."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from fmnist import text
from fmnist.artifacts.store import PREDICTIONS_FILE
from fmnist.data import fingerprints
from fmnist.errors import FmnistError, ReportError
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.figures.palette import FAMILY_NAMES
from fmnist.metrics import METRICS
from fmnist.report.content import Evidence, Report, Section, Source
from fmnist.report.findings import NO_HEAD, Finding, Head
from fmnist.report.method import METHOD
from fmnist.report.summary import key_figures, summary
from fmnist.views.parts.content import Table

LOCAL_APP: Final = "http://localhost:8501/"


def build_section(
    finding: Finding,
    evaluation_set: EvaluationSet,
    *,
    app_url: str,
    computed: datetime | None = None,
) -> Section:
    """Compute one finding.

    Raises
    ------
    ReportError
        A model of the finding is not there.
    """
    content = finding.view.compute(evaluation_set)
    evidence = Evidence(
        n=content.n,
        interval=content.interval,
        sources=sources(evaluation_set.pick(finding.view.models)),
        images_sha256=fingerprints.TEST_IMAGES,
        labels_sha256=fingerprints.TEST_LABELS,
        computed=computed or datetime.now(UTC),
        pinned=finding.created,
        link=urljoin(app_url, finding.link),
    )
    return Section(finding, content.sentence, content.blocks, evidence)


def build_report(
    findings: Sequence[Finding],
    evaluation_set: EvaluationSet,
    *,
    head: Head = NO_HEAD,
    app_url: str = LOCAL_APP,
    keep_broken: bool = False,
    now: datetime | None = None,
) -> Report:
    """Compute a whole report.

    Parameters
    ----------
    findings
        In the order of the report.
    evaluation_set
        What they are computed from.
    head
        Title and byline.
    app_url
        Where the dashboard runs: deep links start there.
    keep_broken
        Put a sentence in place of a finding that cannot be computed, instead of raising.
    now
        The date of the report.

    Raises
    ------
    ReportError
        There is no finding or no model, a model is not there, or `app_url` is no web address.
    """
    app_url = checked_url(app_url)
    if not findings:
        raise ReportError("A report needs at least one finding. Pin one in the dashboard first.")
    if not evaluation_set.models:
        raise ReportError("There is no model to report on. Train one: python -m fmnist train KEY")
    moment = now or datetime.now(UTC)
    sections = []
    for finding in findings:
        try:
            sections.append(
                build_section(finding, evaluation_set, app_url=app_url, computed=moment)
            )
        except FmnistError as error:
            if not keep_broken:
                raise
            sections.append(Section(finding, f"This finding cannot be computed: {error}", (), None))
    evaluated = _spoken_of(findings, evaluation_set)
    return Report(
        head=head,
        computed=moment,
        figures=key_figures(evaluated, evaluation_set.split.labels),
        summary=summary(evaluated, evaluation_set.split.labels),
        sections=tuple(sections),
        models=_models_table(evaluated),
        sources=sources(evaluated),
        images_sha256=fingerprints.TEST_IMAGES,
        labels_sha256=fingerprints.TEST_LABELS,
        method=METHOD,
    )


def checked_url(url: str) -> str:
    """Return a web address that ends in a slash, so that links can be joined to it.

    Raises
    ------
    ReportError
        It is no http or https address.
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or any(character in url for character in "\"'<> \\?#"):
        raise ReportError(
            f"The address of the dashboard must look like {LOCAL_APP}, received {url!r}."
        )
    return url if url.endswith("/") else f"{url}/"


def sources(evaluated: Sequence[EvaluatedModel]) -> tuple[Source, ...]:
    """Name the models with the hashes of their weights and predictions."""
    return tuple(
        Source(
            one.key,
            one.name,
            one.weights_sha256,
            one.record.files[PREDICTIONS_FILE],
        )
        for one in evaluated
    )


def _spoken_of(
    findings: Sequence[Finding], evaluation_set: EvaluationSet
) -> tuple[EvaluatedModel, ...]:
    """Return the models that any finding names; all of them when none of those is there."""
    keys = {key for finding in findings for key in finding.view.models}
    return tuple(one for one in evaluation_set.known if one.key in keys) or evaluation_set.models


def _models_table(evaluated: Sequence[EvaluatedModel]) -> Table:
    rows = tuple(
        (
            one.name,
            FAMILY_NAMES[one.record.family],
            text.percent(one.accuracy),
            text.between(one.interval),
            METRICS["Parameters"].text(one),
            one.record.command,
        )
        for one in evaluated
    )
    columns = ("Model", "Family", "Accuracy", "95 % interval", "Parameters", "Reproduced with")
    return Table("Models", columns, rows, frozenset({1, 5}))
