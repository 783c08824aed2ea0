"""One way to draw any chart."""

from fmnist.report.charts import bars, lines, scatter, whiskers
from fmnist.report.charts.shapes import WIDE, Drawing
from fmnist.views.parts.content import Bars, Chart, Lines, Scatter, Whiskers


def draw(chart: Chart, width: int = WIDE, height: int | None = None) -> Drawing:
    """Return a chart as shapes.

    Parameters
    ----------
    chart
        What to draw.
    width
        In pixels; up to 360 is laid out for a phone.
    height
        In pixels, where there is no more room than that; bars take what they need.
    """
    match chart:
        case Whiskers():
            return whiskers.draw(chart, width, height)
        case Bars():
            return bars.draw(chart, width)
        case Lines():
            return lines.draw(chart, width, height)
        case Scatter():
            return scatter.draw(chart, width, height)
