"""What presentation mode shows of a finding: one screen, so the main thing and little beside it."""

from collections.abc import Sequence
from math import ceil
from typing import Any, Final

from fmnist import text
from fmnist.report import shades
from fmnist.report.charts import shapes
from fmnist.report.charts.draw import draw
from fmnist.report.charts.shapes import NARROW, Drawing
from fmnist.report.charts.whiskers import most_rows
from fmnist.report.content import TITLE as REPORT_TITLE
from fmnist.report.content import (
    Evidence,
    KeyFigure,
    Section,
    fewer_pictures,
    fewer_points,
    fewer_rows,
)
from fmnist.report.findings import Head
from fmnist.report.html import when
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

ABREAST: Final = 3  # matrices side by side
MOST_COLUMNS: Final = 4
MOST_PICTURES: Final = 12
NAMED: Final = 6  # models with their hashes at the foot
SHORT_HASH: Final = 8
# The screen is 62.5 em wide and 35 em high or higher; a drawing's letters are to be 1 em there.
EM: Final = shapes.SIZE
ACROSS: Final = 58 * EM
HALF: Final = 28 * EM  # of a drawing that has something beside it
HIGH: Final = 25.5  # em below a title of one line, above the foot
TITLE: Final = (58, 2.1)  # letters in a line, em of a line
SENTENCE: Final = (118, 1.35)
NOTE: Final = 5.5  # em that three lines of it take
LEAST: Final = 14.0
HEADING, ROW, LEAST_ROWS = 3.0, 1.8, 3  # of a table: em of headings in two lines, and of a row


def slides(section: Section) -> list[dict[str, Any]]:
    """Return one finding as what the presentation draws, plain enough for JSON: a screen, or two.

    Matrices side by side become so narrow that their numbers cannot be read from the back of a
    room: more than three are shown on two screens.
    """
    chosen = _chosen(section.blocks)
    parts = [chosen]
    if len(chosen) > ABREAST and all(isinstance(block, Matrix) for block in chosen):
        half = -(-len(chosen) // 2)
        parts = [chosen[:half], chosen[half:]]
    return [_slide(section, blocks, at, len(parts)) for at, blocks in enumerate(parts, start=1)]


def _slide(section: Section, blocks: Sequence[Block], part: int, parts: int) -> dict[str, Any]:
    title = f"{section.title} ({part} of {parts})" if parts > 1 else section.title
    note = section.note if part == 1 else ""
    lines = ceil(len(text.plain(section.sentence)) / SENTENCE[0])
    more = ceil(len(title) / TITLE[0]) - 1
    high = HIGH - SENTENCE[1] * lines - TITLE[1] * more - (NOTE if note else 0)
    height = round(EM * max(high, LEAST))
    return {
        "title": title,
        "sentences": [text.runs(section.sentence)],
        "figures": [],
        "note": note,
        "blocks": [_payload(block, height, beside=len(blocks) > 1) for block in blocks],
        "foot": _foot(section.evidence) if section.evidence else "",
    }


def _foot(evidence: Evidence) -> str:
    named = [f"{one.name} {one.weights_sha256[:SHORT_HASH]}" for one in evidence.sources[:NAMED]]
    rest = len(evidence.sources) - len(named)
    named += [f"{rest:,} more, whose hashes are in the report"] if rest > 0 else []
    return (
        f"n: {evidence.n}. {evidence.interval}. Models {', '.join(named)}. Data "
        f"{evidence.images_sha256[:SHORT_HASH]}. Computed {when(evidence.computed)}."
    )


def opening(
    head: Head, sentences: Sequence[str], figures: Sequence[KeyFigure], foot: str
) -> dict[str, Any]:
    """Return the first screen: the summary in plain words, and what stands in large type."""
    return {
        "title": head.title or REPORT_TITLE,
        "lead": head.byline,
        "sentences": [text.runs(sentence) for sentence in sentences],
        "figures": [[figure.value, figure.meaning] for figure in figures],
        "note": "",
        "blocks": [],
        "foot": foot,
    }


def _chosen(blocks: Sequence[Block]) -> list[Block]:
    """Return all matrices; or a chart or pictures, with the next thing that goes beside them."""
    matrices: list[Block] = [block for block in blocks if isinstance(block, Matrix)]
    tables = [block for block in blocks if isinstance(block, Table)]
    if matrices:
        return [*matrices, *(tables[:1] if len(matrices) == 1 else ())]
    charts = [block for block in blocks if isinstance(block, (Whiskers, Bars, Lines, Scatter))]
    pictures = [block for block in blocks if isinstance(block, Pictures)]
    if charts:
        beside = pictures[:1] if isinstance(charts[0], Bars) else []
        return [charts[0], *beside]
    if pictures and tables and (pictures[0].large or not _is_wide(tables[0])):
        return [pictures[0], tables[0]]
    if pictures:
        return [pictures[0]]
    return list(tables[:1])


def _is_wide(table: Table) -> bool:
    return len(table.columns) > MOST_COLUMNS


def _payload(block: Block, height: int, *, beside: bool) -> dict[str, Any]:
    match block:
        case Table():
            block = fewer_rows(block, max(int((height / EM - HEADING) / ROW), LEAST_ROWS))
            return {
                "kind": "table",
                "caption": block.caption,
                "columns": block.columns,
                "rows": block.rows,
                "textColumns": [0, *block.text_columns],
            }
        case Matrix():
            return {
                "kind": "matrix",
                "caption": f"{block.title}, {block.subtitle}",
                "names": block.names,
                "cells": [
                    [[cell.text, cell.scale, cell.step, cell.tooltip, cell.marked] for cell in row]
                    for row in shades.cells(block)
                ],
            }
        case Pictures():
            block = fewer_pictures(block, MOST_PICTURES)
            return {
                "kind": "pictures",
                "caption": block.caption,
                "large": block.large,
                "pictures": [
                    [data_uri(one.pixels), one.alt, " · ".join(one.lines)] for one in block.pictures
                ],
            }
        case Whiskers() | Bars() | Lines() | Scatter():
            if isinstance(block, Whiskers):
                block = fewer_points(block, most_rows(block, height))
            return {
                "kind": "chart",
                "caption": block.caption,
                "wide": _drawing(draw(block, HALF if beside else ACROSS, height)),
                "narrow": _drawing(draw(block, NARROW)),
            }


def _drawing(drawing: Drawing) -> dict[str, Any]:
    return {
        "size": [drawing.width, drawing.height],
        "label": drawing.label,
        "shapes": [
            [one.tag, one.tone, dict(one.colours + one.attributes), one.text, one.tooltip]
            for one in drawing.shapes
        ],
    }
