"""What each colour, mark and dash means, above a chart."""

from collections.abc import Sequence
from typing import Final

from fmnist.report.charts import shapes
from fmnist.report.charts.shapes import Shape

HEIGHT: Final = 22
SAMPLE: Final = 24
BETWEEN: Final = 18
DASHES: Final = ("", "7 3", "2 3", "9 3 2 3", "4 2")  # a second sign beside the colour


def draw(
    entries: Sequence[tuple[str, str]], width: int, *, lines: bool
) -> tuple[list[Shape], float]:
    """Draw samples with their names, wrapped to the width.

    Parameters
    ----------
    entries
        Name and colour.
    width
        Of the chart, in pixels.
    lines
        Whether the samples are lines (else bars).

    Returns
    -------
    shapes : list of Shape
    height : float
        What the legend takes, in pixels.
    """
    drawn: list[Shape] = []
    x, y = 0.0, 14.0
    for at, (name, colour) in enumerate(entries):
        needed = SAMPLE + 6 + shapes.width_of(name)
        if x and x + needed > width:
            x, y = 0.0, y + HEIGHT
        if lines:
            middle = y - 4.5
            dash = DASHES[at % len(DASHES)]
            drawn.append(shapes.polyline([(x, middle), (x + SAMPLE, middle)], colour, dash=dash))
        else:
            drawn.append(shapes.bar(x, y - 11, 12, 12, colour, tooltip=name))
        drawn.append(shapes.text(x + (SAMPLE + 6 if lines else 18), y, name))
        x += needed + BETWEEN - (0 if lines else SAMPLE - 12)
    return drawn, y + 8
