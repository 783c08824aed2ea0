"""Native charts on slides: they can be edited, and their data stand in the file."""

from collections.abc import Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final

from fmnist.report.charts.draw import draw
from fmnist.report.charts.shapes import Axis
from fmnist.report.slides.canvas import INK, LINE, MUTED, Box, describe
from fmnist.views.parts.content import Bars, Chart, Lines, Whiskers

if TYPE_CHECKING:
    from pptx.chart.chart import Chart as PptxChart
    from pptx.slide import Slide

SIZE: Final = 12
STEPS: Final = 5
LABELLED: Final = 7  # more points than these leave no room for their intervals
FINE: Final = 0.0099  # steps below one per cent need a decimal
DASHES: Final = ("SOLID", "DASH", "ROUND_DOT", "DASH_DOT", "SQUARE_DOT")
PERCENT: Final = "0%"
FINE_PERCENT: Final = "0.0%"
FINE_NUMBER: Final = "#,##0.0"


def add_chart(slide: "Slide", chart: Chart, box: Box) -> None:
    """Put a chart on a slide."""
    match chart:
        case Whiskers():
            made = _whiskers(slide, chart, box)
        case Bars():
            made = _bars(slide, chart, box)
        case Lines():
            made = _lines(slide, chart, box)
    describe(made, draw(chart).label)


def _whiskers(slide: "Slide", chart: Whiskers, box: Box) -> Any:  # noqa: ANN401 - a graphic frame
    """Draw dots with error bars: unlike bars, they need no axis from zero."""
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415 - 0.3 s
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    data = CategoryChartData(number_format=FINE_PERCENT if chart.shares else FINE_NUMBER)
    data.categories = [point.name for point in chart.points]
    data.add_series(chart.measure, [point.value for point in chart.points])
    if chart.reference:
        data.add_series(chart.reference[0], [chart.reference[1]] * len(chart.points))
    frame = _place(slide, XL_CHART_TYPE.LINE_MARKERS, box, data)
    made = frame.chart
    ends = [end for point in chart.points for end in (point.low, point.high)]
    ends += [chart.reference[1]] if chart.reference else []
    _style(made, legend=False)
    _scale(made.value_axis, min(ends), max(ends), share=chart.shares)
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
        _paint(marker.format.fill, point.colour)
        _paint(marker.format.line.fill, INK)
        value = chart.text(point.value)
        _label(series.points[at], f"{value}\n{chart.interval_text(point)}" if roomy else value)
    _error_bars(series, chart)
    for line in reference:
        line.smooth = False
        line.marker.style = XL_MARKER_STYLE.NONE
        line.format.line.dash_style = MSO_LINE.DASH
        line.format.line.width = _points(1.5)
        _paint(line.format.line.fill, MUTED)
        if chart.reference:
            name, share = chart.reference
            _label(line.points[0], f"{name} {chart.text(share)}", above=True)


def _label(point: Any, text: str, *, above: bool = False) -> None:  # noqa: ANN401 - a point
    from pptx.enum.chart import XL_LABEL_POSITION  # noqa: PLC0415

    label = point.data_label
    label.position = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.RIGHT
    label.text_frame.text = text
    for paragraph in label.text_frame.paragraphs:
        paragraph.font.size = _points(SIZE)


def _error_bars(series: Any, chart: Whiskers) -> None:  # noqa: ANN401 - a series of python-pptx
    """Add each point's own interval, which python-pptx cannot."""
    from pptx.oxml import parse_xml  # noqa: PLC0415
    from pptx.oxml.ns import nsdecls, qn  # noqa: PLC0415

    plus = _literal("plus", [point.high - point.value for point in chart.points])
    minus = _literal("minus", [point.value - point.low for point in chart.points])
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="0"/>{plus}{minus}<c:spPr><a:ln w="19050">'
        f'<a:solidFill><a:srgbClr val="{MUTED}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    series._element.find(qn("c:cat")).addprevious(bars)  # noqa: SLF001 - the place the schema demands


def _literal(side: str, amounts: Sequence[float]) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{amount:.6f}</c:v></c:pt>' for at, amount in enumerate(amounts)
    )
    return (
        f"<c:{side}><c:numLit><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(amounts)}"/>{points}</c:numLit></c:{side}>'
    )


def _bars(slide: "Slide", chart: Bars, box: Box) -> Any:  # noqa: ANN401 - a graphic frame
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION  # noqa: PLC0415

    data = CategoryChartData(number_format="#,##0")
    data.categories = list(chart.categories)
    for one in chart.bars:
        data.add_series(one.name, one.counts)
    frame = _place(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, data)
    made = frame.chart
    _style(made, legend=True)
    made.category_axis.reverse_order = True  # the first category on top
    made.value_axis.visible = False
    made.value_axis.has_major_gridlines = False
    made.value_axis.minimum_scale = 0
    plot = made.plots[0]
    plot.gap_width, plot.overlap = 60, -5
    plot.has_data_labels = True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = _points(SIZE)
    for series, one in zip(plot.series, chart.bars, strict=True):
        _paint(series.format.fill, one.colour)
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
    frame = _place(slide, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, box, data)
    made = frame.chart
    _style(made, legend=True)
    _titles(made, chart)
    _scale(made.value_axis, min(ys), max(ys), share=True)
    _scale(made.category_axis, min(xs), max(xs), share=chart.x_share)
    _paint_lines(made, chart)
    return frame


def _titles(made: "PptxChart", chart: Lines) -> None:
    for axis, title in ((made.category_axis, chart.x_label), (made.value_axis, chart.y_label)):
        axis.has_title = True
        axis.axis_title.text_frame.text = title
        run = axis.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = _points(SIZE), False


def _scale(axis: Any, low: float, high: float, *, share: bool) -> None:  # noqa: ANN401 - an axis
    """Let an axis run between round numbers, in round steps."""
    ticks = Axis(low, high, 0, 1).ticks(STEPS)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else high - low or 1.0
    least, most = floor(low / step) * step, ceil(high / step) * step
    axis.minimum_scale = max(least, 0.0)
    axis.maximum_scale = min(most, 1.0) if share else most
    axis.major_unit = step
    axis.tick_labels.number_format_is_linked = False
    fine = FINE_PERCENT if step < FINE else PERCENT
    plain = "0" if step >= 1 else "0.0##"
    axis.tick_labels.number_format = fine if share else plain


def _paint_lines(made: "PptxChart", chart: Lines) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415
    from pptx.enum.dml import MSO_LINE  # noqa: PLC0415

    for at, series in enumerate(made.plots[0].series):
        series.smooth = False
        line = series.format.line
        is_diagonal = at == len(chart.lines)
        _paint(line.fill, MUTED if is_diagonal else chart.lines[at].colour)
        line.width = _points(1.25 if is_diagonal else 2.25)
        dash = "DASH" if is_diagonal else DASHES[at % len(DASHES)]
        line.dash_style = getattr(MSO_LINE, dash)
        marked = None if is_diagonal else chart.lines[at].marked
        if marked is not None:
            marker = series.points[marked].marker
            marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 10
            _paint(marker.format.fill, chart.lines[at].colour)
            _paint(marker.format.line.fill, INK)


def _place(slide: "Slide", kind: Any, box: Box, data: Any) -> Any:  # noqa: ANN401 - python-pptx's
    from pptx.util import Inches  # noqa: PLC0415

    places = (Inches(value) for value in (box.left, box.top, box.width, box.height))
    return slide.shapes.add_chart(kind, *places, data)


def _style(made: "PptxChart", *, legend: bool) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION  # noqa: PLC0415

    made.has_title = False
    made.font.size = _points(SIZE)
    made.has_legend = legend
    if legend and made.legend is not None:
        made.legend.position = XL_LEGEND_POSITION.TOP
        made.legend.include_in_layout = False
    across, upright = made.category_axis, made.value_axis
    across.has_major_gridlines, upright.has_major_gridlines = False, True
    _paint(across.format.line.fill, MUTED)
    _paint(upright.format.line.fill, MUTED)
    _paint(upright.major_gridlines.format.line.fill, LINE)


def _paint(fill: Any, colour: str) -> None:  # noqa: ANN401 - every fill of python-pptx
    from pptx.dml.color import RGBColor  # noqa: PLC0415

    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())


def _points(size: float) -> Any:  # noqa: ANN401 - a length of python-pptx
    from pptx.util import Pt  # noqa: PLC0415

    return Pt(size)
