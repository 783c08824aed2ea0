"""Points with whiskers on one axis."""

from typing import Final

from fmnist.evaluation.intervals import Interval
from fmnist.report import words
from fmnist.report.charts import shapes
from fmnist.report.charts.shapes import NARROW, WHISKER, Axis, Drawing, Shape
from fmnist.report.content import Point, Whiskers

ROW: Final = 36
NARROW_ROW: Final = 52
HEAD: Final = 22
FOOT: Final = 24
GAP: Final = 16
FINE: Final = 0.0099  # steps below one per cent need a decimal


def draw(chart: Whiskers, width: int) -> Drawing:
    """Draw one row per point, the first on top."""
    narrow = width <= NARROW
    row = NARROW_ROW if narrow else ROW
    names = 0.0 if narrow else min(max(shapes.width_of(p.name) for p in chart.points), width * 0.3)
    values = 0.0 if narrow else shapes.width_of("91.5 %  91.0 to 92.1 %")
    axis = _axis(chart, names + GAP if names else 10, width - values - (GAP if values else 10))
    head = HEAD if chart.reference else 6
    bottom = head + row * len(chart.points)
    drawn = [*_frame(chart, axis, head, bottom)]
    for at, point in enumerate(chart.points):
        top = head + row * at
        drawn.extend(_row(point, axis, top + (row - 14 if narrow else row / 2)))
        if narrow:
            drawn.append(
                shapes.text(0, top + 18, shapes.fitted(point.name, width * 0.5), bold=True)
            )
            drawn.append(shapes.text(width, top + 18, _value(point), anchor="end"))
        else:
            middle = top + row / 2 + 4.5
            drawn.append(shapes.text(0, middle, shapes.fitted(point.name, names + GAP), bold=True))
            drawn.append(shapes.text(width, middle, _value(point), anchor="end"))
        if at:
            drawn.insert(0, shapes.line(0, top, width, top))
    return Drawing(width, round(bottom + FOOT), _label(chart), tuple(drawn))


def _axis(chart: Whiskers, start: float, end: float) -> Axis:
    ends = [edge for point in chart.points for edge in (point.low, point.high)]
    ends += [chart.reference[1]] if chart.reference else []
    margin = 0.06 * ((max(ends) - min(ends)) or 0.02)
    return Axis(max(0.0, min(ends) - margin), min(1.0, max(ends) + margin), start, end)


def _frame(chart: Whiskers, axis: Axis, head: float, bottom: float) -> list[Shape]:
    ticks = axis.ticks(6 if axis.end - axis.start > NARROW else 4)
    digits = 1 if len(ticks) > 1 and ticks[1] - ticks[0] < FINE else 0
    drawn = [shapes.line(axis.at(tick), head, axis.at(tick), bottom) for tick in ticks]
    for tick in ticks:
        unit = f"{words.NBSP}%" if tick == ticks[-1] else ""
        label = f"{100 * tick:.{digits}f}{unit}"
        drawn.append(shapes.text(axis.at(tick), bottom + 17, label, "muted", anchor="middle"))
    if chart.reference:
        name, value = chart.reference
        x = axis.at(value)
        drawn.append(shapes.line(x, head - 4, x, bottom, "muted", width=1.5, dash="4 3"))
        label = f"{name} {words.percent(value)}"
        middle = x - axis.start > shapes.width_of(label) / 2
        drawn.append(
            shapes.text(
                x if middle else axis.start - 6,
                head - 9,
                label,
                "muted",
                anchor="middle" if middle else "start",
            )
        )
    return drawn


def _row(point: Point, axis: Axis, y: float) -> list[Shape]:
    tooltip = f"{point.name}: {words.percent(point.value)}, 95 % interval {_interval(point)}"
    low, high = axis.at(point.low), axis.at(point.high)
    return [
        shapes.line(low, y, high, y, "muted", width=WHISKER, tooltip=tooltip),
        shapes.dot(axis.at(point.value), y, point.colour, tooltip=tooltip),
    ]


def _interval(point: Point) -> str:
    return words.between(Interval(point.low, point.high))


def _value(point: Point) -> str:
    return f"{words.percent(point.value)}  {_interval(point)}"


def _label(chart: Whiskers) -> str:
    said = [f"{p.name} {words.percent(p.value)}, {_interval(p)}" for p in chart.points]
    if chart.reference:
        said.append(f"for comparison {chart.reference[0]} {words.percent(chart.reference[1])}")
    return f"{chart.caption}. {'; '.join(said)}."
