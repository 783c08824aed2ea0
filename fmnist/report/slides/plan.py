"""Which blocks of a finding stand together on a slide."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from fmnist.report.content import Section, fewer_rows
from fmnist.report.slides.canvas import ROOM
from fmnist.report.slides.tables import natural_widths
from fmnist.views.parts.content import Bars, Block, Lines, Pictures, Scatter, Table, Whiskers

BESIDE_ROWS: Final = 9
BETWEEN: Final = 0.4  # inches
LEAST_SIZE: Final = 10.5  # points
ROWS_ON_A_SLIDE: Final = 15
MOST_ROWS: Final = 3 * ROWS_ON_A_SLIDE


@dataclass(frozen=True)
class Plan:
    """One slide of a finding.

    Attributes
    ----------
    section : Section
    left : block or None
        The main thing; over the whole width when nothing stands beside it.
    right : Table or None
    part : int
        Which slide of the finding it is, counted from 1.
    parts : int
        How many there are.
    """

    section: Section
    left: Block | None
    right: Table | None
    part: int
    parts: int


@dataclass
class _Pair:
    left: Block
    right: Table | None = field(default=None)


def plan(section: Section) -> tuple[Plan, ...]:
    """Part a finding into slides, at least one.

    A chart or pictures take a small table beside them; a matrix and every other table get slides
    of their own, a long table several.
    """
    pairs: list[_Pair] = []
    for block in short_tables(section.blocks):
        last = pairs[-1] if pairs and pairs[-1].right is None else None
        if last and isinstance(block, Table) and _fit(last.left, block):
            last.right = block
        elif last and isinstance(last.left, Table) and _fit(block, last.left):
            pairs[-1] = _Pair(block, last.left)
        else:
            pairs.append(_Pair(block))
    if not pairs:
        return (Plan(section, None, None, 1, 1),)
    return tuple(
        Plan(section, pair.left, pair.right, at, len(pairs))
        for at, pair in enumerate(pairs, start=1)
    )


def left_share(block: Block) -> float:
    """Return how much of the slide's width a block takes when a table stands beside it."""
    if isinstance(block, Pictures):
        return 0.4 if block.large else 0.58
    return 0.5


def _fit(block: Block, table: Table) -> bool:
    """Tell whether a table can stand beside something, in letters that can be read."""
    if not isinstance(block, (Whiskers, Bars, Lines, Scatter, Pictures, Table)):
        return False
    left = left_share(block) * ROOM
    return _is_small(table, ROOM - left - BETWEEN) and (
        not isinstance(block, Table) or _is_small(block, left)
    )


def _is_small(table: Table, room: float) -> bool:
    needed = sum(natural_widths(table)) * LEAST_SIZE / 12
    return len(table.rows) <= BESIDE_ROWS and needed <= room


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
