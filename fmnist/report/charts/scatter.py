"""Shares over an amount on a logarithmic axis, each dot with its whisker and its name."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Final

from fmnist import text
from fmnist.figures.labels import GAP, RIM, SIDES, Box, Dot, Layout, place
from fmnist.report.charts import legend, shapes
from fmnist.report.charts.shapes import Anchor, Axis, Drawing, Shape
from fmnist.views.parts.content import Scatter, ScatterPoint

HEIGHT: Final = 300
LEAST: Final = 120
LEFT: Final = 48
FOOT: Final = 42
ABOVE: Final = 16.0  # px above the axes where a name may still stand
RIGHT: Final = 10
AIR: Final = 1.6  # the axis of amounts runs on by this factor
FINE: Final = 0.0099  # steps below one per cent need a decimal
ANCHORS: Final[dict[str, Anchor]] = {"right": "start", "left": "end", "center": "middle"}
RISES: Final = {"top": -11.0, "middle": 4.5, "bottom": 17.0}  # px down to the name's baseline
BEYOND: Final = {"top": -5.0, "bottom": 13.5}  # the same, from the whisker's end


def draw(chart: Scatter, width: int, height: int | None = None) -> Drawing:
    """Draw every dot; a name that would cover another name or a whisker is left to the tooltip."""
    drawn, top = legend.draw(chart.key, width, lines=False)
    top += 22
    bottom = top + HEIGHT if height is None else max(height - FOOT, top + LEAST)
    x_axis, y_axis = axes(chart, (LEFT, width - RIGHT), (bottom, top))
    drawn.extend(_frame(x_axis, y_axis))
    drawn.append(shapes.text(0, top - 10, "Accuracy", "muted"))
    drawn.append(shapes.text(width - RIGHT, bottom + 36, chart.x_label, "muted", anchor="end"))
    for point, side in zip(chart.points, sides(chart, x_axis, y_axis), strict=True):
        drawn.extend(_dot(chart, point, side, x_axis, y_axis))
    return Drawing(width, round(bottom + FOOT), _label(chart), tuple(drawn))


def axes(
    chart: Scatter, across: tuple[float, float], upright: tuple[float, float]
) -> tuple[Axis, Axis]:
    """Return the axis of the amounts' logarithms and that of the shares."""
    amounts = [point.x for point in chart.points]
    low, high = (log10(min(amounts) / AIR), log10(max(amounts) * AIR))
    ends = [end for point in chart.points for end in (point.low, point.high)]
    margin = 0.06 * ((max(ends) - min(ends)) or 0.02)
    shares = (max(0.0, min(ends) - margin), min(1.0, max(ends) + margin))
    return Axis(low, high, *across), Axis(*shares, *upright)


def sides(
    chart: Scatter, x_axis: Axis, y_axis: Axis, among: Sequence[str] = SIDES
) -> list[str | None]:
    """Return where each name stands, as `fmnist.figures.labels.place` says; None for nowhere."""
    dots = [
        Dot(
            point.name,
            x_axis.at(log10(point.x)),
            *(-y_axis.at(share) for share in (point.value, point.low, point.high)),
        )
        for point in chart.points
    ]
    far = 10_000.0
    beyond = [
        Box(-far, -far, x_axis.start, far),
        Box(x_axis.end + RIGHT, -far, far, far),
        Box(-far, ABOVE - y_axis.end, far, far),
        Box(-far, -far, far, -y_axis.start),
    ]
    character = shapes.SIZE * shapes.LETTER
    return place([Layout(dots, beyond)], character=character, among=among)


def _frame(x_axis: Axis, y_axis: Axis) -> list[Shape]:
    rows = y_axis.ticks(5)
    digits = 1 if len(rows) > 1 and rows[1] - rows[0] < FINE else 0
    drawn = [shapes.line(x_axis.start, y_axis.at(y), x_axis.end, y_axis.at(y)) for y in rows]
    for y in rows:
        label = text.percent(y, digits)
        drawn.append(shapes.text(LEFT - 7, y_axis.at(y) + 4.5, label, "muted", anchor="end"))
    for power in range(ceil(x_axis.low), floor(x_axis.high) + 1):
        x = x_axis.at(power)
        drawn.append(shapes.line(x, y_axis.end, x, y_axis.start))
        label = f"{10**power:,}" if power >= 0 else f"{10**power:g}"
        drawn.append(shapes.text(x, y_axis.start + 18, label, "muted", anchor="middle"))
    ends = (x_axis.start, y_axis.start, x_axis.end, y_axis.start)
    return [*drawn, shapes.line(*ends, "muted", width=1)]


def _dot(
    chart: Scatter, point: ScatterPoint, side: str | None, x_axis: Axis, y_axis: Axis
) -> list[Shape]:
    x, y = x_axis.at(log10(point.x)), y_axis.at(point.value)
    tooltip = f"{point.name}: {text.percent(point.value)} at {point.text} ({chart.x_label})"
    ends = (x, y_axis.at(point.low), x, y_axis.at(point.high))
    drawn = [
        shapes.line(*ends, "muted", width=shapes.WHISKER, tooltip=tooltip),
        shapes.dot(x, y, point.colour, tooltip=tooltip),
    ]
    if side is None:
        return drawn
    rise, _, way = side.partition(" ")
    if way == "center":
        end = min(ends[3], y - GAP + RIM) if rise == "top" else max(ends[1], y + GAP - RIM)
        place_of = (x, end + BEYOND[rise])
    else:
        place_of = (x + (GAP if way == "right" else -GAP), y + RISES[rise])
    return [*drawn, shapes.text(*place_of, point.name, anchor=ANCHORS[way])]


def _label(chart: Scatter) -> str:
    said = [f"{one.name} {text.percent(one.value)} at {one.text}" for one in chart.points]
    return f"{chart.caption}. {'; '.join(said)}."
