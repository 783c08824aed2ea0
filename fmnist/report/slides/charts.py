"""Native charts on slides: they can be edited, and their data stand in the file."""

from typing import TYPE_CHECKING, Any, Final

from fmnist.report.charts.draw import draw
from fmnist.report.slides.canvas import INK, MUTED, Box, Type, add_text, describe
from fmnist.report.slides.chart_parts import (
    FINE_PERCENT,
    SIZE,
    add_error_bars,
    label_point,
    paint,
    place_chart,
    points,
    scale_axis,
    style_chart,
)
from fmnist.report.slides.scatter import add_scatter
from fmnist.views.parts.content import Bars, Chart, Lines, Scatter, Whiskers

if TYPE_CHECKING:
    from pptx.chart.chart import Chart as PptxChart
    from pptx.slide import Slide

KEY: Final = 0.3  # inches that the meaning of the colours takes
KEY_STEP: Final = 1.0
LABELLED: Final = 7  # more points than these leave no room for their intervals
MOST_LABELS: Final = 16  # more than these, none for their values either: the table has them
DASHES: Final = ("SOLID", "DASH", "ROUND_DOT", "DASH_DOT", "SQUARE_DOT")
FINE_NUMBER: Final = "#,##0.0"


def add_chart(slide: "Slide", chart: Chart, box: Box) -> None:
    """Put a chart on a slide."""
    match chart:
        case Whiskers():
            made = _whiskers(slide, chart, _below_key(slide, chart, box))
        case Bars():
            made = _bars(slide, chart, box)
        case Lines():
            made = _lines(slide, chart, box)
        case Scatter():
            made = add_scatter(slide, chart, box)
    describe(made, draw(chart).label)


def _below_key(slide: "Slide", chart: Whiskers, box: Box) -> Box:
    """Say above a chart of one series what the colours of its dots mean; return what is left."""
    from pptx.enum.shapes import MSO_SHAPE  # noqa: PLC0415
    from pptx.util import Inches  # noqa: PLC0415

    if not chart.key:
        return box
    for at, (name, colour) in enumerate(chart.key):
        left, top = box.left + at * KEY_STEP, box.top + 0.06
        places = (Inches(value) for value in (left, top + 0.02, 0.15, 0.15))
        sample = slide.shapes.add_shape(MSO_SHAPE.OVAL, *places)
        paint(sample.fill, colour)
        paint(sample.line.fill, INK)
        add_text(
            slide, Box(left + 0.23, top - 0.01, KEY_STEP - 0.3, KEY - 0.05), [name], Type(SIZE)
        )
    return Box(box.left, box.top + KEY, box.width, box.height - KEY)


def _whiskers(slide: "Slide", chart: Whiskers, box: Box) -> Any:  # noqa: ANN401 - a graphic frame
    """Draw dots with error bars: unlike bars, they need no axis from zero."""
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415 - 0.3 s
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    data = CategoryChartData(number_format=FINE_PERCENT if chart.shares else FINE_NUMBER)
    data.categories = [point.name for point in chart.points]
    data.add_series(chart.measure, [point.value for point in chart.points])
    if chart.reference:
        data.add_series(chart.reference[0], [chart.reference[1]] * len(chart.points))
    frame = place_chart(slide, XL_CHART_TYPE.LINE_MARKERS, box, data)
    made = frame.chart
    ends = [end for point in chart.points for end in (point.low, point.high)]
    ends += [chart.reference[1]] if chart.reference else []
    style_chart(made, legend=False)
    scale_axis(made.value_axis, min(ends), max(ends), share=chart.shares)
    _dots(made, chart)
    return frame


def _dots(made: "PptxChart", chart: Whiskers) -> None:
    """Paint each dot, and write its numbers beside it as the tables round them."""
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415
    from pptx.enum.dml import MSO_LINE  # noqa: PLC0415

    series, *reference = made.plots[0].series
    series.format.line.fill.background()
    series.smooth = False
    roomy = len(chart.points) <= LABELLED
    for at, point in enumerate(chart.points):
        marker = series.points[at].marker
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 11
        paint(marker.format.fill, point.colour)
        paint(marker.format.line.fill, INK)
        value = chart.text(point.value)
        if len(chart.points) <= MOST_LABELS:
            both = f"{value}\n{chart.interval_text(point)}"
            label_point(series.points[at], both if roomy else value)
    add_error_bars(series, chart.points)
    for line in reference:
        line.smooth = False
        line.marker.style = XL_MARKER_STYLE.NONE
        line.format.line.dash_style = MSO_LINE.DASH
        line.format.line.width = points(1.5)
        paint(line.format.line.fill, MUTED)
        if chart.reference:
            name, share = chart.reference
            place = min(1, len(chart.points) - 1)  # the first one's would cover the axis
            label_point(line.points[place], f"{name} {chart.text(share)}", "above")


def _bars(slide: "Slide", chart: Bars, box: Box) -> Any:  # noqa: ANN401 - a graphic frame
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION  # noqa: PLC0415

    data = CategoryChartData(number_format="#,##0")
    data.categories = list(chart.categories)
    for one in chart.bars:
        data.add_series(one.name, one.counts)
    frame = place_chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, data)
    made = frame.chart
    style_chart(made, legend=True)
    made.category_axis.reverse_order = True  # the first category on top
    made.value_axis.visible = False
    made.value_axis.has_major_gridlines = False
    made.value_axis.minimum_scale = 0
    plot = made.plots[0]
    plot.gap_width, plot.overlap = 60, -5
    plot.has_data_labels = True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = points(SIZE)
    for series, one in zip(plot.series, chart.bars, strict=True):
        paint(series.format.fill, one.colour)
    return frame


def _lines(slide: "Slide", chart: Lines, box: Box) -> Any:  # noqa: ANN401 - a graphic frame
    from pptx.chart.data import XyChartData  # noqa: PLC0415
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    data = XyChartData(number_format=FINE_PERCENT)
    longest = max(len(one.x) for one in chart.lines)
    for one in chart.lines:
        series = data.add_series(one.name)
        points = list(zip(one.x, one.y, strict=True))
        # LibreOffice drops every line that is shorter than another: repeat the last point.
        for x, y in points + points[-1:] * (longest - len(points)):
            series.add_data_point(x, y)
    xs = [x for one in chart.lines for x in one.x]
    ys = [y for one in chart.lines for y in one.y]
    if chart.diagonal:
        least = min(*xs, *ys)
        diagonal = data.add_series("Both agree")
        for place in (least, *([1.0] * (longest - 1))):
            diagonal.add_data_point(place, place)
    frame = place_chart(slide, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, box, data)
    made = frame.chart
    style_chart(made, legend=True)
    _titles(made, chart)
    scale_axis(made.value_axis, min(ys), max(ys), share=True)
    scale_axis(made.category_axis, min(xs), max(xs), share=chart.x_share)
    _paint_lines(made, chart)
    return frame


def _titles(made: "PptxChart", chart: Lines) -> None:
    for axis, title in ((made.category_axis, chart.x_label), (made.value_axis, chart.y_label)):
        axis.has_title = True
        axis.axis_title.text_frame.text = title
        run = axis.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = points(SIZE), False


def _paint_lines(made: "PptxChart", chart: Lines) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415
    from pptx.enum.dml import MSO_LINE  # noqa: PLC0415

    for at, series in enumerate(made.plots[0].series):
        series.smooth = False
        line = series.format.line
        is_diagonal = at == len(chart.lines)
        paint(line.fill, MUTED if is_diagonal else chart.lines[at].colour)
        line.width = points(1.25 if is_diagonal else 2.25)
        dash = "DASH" if is_diagonal else DASHES[at % len(DASHES)]
        line.dash_style = getattr(MSO_LINE, dash)
        marked = None if is_diagonal else chart.lines[at].marked
        if marked is not None:
            marker = series.points[marked].marker
            marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 10
            paint(marker.format.fill, chart.lines[at].colour)
            paint(marker.format.line.fill, INK)
