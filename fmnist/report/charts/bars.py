"""Groups of horizontal bars, one group for each category."""

from typing import Final

from fmnist.report.charts import legend, shapes
from fmnist.report.charts.shapes import NARROW, Axis, Drawing, Shape
from fmnist.views.parts.content import Bars

THICK: Final = 16
BETWEEN: Final = 3
GROUP_GAP: Final = 14
NAME: Final = 20  # a category's name above its bars, where there is no room beside them
FOOT: Final = 4


def draw(chart: Bars, width: int) -> Drawing:
    """Draw the first category on top; bars start at zero."""
    narrow = width <= NARROW
    names = max(shapes.width_of(name, bold=True) for name in chart.categories)
    left = 0.0 if narrow else min(names, width * 0.3) + GROUP_GAP
    largest = max((count for one in chart.bars for count in one.counts), default=1)
    axis = Axis(0, max(largest, 1), left, width - shapes.width_of("1,000 "))
    drawn, y = legend.draw([(one.name, one.colour) for one in chart.bars], width, lines=False)
    y += 8
    for at, category in enumerate(chart.categories):
        name = shapes.fitted(category, width if narrow else left - 4)
        middle = (len(chart.bars) * (THICK + BETWEEN) - BETWEEN) / 2
        drawn.append(shapes.text(0, y + 13 if narrow else y + middle + 4.5, name, bold=True))
        y += NAME if narrow else 0
        drawn.extend(_group(chart, at, axis, y))
        y += len(chart.bars) * (THICK + BETWEEN) + GROUP_GAP
    drawn.append(shapes.line(left, legend.HEIGHT, left, y - GROUP_GAP, "muted"))
    return Drawing(width, round(y - GROUP_GAP + FOOT), _label(chart), tuple(drawn))


def _group(chart: Bars, at: int, axis: Axis, y: float) -> list[Shape]:
    drawn = []
    for one in chart.bars:
        count = one.counts[at]
        tooltip = f"{chart.categories[at]}, {one.name}: {count:,} of {chart.total:,}"
        end = axis.at(count)
        drawn.append(
            shapes.bar(axis.start, y, end - axis.start, THICK, one.colour, tooltip=tooltip)
        )
        drawn.append(shapes.text(end + 6, y + THICK - 3.5, f"{count:,}"))
        y += THICK + BETWEEN
    return drawn


def _label(chart: Bars) -> str:
    said = [
        f"{category}: " + ", ".join(f"{one.name} {one.counts[at]:,}" for one in chart.bars)
        for at, category in enumerate(chart.categories)
    ]
    return f"{chart.caption}. {'; '.join(said)}."
