"""Which blocks of a finding stand together on a slide, and how much room each of them gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from fmnist.report.content import Section, fewer_rows
from fmnist.report.slides.canvas import BOTTOM, ROOM, TOP
from fmnist.report.slides.tables import LARGEST, natural_widths, table_height
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

NOTE: Final = 0.55  # inches that a person's note takes on a finding's first slide
BETWEEN: Final = 0.4  # inches between what stands side by side
BELOW: Final = 0.12  # inches between what stands one below the other
CAPTION: Final = 0.16  # inches of a caption without its lines
CAPTION_LINE: Final = 0.2
CAPTION_LETTER: Final = 0.08  # inches at 12 points
LEAST_SIZE: Final = 10.5  # points, of a table that shares its slide
SIZES: Final = (LARGEST, 13.0, 12.0, 11.25, LEAST_SIZE)
MATRIX: Final = 8.4  # inches across
LEAST_CHART: Final = (5.0, 2.5)  # inches across and upright, with its caption, legend and titles
FEW_NAMES: Final = 8  # categories whose names need no slanting
ROWS_ON_A_SLIDE: Final = 15
MOST_ROWS: Final = 3 * ROWS_ON_A_SLIDE


@dataclass(frozen=True)
class Band:
    """What stands side by side: a block over the whole width, or one with a table beside it."""

    left: Block
    right: Table | None = None


@dataclass(frozen=True)
class Plan:
    """One slide of a finding.

    Attributes
    ----------
    section : Section
    bands : tuple of Band
        From top to bottom.
    part : int
        Which slide of the finding it is, counted from 1.
    parts : int
        How many there are.
    """

    section: Section
    bands: tuple[Band, ...]
    part: int
    parts: int


def plan(section: Section) -> tuple[Plan, ...]:
    """Part a finding into slides, at least one.

    A table stands beside a chart, pictures or another table where both can be read there, or else
    below what comes before it; a matrix gets a slide of its own, and a long table several.
    """
    room = BOTTOM - TOP - (NOTE if section.note else 0.0)
    slides: list[list[Band]] = []
    for band in _side_by_side(short_tables(section.blocks), room):
        if slides and sum(heights([*slides[-1], band], 0.0)) <= room:
            slides[-1].append(band)
        else:
            slides.append([band])
    return tuple(
        Plan(section, tuple(bands), at, len(slides) or 1)
        for at, bands in enumerate(slides or [[]], start=1)
    )


def heights(bands: Sequence[Band], room: float) -> list[float]:
    """Return how many inches each band gets: one all, of several the tables what they need.

    Where there is too little room for several, it is the least that they need.
    """
    if len(bands) == 1:
        return [room]
    for size in SIZES:
        found = [_least_height(band, size) + BELOW * (at > 0) for at, band in enumerate(bands)]
        left = room - sum(found)
        if left >= 0:
            break
    stretched = [at for at, band in enumerate(bands) if not isinstance(band.left, Table)]
    for at in stretched[:1]:
        found[at] += max(left, 0.0)
    return found


def widths(band: Band) -> tuple[float, float]:
    """Return the inches that both sides of a band get."""
    right = band.right
    if right is None:
        return ROOM, 0.0
    room = ROOM - BETWEEN
    if isinstance(band.left, Matrix):
        left = MATRIX
    elif isinstance(band.left, Table):
        wanted = _wanted(band.left), _wanted(right)
        left = room * wanted[0] / sum(wanted)
    elif isinstance(band.left, Pictures):
        share, least = (0.41, 3.4) if band.left.large else (0.6, 5.4)
        left = max(min(room * share, room - _wanted(right)), least)
    else:
        left = min(room / 2, max(room - _wanted(right), LEAST_CHART[0]))
    return left, room - left


def caption_of(block: Block) -> str:
    """Return what is written above a block."""
    return f"{block.title}, {block.subtitle}" if isinstance(block, Matrix) else block.caption


def caption_height(block: Block, width: float) -> float:
    """Return how many inches a block's caption takes."""
    return CAPTION + CAPTION_LINE * ceil(len(caption_of(block)) * CAPTION_LETTER / width)


def short_tables(blocks: Sequence[Block]) -> list[Block]:
    """Cut long tables into several of about as many rows, each with its headings."""
    short: list[Block] = []
    for whole in blocks:
        block = fewer_rows(whole, MOST_ROWS) if isinstance(whole, Table) else whole
        if not isinstance(block, Table) or len(block.rows) <= ROWS_ON_A_SLIDE:
            short.append(block)
            continue
        slides = ceil(len(block.rows) / ROWS_ON_A_SLIDE)
        each = ceil(len(block.rows) / slides)
        for start in range(0, len(block.rows), each):
            rows = block.rows[start : start + each]
            short.append(Table(block.caption, block.columns, rows, block.text_columns))
    return short


def _side_by_side(blocks: Sequence[Block], room: float) -> list[Band]:
    bands: list[Band] = []
    for block in blocks:
        last = bands[-1] if bands and bands[-1].right is None else None
        if last and isinstance(block, Table) and _fit(Band(last.left, block), room):
            bands[-1] = Band(last.left, block)
        elif last and isinstance(last.left, Table) and _fit(Band(block, last.left), room):
            bands[-1] = Band(block, last.left)
        else:
            bands.append(Band(block))
    return bands


def _fit(band: Band, room: float) -> bool:
    """Tell whether a table can stand beside something, in letters that can be read."""
    if band.right is None:
        return False
    tables = zip((band.left, band.right), widths(band), strict=True)
    return all(
        _wanted(table) <= width
        and caption_height(table, width) + table_height(table, width, LEAST_SIZE) <= room
        for table, width in tables
        if isinstance(table, Table)
    )


def _wanted(table: Table) -> float:
    """Return how many inches a table takes across in the smallest letters that it shares in."""
    return sum(natural_widths(table)) * LEAST_SIZE / 12


def _least_height(band: Band, size: float) -> float:
    """Return the inches that a band needs, its tables in letters of a size."""
    left, right = widths(band)
    sides = [(band.left, left), *([(band.right, right)] if band.right else [])]
    return max(
        caption_height(block, width) + table_height(block, width, size)
        if isinstance(block, Table)
        else _least_of(block)
        for block, width in sides
    )


def _least_of(block: Block) -> float:
    whole = BOTTOM - TOP
    match block:
        case Whiskers():
            return LEAST_CHART[1] if len(block.points) <= FEW_NAMES else whole
        case Bars():
            bars = len(block.categories) * len(block.bars)
            return LEAST_CHART[1] if bars <= FEW_NAMES else whole
        case Lines() | Scatter():
            return LEAST_CHART[1]
        case _:
            return whole
