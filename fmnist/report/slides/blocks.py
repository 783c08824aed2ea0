"""What stands on a finding's slide: each of its blocks in its place, below its caption."""

import io
from typing import TYPE_CHECKING, Final

from fmnist.report import shades
from fmnist.report.content import fewer_points
from fmnist.report.pictures import png
from fmnist.report.slides import canvas
from fmnist.report.slides.canvas import MUTED, ROOM, Box, Type
from fmnist.report.slides.charts import add_chart
from fmnist.report.slides.plan import (
    BELOW,
    BETWEEN,
    MATRIX,
    Band,
    caption_height,
    caption_of,
    heights,
    widths,
)
from fmnist.report.slides.tables import add_matrix, add_table
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
    from collections.abc import Sequence

    from pptx.slide import Slide

ENLARGED: Final = 8  # pixels per pixel: programs blur what they enlarge themselves
MOST_POINTS: Final = 24
PICTURES_IN_A_ROW: Final = 8
SIDE_BY_SIDE: Final = 4  # large ones
PICTURES_BESIDE: Final = 6


def add_bands(slide: "Slide", bands: "Sequence[Band]", box: Box) -> None:
    """Put what a slide holds below each other, from the top of a box."""
    top = box.top
    for band, height in zip(bands, heights(bands, box.height), strict=True):
        gap = BELOW if top > box.top else 0.0
        left, right = widths(band)
        _block(slide, band.left, Box(box.left, top + gap, left, height - gap))
        if band.right is not None:
            beside = Box(box.left + left + BETWEEN, top + gap, right, height - gap)
            _block(slide, band.right, beside)
        top += height


def _block(slide: "Slide", block: Block, box: Box) -> None:
    if isinstance(block, Whiskers):
        block = fewer_points(block, MOST_POINTS)
    taken = caption_height(block, box.width)
    caption = Box(box.left, box.top, box.width, taken - 0.06)
    canvas.add_text(slide, caption, [caption_of(block)], Type(12, MUTED))
    below = Box(box.left, box.top + taken, box.width, box.height - taken)
    match block:
        case Table():
            add_table(slide, block, below)
        case Whiskers() | Bars() | Lines() | Scatter():
            add_chart(slide, block, below)
        case Matrix():
            _matrix(slide, block, below)
        case Pictures():
            _pictures(slide, block, below)


def _matrix(slide: "Slide", matrix: Matrix, box: Box) -> None:
    add_matrix(slide, matrix, Box(box.left, box.top, MATRIX, box.height - 0.15))
    left = MATRIX + BETWEEN
    beside = Box(box.left + left, box.top, box.width - left, box.height)
    rows = _largest(matrix)
    if rows and beside.width > 0:  # or else a table of the finding stands there
        what = "Change" if matrix.marked else "Images"
        caption = "Largest differences" if matrix.marked else "Commonest mistakes"
        add_table(slide, Table(caption, ("True → predicted", what), rows), beside)


def _largest(matrix: Matrix) -> tuple[tuple[str, str], ...]:
    """Return the six largest errors or differences of one matrix."""
    found = [
        (abs(matrix.counts[i][j]), i, j)
        for i in range(len(matrix.names))
        for j in range(len(matrix.names))
        if matrix.counts[i][j] and (i != j or matrix.marked)
    ]
    drawn = shades.cells(matrix)
    return tuple(
        (_change(matrix.names[i], matrix.names[j]), drawn[i][j].text)
        for _, i, j in sorted(found, key=lambda one: -one[0])[:6]
    )


def _change(true: str, predicted: str) -> str:
    return f"{true} recognised" if true == predicted else f"{true} → {predicted}"


def _pictures(slide: "Slide", pictures: Pictures, box: Box) -> None:
    from pptx.util import Inches  # noqa: PLC0415

    if pictures.large:
        columns = min(2 if box.width < ROOM / 2 else SIDE_BY_SIDE, len(pictures.pictures))
        rows = -(-len(pictures.pictures) // columns)
        under = 0.35 if any(one.lines for one in pictures.pictures) else 0
        tile = min(box.width / columns - 0.15 * (columns > 1), box.height / rows - under)
        box = Box(box.left, box.top, columns * (tile + 0.25), box.height)
    else:
        columns = PICTURES_IN_A_ROW if box.width > ROOM * 0.7 else PICTURES_BESIDE
        rows = -(-len(pictures.pictures) // columns)
        under = 0.2 * max(len(one.lines) for one in pictures.pictures) + 0.1
        tile = min(box.width / columns - 0.3, box.height / max(rows, 1) - under)
    step_x, step_y = box.width / columns, box.height / rows
    for at, one in enumerate(pictures.pictures):
        left, top = box.left + at % columns * step_x, box.top + at // columns * step_y
        stream = io.BytesIO(png(one.pixels, scale=ENLARGED))
        places = (Inches(value) for value in (left, top, tile, tile))
        shape = slide.shapes.add_picture(stream, *places)
        canvas.describe(shape, one.alt)
        text_box = Box(left, top + tile + 0.03, step_x - 0.05, step_y - tile)
        if one.lines:
            canvas.add_text(slide, text_box, ["  ".join(one.lines)], Type(10))
