"""A confusion matrix as a picture, for those who take it elsewhere."""

import re
from typing import Final

from fmnist.report import shades
from fmnist.report.charts import shapes
from fmnist.report.charts.shapes import WIDE, Drawing, Shape
from fmnist.views.parts.content import Matrix

LEFT: Final = 100
ROW: Final = 36
HEAD: Final = 92
BREAKS: Final = re.compile(r"(/)(?=\w)")  # where a long name goes on in the next line
WHITE: Final = "#FFFFFF"
GAP: Final = 2


def draw_matrix(matrix: Matrix) -> Drawing:
    """Draw a matrix; rows are true labels, columns predicted labels."""
    step = (WIDE - LEFT) / len(matrix.names)
    drawn: list[Shape] = [
        shapes.text(0, 15, matrix.title, bold=True),
        shapes.text(WIDE, 15, matrix.subtitle, "muted", anchor="end"),
        shapes.text(0, HEAD - 8, "True label", "muted"),
        shapes.text(LEFT, 42, "Predicted label", "muted"),
    ]
    for at, name in enumerate(matrix.names):
        middle = LEFT + (at + 0.5) * step
        for up, part in enumerate(reversed(BREAKS.sub(r"\1 ", name).split())):
            drawn.append(shapes.text(middle, HEAD - 8 - 15 * up, part, anchor="middle"))
        drawn.append(shapes.text(LEFT - 8, HEAD + at * ROW + ROW / 2 + 4.5, name, anchor="end"))
    for i, row in enumerate(shades.cells(matrix)):
        for j, cell in enumerate(row):
            drawn.extend(_cell(cell, LEFT + j * step, HEAD + i * ROW, step))
    label = f"{matrix.title}, {matrix.subtitle}: confusion matrix, rows are true labels"
    return Drawing(WIDE, HEAD + ROW * len(matrix.names), label, tuple(drawn))


def _cell(cell: shades.Cell, x: float, y: float, step: float) -> list[Shape]:
    drawn = []
    if cell.fill:
        size = (step - GAP, ROW - GAP)
        drawn.append(shapes.bar(x, y, *size, cell.fill, tooltip=cell.tooltip))
    colour = WHITE if cell.is_dark else shapes.TONES["ink" if cell.step else "muted"]
    middle = x + (step - GAP) / 2
    bold = cell.scale == "correct"
    place = (middle, y + ROW / 2 + 3.5)
    drawn.append(shapes.text(*place, cell.text, anchor="middle", bold=bold, colour=colour))
    if cell.marked:
        drawn.append(shapes.dot(x + step - 9, y + 7, colour, radius=2))
    return drawn
