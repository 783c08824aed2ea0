"""Points with whiskers on one axis."""

from collections.abc import Sequence
from typing import Final

from fmnist import text
from fmnist.report.charts import legend, shapes
from fmnist.report.charts.shapes import NARROW, WHISKER, Anchor, Axis, Drawing, Shape
from fmnist.views.parts.content import Point, Whiskers

ROW: Final = 36
LEAST_ROW: Final = 24
LARGEST_ROW: Final = 48
NARROW_ROW: Final = 52
HEAD: Final = 22
FOOT: Final = 24
GAP: Final = 16
INTERVAL: Final = shapes.width_of("91.0 to 92.1 %") + 6
VALUES: Final = INTERVAL + shapes.width_of("91.5 %")
FINE: Final = 0.99  # steps below one per cent, or below one, need a decimal


def draw(chart: Whiskers, width: int, height: int | None = None) -> Drawing:
    """Draw one row per point, the first on top, below the meaning of the colours."""
    narrow = width <= NARROW
    key, top = legend.draw(chart.key, width, lines=False) if chart.key else ([], 0.0)
    head = top + (HEAD if chart.reference else 6)
    room = None if height is None else height - head - FOOT
    row = _row_height(len(chart.points), narrow=narrow, room=room)
    longest = max(shapes.width_of(point.name, bold=True) for point in chart.points)
    names = 0.0 if narrow else min(longest, width * 0.3)
    start, end = (10.0, width - 10.0) if narrow else (names + GAP, width - VALUES - GAP)
    axis = _axis(chart, start, end)
    bottom = head + row * len(chart.points)
    drawn = key + [
        shapes.line(0, head + row * at, width, head + row * at)
        for at in range(1, len(chart.points))
    ]
    bands = [
        (head + row * at + (26 if narrow else 0), head + row * (at + 1))
        for at in range(len(chart.points))
    ]
    drawn.extend(_frame(chart, axis, bands, head))
    for at, point in enumerate(chart.points):
        top = head + row * at
        baseline = top + (18 if narrow else row / 2 + 4.5)
        name = shapes.fitted(point.name, width * 0.5 if narrow else names + GAP)
        drawn.append(shapes.text(0, baseline, name, bold=True))
        value = width if narrow else width - INTERVAL
        gap = INTERVAL if narrow else 0
        drawn.append(shapes.text(value - gap, baseline, chart.text(point.value), anchor="end"))
        drawn.append(
            shapes.text(width, baseline, chart.interval_text(point), "muted", anchor="end")
        )
        drawn.extend(_row(chart, point, axis, top + (row - 13 if narrow else row / 2)))
    return Drawing(width, round(bottom + FOOT), _label(chart), tuple(drawn))


def _row_height(points: int, *, narrow: bool, room: float | None) -> float:
    if narrow or room is None:
        return NARROW_ROW if narrow else ROW
    return min(max(room / points, LEAST_ROW), LARGEST_ROW)


def most_rows(chart: Whiskers, height: float) -> int:
    """Return how many rows a height has room for, at least one."""
    head = (legend.HEIGHT if chart.key else 0) + (HEAD if chart.reference else 6)
    return max(int((height - head - FOOT) / LEAST_ROW), 1)


def _axis(chart: Whiskers, start: float, end: float) -> Axis:
    ends = [edge for point in chart.points for edge in (point.low, point.high)]
    ends += [chart.reference[1]] if chart.reference else []
    margin = 0.06 * ((max(ends) - min(ends)) or 0.02)
    most = max(ends) + margin
    return Axis(max(0.0, min(ends) - margin), min(1.0, most) if chart.shares else most, start, end)


def _frame(
    chart: Whiskers, axis: Axis, bands: Sequence[tuple[float, float]], head: float
) -> list[Shape]:
    """Draw scale and reference, in bands that leave the names of narrow rows free."""
    ticks = axis.ticks(6 if axis.end - axis.start > NARROW else 4)
    scale, unit = (100, f"{text.NBSP}%") if chart.shares else (1, "")
    digits = 1 if len(ticks) > 1 and scale * (ticks[1] - ticks[0]) < FINE else 0
    places = [axis.at(tick) for tick in ticks]
    drawn = [shapes.line(x, top, x, bottom) for x in places for top, bottom in bands]
    for tick, x in zip(ticks, places, strict=True):
        label = f"{scale * tick:.{digits}f}{unit if tick == ticks[-1] else ''}"
        drawn.append(shapes.text(x, bands[-1][1] + 17, label, "muted", anchor="middle"))
    if chart.reference:
        name, value = chart.reference
        label, x = f"{name} {chart.text(value)}", axis.at(value)
        centred = x > shapes.width_of(label) / 2
        anchor: Anchor = "middle" if centred else "start"
        drawn.append(shapes.text(x if centred else 0, head - 9, label, "muted", anchor=anchor))
        drawn.extend(
            shapes.line(x, top, x, bottom, "muted", width=1.5, dash="4 3") for top, bottom in bands
        )
    return drawn


def _row(chart: Whiskers, point: Point, axis: Axis, y: float) -> list[Shape]:
    interval = chart.interval_text(point)
    tooltip = f"{point.name}: {chart.text(point.value)}, 95 % interval {interval}"
    low, high = axis.at(point.low), axis.at(point.high)
    return [
        shapes.line(low, y, high, y, "muted", width=WHISKER, tooltip=tooltip),
        shapes.dot(axis.at(point.value), y, point.colour, tooltip=tooltip),
    ]


def _label(chart: Whiskers) -> str:
    said = [f"{p.name} {chart.text(p.value)}, {chart.interval_text(p)}" for p in chart.points]
    if chart.reference:
        said.append(f"for comparison {chart.reference[0]} {chart.text(chart.reference[1])}")
    return f"{chart.caption}. {'; '.join(said)}."
