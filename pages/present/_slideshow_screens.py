"""What presentation mode shows of a finding: one screen, so the main thing and little beside it."""

from collections.abc import Sequence
from typing import Any, Final

from fmnist import words
from fmnist.report import shades
from fmnist.report.charts.draw import draw
from fmnist.report.charts.shapes import NARROW, WIDE, Drawing
from fmnist.report.content import KeyFigure, Section
from fmnist.report.html import when
from fmnist.report.pictures import data_uri
from fmnist.views.parts.content import Bars, Block, Lines, Matrix, Pictures, Table, Whiskers

MOST_COLUMNS: Final = 4
SHORT_HASH: Final = 8
HALF: Final = 480  # pixels of a drawing that takes half the screen


def slide(section: Section) -> dict[str, Any]:
    """Return one finding as what the stage draws, plain enough for JSON."""
    chosen = _chosen(section.blocks)
    evidence = section.evidence
    foot = ""
    if evidence:
        models = ", ".join(
            f"{one.name} {one.weights_sha256[:SHORT_HASH]}" for one in evidence.sources
        )
        foot = (
            f"n: {evidence.n}. {evidence.interval}. Models {models}. Data "
            f"{evidence.images_sha256[:SHORT_HASH]}. Computed {when(evidence.computed)}."
        )
    return {
        "title": section.title,
        "sentences": [words.runs(section.sentence)],
        "figures": [],
        "note": section.note,
        "blocks": [_payload(block, beside=len(chosen) > 1) for block in chosen],
        "foot": foot,
    }


def opening(
    title: str, sentences: Sequence[str], figures: Sequence[KeyFigure], foot: str
) -> dict[str, Any]:
    """Return the first screen: the summary in plain words, and what stands in large type."""
    return {
        "title": title,
        "sentences": [words.runs(sentence) for sentence in sentences],
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
    charts = [block for block in blocks if isinstance(block, (Whiskers, Bars, Lines))]
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


def _payload(block: Block, *, beside: bool) -> dict[str, Any]:
    match block:
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "columns": block.columns,
                "rows": block.rows,
                "words": [0, *block.words],
            }
        case Matrix():
            return {
                "kind": "matrix",
                "caption": f"{block.title}, {block.subtitle}",
                "names": block.names,
                "cells": [
                    [[cell.text, cell.scale, cell.step, cell.words, cell.marked] for cell in row]
                    for row in shades.cells(block)
                ],
            }
        case Pictures():
            return {
                "kind": "pictures",
                "caption": block.caption,
                "large": block.large,
                "pictures": [
                    [data_uri(one.pixels), one.alt, " · ".join(one.lines)] for one in block.pictures
                ],
            }
        case Whiskers() | Bars() | Lines():
            return {
                "kind": "chart",
                "caption": block.caption,
                "wide": _drawing(draw(block, HALF if beside else WIDE)),
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
