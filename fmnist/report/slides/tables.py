"""Real tables on slides: numbers, and confusion matrices with shaded cells."""

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from fmnist.report import shades
from fmnist.report.slides.canvas import INK, LINE, MUTED, Box, Type, describe, fill_paragraph
from fmnist.views.parts.content import Matrix, Table

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.table import Table as PptxTable
    from pptx.table import _Cell

PLAIN_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"
ROW: Final = 0.34
LETTER: Final = 0.085  # inches of one letter at 12 points
BOLD: Final = 0.095
AIR: Final = 0.22
MARGIN: Final = 0.06  # inches on either side of a cell's text
HEADING: Final = 0.85  # of a table's letters
MORE_LINES: Final = 0.19  # inches of each further line of a heading at 12 points
LARGEST: Final = 14.0
SMALLEST: Final = 9.0
STEP: Final = 0.25
WHITE: Final = "FFFFFF"


def add_table(slide: "Slide", table: Table, box: Box) -> None:
    """Put a table of numbers on a slide, with letters as large as its box allows."""
    size = _size(table, box)
    grid = _grid(slide, len(table.rows) + 1, len(table.columns), box, table.caption)
    for column, width in enumerate(_widths(table, box.width)):
        grid.columns[column].width = _inches(width)
    for row, texts in enumerate((table.columns, *table.rows)):
        grid.rows[row].height = _inches(
            ROW * size / 12 if row else _head_height(table, box.width, size)
        )
        for column, text in enumerate(texts):
            right = column > 0 and column not in table.text_columns
            look = Type(
                size if row else size * HEADING,
                INK if row else MUTED,
                bold=bool(row) and column == 0,
                align="right" if right else "left",
            )
            cell = grid.cell(row, column)
            _fill(cell, text, look, margin=MARGIN)
            _underline(cell, MUTED if row == 0 else LINE)


def table_height(table: Table, width: float, size: float) -> float:
    """Return how many inches a table takes upright, in letters of a size or what its width lets."""
    size = max(SMALLEST, min(size, _across(table, width)))
    return ROW * size / 12 * len(table.rows) + _head_height(table, width, size)


def add_matrix(slide: "Slide", matrix: Matrix, box: Box) -> None:
    """Put a confusion matrix on a slide, each cell in its shade."""
    names = matrix.names
    grid = _grid(slide, len(names) + 1, len(names) + 1, box, _spoken(matrix))
    first = box.width * 0.17
    grid.columns[0].width = _inches(first)
    for column in range(1, len(names) + 1):
        grid.columns[column].width = _inches((box.width - first) / len(names))
    for row in range(len(names) + 1):
        grid.rows[row].height = _inches(box.height / (len(names) + 1))
    _fill(grid.cell(0, 0), "True ↓  Predicted →", Type(8, MUTED))
    for at, name in enumerate(names, start=1):
        _fill(grid.cell(0, at), name, Type(9, align="center"))
        _fill(grid.cell(at, 0), name, Type(11))
    for i, cells in enumerate(shades.cells(matrix), start=1):
        for j, cell in enumerate(cells, start=1):
            look = Type(
                12,
                WHITE if cell.is_dark else INK if cell.step else MUTED,
                bold=cell.scale == "correct",
                align="center",
            )
            text = f"{cell.text} ●" if cell.marked else cell.text
            _fill(grid.cell(i, j), text, look, fill=cell.fill)


def _grid(slide: "Slide", rows: int, columns: int, box: Box, alt: str) -> "PptxTable":
    places = (_inches(value) for value in (box.left, box.top, box.width, 0.3 * rows))
    frame = slide.shapes.add_table(rows, columns, *places)
    describe(frame, alt)
    grid = frame.table
    grid.first_row = True
    grid.horz_banding = False
    properties = grid._tbl.tblPr  # noqa: SLF001 - python-pptx has no name for the style
    for style in properties.findall(".//{*}tableStyleId"):
        style.text = PLAIN_STYLE
    return grid


def _fill(
    cell: "_Cell", text: str, look: Type, *, fill: str | None = None, margin: float = 0.02
) -> None:
    from pptx.dml.color import RGBColor  # noqa: PLC0415 - 0.3 s
    from pptx.enum.text import MSO_ANCHOR  # noqa: PLC0415

    cell.margin_left = cell.margin_right = _inches(margin)
    cell.margin_top = cell.margin_bottom = _inches(0.01)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    fill_paragraph(cell.text_frame.paragraphs[0], text, look)
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(fill.removeprefix("#"))


def _underline(cell: "_Cell", colour: str) -> None:
    """Draw the line below a cell, which python-pptx cannot."""
    from pptx.oxml import parse_xml  # noqa: PLC0415
    from pptx.oxml.ns import nsdecls  # noqa: PLC0415

    line = parse_xml(
        f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        "</a:lnB>"
    )
    cell._tc.get_or_add_tcPr().insert(0, line)  # noqa: SLF001


def natural_widths(table: Table) -> list[float]:
    """Return how wide each column wants to be, in inches at 12 points."""
    columns = zip(*table.rows, strict=True) if table.rows else [()] * len(table.columns)
    return [
        max((BOLD if not at else LETTER) * max(map(len, texts), default=0), LETTER * _word(head))
        + AIR
        for at, (head, texts) in enumerate(zip(table.columns, columns, strict=True))
    ]


def _word(head: str) -> int:
    return max(len(word) for word in head.split() or [""])


def _widths(table: Table, room: float) -> list[float]:
    """Return the inches of each column where they fill a room together."""
    natural = natural_widths(table)
    return [width * room / sum(natural) for width in natural]


def _across(table: Table, room: float) -> float:
    """Return the largest letters, in points, whose columns have room."""
    return 12 * room / sum(natural_widths(table))


def _size(table: Table, box: Box) -> float:
    """Return the largest letters, in points, in which a table fits into its box."""
    size = min(LARGEST, _across(table, box.width))
    while size > SMALLEST and table_height(table, box.width, size) > box.height:
        size -= STEP
    return max(size, SMALLEST)


def _head_height(table: Table, room: float, size: float) -> float:
    """Return the inches of the headings, which are broken between words."""
    letters = [
        max(int((width - 2 * MARGIN) / (LETTER * HEADING * size / 12) + 0.01), 1)
        for width in _widths(table, room)
    ]
    lines = max(
        len(wrap(head, most)) or 1 for head, most in zip(table.columns, letters, strict=True)
    )
    return (ROW + MORE_LINES * (lines - 1)) * size / 12


def _spoken(matrix: Matrix) -> str:
    return (
        f"{matrix.title}, {matrix.subtitle}: confusion matrix, rows are true labels, columns are "
        "predicted labels, numbers are images."
    )


def _inches(value: float) -> int:
    from pptx.util import Inches  # noqa: PLC0415

    return int(Inches(value))
