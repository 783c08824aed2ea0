"""A report as one HTML file that needs no network, no server and no script."""

import base64
import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fmnist import text
from fmnist.report import shades
from fmnist.report.charts.draw import draw
from fmnist.report.charts.shapes import NARROW, WIDE, Drawing
from fmnist.report.content import Report, fewer_points, fewer_rows
from fmnist.report.pictures import data_uri
from fmnist.views.parts.content import (
    Bars,
    Block,
    Lines,
    Matrix,
    Pictures,
    Scatter,
    Table,
    Whiskers,
)

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES: Final = Path(__file__).parent / "templates"
SHORT_HASH: Final = 12
MOST_POINTS: Final = 30
MOST_ROWS: Final = 60  # the ZIP holds all of them


def to_html(report: Report) -> str:
    """Return the whole file.

    Every text is escaped by the template engine, and the page's own content policy forbids
    scripts, frames and requests of any kind.
    """
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src 'sha256-{_digest(style)}'"
    )
    template = _environment().get_template("report.html.j2")
    return template.render(report=report, style=_trusted(style), policy=policy)


def to_svg(drawing: Drawing) -> str:
    """Return a chart as a file of its own, on white."""
    template = _environment().get_template("drawing.svg.j2")
    return template.render(drawing=drawing)


def when(moment: datetime) -> str:
    """Write a date and time in UTC."""
    utc = moment.astimezone(UTC)
    return f"{utc.day} {utc:%B %Y, %H:%M} UTC"


def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - 0.1 s

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        emphasise=_emphasise,
        data_uri=data_uri,
        when=when,
        short=_short,
        digits=_has_digits,
        groupby_kind=_by_kind,
    )
    environment.globals.update(
        draw=draw, cells=shades.cells, percent=text.percent, images=text.images
    )
    environment.globals.update(WIDE=WIDE, NARROW=NARROW, STEPS=shades.STEPS)
    return environment


def _emphasise(sentence: str) -> "Markup":
    """Turn the marks of a computed sentence into bold; everything in it is escaped."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - comes with Jinja2

    pieces = text.runs(sentence)
    return Markup().join(
        Markup("<strong>{}</strong>").format(piece) if bold else escape(piece)
        for piece, bold in pieces
    )


def _trusted(style: str) -> "Markup":
    """Let our own style sheet through unescaped; its hash stands in the policy."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja2

    return Markup(style)  # noqa: S704 - a file of this package, no person's text


def _short(sha256: str) -> str:
    return sha256[:SHORT_HASH]


def _has_digits(column: int, table: Table) -> bool:
    """Tell whether a column holds numbers, to be set right."""
    return column > 0 and column not in table.text_columns


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _by_kind(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """Put blocks of one kind that follow each other together."""
    fitting = map(_fitting, blocks)
    return [(kind, list(group)) for kind, group in groupby(fitting, key=_kind_of)]


def _fitting(block: Block) -> Block:
    """Return what a reader takes in of a chart or table of a hundred rows."""
    match block:
        case Whiskers():
            return fewer_points(block, MOST_POINTS)
        case Table():
            return fewer_rows(block, MOST_ROWS)
        case _:
            return block


def _kind_of(block: Block) -> str:
    match block:
        case Table():
            return "table"
        case Whiskers() | Bars() | Lines() | Scatter():
            return "chart"
        case Matrix():
            return "matrix"
        case Pictures():
            return "pictures"
