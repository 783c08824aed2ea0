"""Real tables on slides: numbers, and confusion matrices with shaded cells."""

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
LARGEST: Final = 14.0
SMALLEST: Final = 9.0
WHITE: Final = "FFFFFF"


def add_table(slide: "Slide", table: Table, box: Box) -> None:
    """Put a table of numbers on a slide, with letters as large as its box allows."""
    widths = natural_widths(table)
    needed = sum(widths)
    size = max(SMALLEST, min(LARGEST, 12.0 * box.width / needed, 12 * _tallest(table, box)))
    grid = _grid(slide, len(table.rows) + 1, len(table.columns), box, table.caption)
    scale = box.width / needed
    for column, width in enumerate(widths):
        grid.columns[column].width = _inches(width * scale)
    for row, texts in enumerate((table.columns, *table.rows)):
        grid.rows[row].height = _inches(ROW * size / 12)
        for column, text in enumerate(texts):
            right = column > 0 and column not in table.text_columns
            look = Type(
                size if row else size * 0.85,
                INK if row else MUTED,
                bold=bool(row) and column == 0,
                align="right" if right else "left",
            )
            cell = grid.cell(row, column)
            _fill(cell, text, look, margin=0.06)
            _underline(cell, MUTED if row == 0 else LINE)


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


def _tallest(table: Table, box: Box) -> float:
    return box.height / (ROW * (len(table.rows) + 2))


def _spoken(matrix: Matrix) -> str:
    return (
        f"{matrix.title}, {matrix.subtitle}: confusion matrix, rows are true labels, columns are "
        "predicted labels, numbers are images."
    )


def _inches(value: float) -> int:
    from pptx.util import Inches  # noqa: PLC0415

    return int(Inches(value))
