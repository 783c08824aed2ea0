"""Everything behind a report as one ZIP: tables, charts, pictures, predictions, findings."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Final

from fmnist.evaluation_set import EvaluationSet
from fmnist.report.charts.draw import draw
from fmnist.report.charts.matrices import draw_matrix
from fmnist.report.charts.raster import to_png
from fmnist.report.content import Report, Section
from fmnist.report.findings import FILE_NAME, to_json
from fmnist.report.html import to_html, to_svg
from fmnist.report.pictures import png
from fmnist.report.tables import matrix_csv, predictions_csv, table_csv
from fmnist.views.parts.content import Bars, Lines, Matrix, Pictures, Scatter, Table, Whiskers

ENLARGED: Final = 8
LONGEST_NAME: Final = 50


def to_zip(report: Report, evaluation_set: EvaluationSet) -> bytes:
    """Return the report, its tables as CSV, its charts as SVG and PNG, its pictures as PNG.

    Parameters
    ----------
    report
        What was computed.
    evaluation_set
        What it was computed from, for the predictions of every test image.
    """
    buffer = io.BytesIO()
    moment = report.computed.timetuple()[:6]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(report, evaluation_set):
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _files(report: Report, evaluation_set: EvaluationSet) -> Iterator[tuple[str, bytes]]:
    yield "report.html", to_html(report).encode("utf-8")
    findings = [section.finding for section in report.sections]
    yield FILE_NAME, to_json(findings, report.head).encode("utf-8")
    yield "models.csv", table_csv(report.models)
    evaluated = evaluation_set.pick([source.key for source in report.sources])
    yield "predictions.csv", predictions_csv(evaluated, evaluation_set.split.labels)
    for number, section in enumerate(report.sections, start=1):
        folder = f"{number:02d}-{_file_name(section.title)}"
        for name, content in _of_section(section):
            yield f"{folder}/{name}", content


def _of_section(section: Section) -> Iterator[tuple[str, bytes]]:
    for at, block in enumerate(section.blocks, start=1):
        match block:
            case Table():
                yield f"{at}-{_file_name(block.caption)}.csv", table_csv(block)
            case Matrix():
                name = f"{at}-{_file_name(block.title)}"
                yield f"{name}.csv", matrix_csv(block)
                yield f"{name}.svg", to_svg(draw_matrix(block)).encode("utf-8")
                yield f"{name}.png", to_png(draw_matrix(block))
            case Whiskers() | Bars() | Lines() | Scatter():
                drawing = draw(block)
                yield f"{at}-chart.svg", to_svg(drawing).encode("utf-8")
                yield f"{at}-chart.png", to_png(drawing)
            case Pictures():
                for picture in block.pictures:
                    enlarged = png(picture.pixels, scale=ENLARGED)
                    yield f"{at}-pictures/{picture.file_name}.png", enlarged


def _file_name(text: str) -> str:
    """Return letters, digits and hyphens only: a person's title may hold anything."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return (
        re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_NAME].strip("-") or "finding"
    )
