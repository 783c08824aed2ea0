"""Lines over two axes."""

from typing import Final

from fmnist import text
from fmnist.report.charts import legend, shapes
from fmnist.report.charts.shapes import NARROW, Anchor, Axis, Drawing, Shape
from fmnist.views.parts.content import Line, Lines

HEIGHT: Final = 260
LEAST: Final = 120
LEFT: Final = 48
FOOT: Final = 42
RIGHT: Final = 10
SMALL: Final = 3.5
FINE: Final = 0.0099  # steps below one per cent need a decimal


def draw(chart: Lines, width: int, height: int | None = None) -> Drawing:
    """Draw all lines on the same axes, with a legend above."""
    drawn, top = legend.draw([(one.name, one.colour) for one in chart.lines], width, lines=True)
    top += 22
    bottom = top + HEIGHT if height is None else max(height - FOOT, top + LEAST)
    x_axis, y_axis = _axes(chart, width, top, bottom)
    drawn.extend(_frame(chart, x_axis, y_axis))
    drawn.append(shapes.text(0, top - 10, chart.y_label, "muted"))
    drawn.append(shapes.text(width - RIGHT, bottom + 36, chart.x_label, "muted", anchor="end"))
    for at, one in enumerate(chart.lines):
        points = [(x_axis.at(x), y_axis.at(y)) for x, y in zip(one.x, one.y, strict=True)]
        drawn.append(
            shapes.polyline(points, one.colour, dash=legend.DASHES[at % len(legend.DASHES)])
        )
    for one in chart.lines:
        drawn.extend(_dots(chart, one, x_axis, y_axis))
    return Drawing(width, round(bottom + FOOT), _label(chart), tuple(drawn))


def _axes(chart: Lines, width: int, top: float, bottom: float) -> tuple[Axis, Axis]:
    ys = [y for one in chart.lines for y in one.y]
    xs = [x for one in chart.lines for x in one.x]
    margin = 0.06 * ((max(ys) - min(ys)) or 0.02)
    low, high = max(0.0, min(ys) - margin), min(1.0, max(ys) + margin)
    if chart.x_share:
        least = min(*xs, *ys) - 0.02
        return (
            Axis(least, 1.0, LEFT, width - RIGHT),
            Axis(least, 1.0, bottom, top),
        )
    last = max(xs) if max(xs) > min(xs) else min(xs) + 1
    return Axis(min(xs), last, LEFT, width - RIGHT), Axis(low, high, bottom, top)


def _frame(chart: Lines, x_axis: Axis, y_axis: Axis) -> list[Shape]:
    rows, columns = y_axis.ticks(5), x_axis.ticks(4 if x_axis.end < NARROW else 8)
    drawn = [shapes.line(x_axis.start, y_axis.at(y), x_axis.end, y_axis.at(y)) for y in rows]
    digits = 1 if len(rows) > 1 and rows[1] - rows[0] < FINE else 0
    for y in rows:
        label = text.percent(y, digits)
        drawn.append(shapes.text(LEFT - 7, y_axis.at(y) + 4.5, label, "muted", anchor="end"))
    for x in columns:
        label = text.percent(x, 0) if chart.x_share else f"{x:g}"
        place = x_axis.at(x)
        anchor: Anchor = "end" if place > x_axis.end - 12 and chart.x_share else "middle"
        drawn.append(shapes.text(place, y_axis.start + 18, label, "muted", anchor=anchor))
    drawn.append(
        shapes.line(x_axis.start, y_axis.start, x_axis.end, y_axis.start, "muted", width=1)
    )
    if chart.diagonal:
        least, most = max(x_axis.low, y_axis.low), min(x_axis.high, y_axis.high)
        ends = (x_axis.at(least), y_axis.at(least), x_axis.at(most), y_axis.at(most))
        drawn.append(shapes.line(*ends, "muted", width=1.5, dash="4 3"))
    return drawn


def _dots(chart: Lines, one: Line, x_axis: Axis, y_axis: Axis) -> list[Shape]:
    """Mark the selected point, or every point when there is none."""
    drawn = []
    for at, (x, y) in enumerate(zip(one.x, one.y, strict=True)):
        if one.marked not in {None, at}:
            continue
        where = text.percent(x) if chart.x_share else f"{x:g}"
        tooltip = f"{one.name}: {chart.x_label.lower()} {where}, {text.percent(y)}"
        radius = SMALL if one.marked is None else shapes.DOT
        place = x_axis.at(x), y_axis.at(y)
        drawn.append(shapes.dot(*place, one.colour, tooltip=tooltip, radius=radius))
    return drawn


def _label(chart: Lines) -> str:
    said = []
    for one in chart.lines:
        at = one.marked if one.marked is not None else len(one.y) - 1
        where = text.percent(one.x[at]) if chart.x_share else f"{one.x[at]:g}"
        said.append(f"{one.name}, at {where}: {text.percent(one.y[at])}")
    what = f"{chart.y_label} over {chart.x_label.lower()}"
    return f"{chart.caption}. {what}. {'; '.join(said)}. The table holds the numbers."
