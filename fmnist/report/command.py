"""What ``python -m fmnist report`` does: a report without a browser, for scheduled use."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fmnist.artifacts import store
from fmnist.artifacts.writing import write_whole
from fmnist.data.dataset import load_test_split
from fmnist.errors import FindingError, ReportError
from fmnist.evaluation_set import EvaluationSet, make_evaluation_set
from fmnist.report.build import build_report
from fmnist.report.content import Report
from fmnist.report.findings import LARGEST_FILE, NO_HEAD, FindingList, read_list
from fmnist.report.standard import standard_findings

SUFFIXES: Final = (".html", ".pptx", ".zip")


def write_report(
    out: Path,
    *,
    models: Sequence[str] = (),
    findings: Path | None = None,
    app_url: str,
    registry: store.Registry | None = None,
) -> Report:
    """Compute a report and write it.

    Parameters
    ----------
    out
        Where to; its suffix decides the format.
    models
        Keys of the models of the standard report; all when none is named.
    findings
        A findings file to report instead of the standard findings.
    app_url
        Where the dashboard runs: deep links start there.
    registry
        The models, when they were read already.

    Raises
    ------
    FmnistError
        A key, a file or the path is no good: one sentence says which.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise ReportError(
            f"{out.name!r} must end in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}: "
            f"received {out.suffix or 'no suffix'}."
        )
    if models and findings:
        raise ReportError("Give --models or --findings: a findings file names its own models.")
    evaluation_set = make_evaluation_set((registry or store.scan()).models, load_test_split())
    for key in models:
        _check_known(key, evaluation_set)
    file = read_file(findings) if findings else None
    chosen = file.findings if file else standard_findings(evaluation_set, models)
    head = file.report if file else NO_HEAD
    if not evaluation_set.models:
        raise ReportError("There is no model to report on. Train one: python -m fmnist train KEY")
    report = build_report(chosen, evaluation_set, head=head, app_url=app_url)
    write_whole(out, _content(report, evaluation_set, out.suffix.lower()))
    return report


def read_file(path: Path) -> FindingList:
    """Read a findings file.

    Raises
    ------
    FindingError
        It is missing, cannot be read, or is none.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FindingError(
            f"{path} cannot be read: {error.strerror or error}. Name a findings.json that the "
            "dashboard saved."
        ) from error
    return read_list(content, name=path.name)


def _content(report: Report, evaluation_set: EvaluationSet, suffix: str) -> bytes:
    if suffix == ".pptx":
        from fmnist.report.slides.deck import to_pptx  # noqa: PLC0415 - python-pptx

        return to_pptx(report)
    if suffix == ".zip":
        from fmnist.report.archive import to_zip  # noqa: PLC0415 - each format loads its own

        return to_zip(report, evaluation_set)
    from fmnist.report.html import to_html  # noqa: PLC0415

    return to_html(report).encode("utf-8")


def _check_known(key: str, evaluation_set: EvaluationSet) -> None:
    """Say of a key that cannot be reported on what it is."""
    if key in {evaluated.key for evaluated in evaluation_set.models}:
        return
    if key in store.known_keys():
        store.load(key)  # a broken artifact says here what is wrong with it
        raise ReportError(
            f"{key} was trained on other images: it cannot stand in this report. Leave it out of "
            "--models."
        )
    evaluation_set.pick([key])
