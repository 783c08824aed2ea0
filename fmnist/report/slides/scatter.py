"""Accuracy over a cost as a native chart: a series for each family, the cost logarithmic."""

from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final

from fmnist.report.charts import scatter
from fmnist.report.charts.shapes import Axis
from fmnist.report.slides.canvas import INK, Box
from fmnist.report.slides.chart_parts import (
    FINE_PERCENT,
    add_error_bars,
    label_point,
    paint,
    place_chart,
    points,
    scale_axis,
    style_chart,
)
from fmnist.views.parts.content import Scatter

if TYPE_CHECKING:
    from pptx.slide import Slide

PIXELS: Final = 78.0  # per inch, in which letters of 12 points are as wide as those of a drawing
AROUND: Final = (0.9, 0.3, 0.45, 0.75)  # inches left, right, above and below the axes
NATIVE: Final = {"middle right": "right", "middle left": "left"}
"""Sides of a dot, in the words of slides, which know no corners; above and below is a whisker."""


def add_scatter(slide: "Slide", chart: Scatter, box: Box) -> Any:  # noqa: ANN401 - a graphic frame
    """Put dots with error bars on a slide; names stand where they cover nothing, or not at all."""
    from pptx.chart.data import XyChartData  # noqa: PLC0415 - 0.3 s
    from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE  # noqa: PLC0415

    data = XyChartData(number_format=FINE_PERCENT)
    families = [
        (colour, [at for at, point in enumerate(chart.points) if point.colour == colour])
        for _, colour in chart.key
    ]
    longest = max(len(members) for _, members in families)
    # LibreOffice drops every series that is shorter than another: repeat the last point.
    families = [(colour, m + m[-1:] * (longest - len(m))) for colour, m in families]
    for (name, _), (_, members) in zip(chart.key, families, strict=True):
        series = data.add_series(name)
        for at in members:
            series.add_data_point(chart.points[at].x, chart.points[at].value)
    frame = place_chart(slide, XL_CHART_TYPE.XY_SCATTER, box, data)
    made = frame.chart
    style_chart(made, legend=True)
    sides = _scale(made, chart, box)
    for series, (colour, members) in zip(made.plots[0].series, families, strict=True):
        series.format.line.fill.background()
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 11
        paint(series.marker.format.fill, colour)
        paint(series.marker.format.line.fill, INK)
        for nth, at in enumerate(members):
            side = sides[at]
            if side and at not in members[:nth]:
                label_point(series.points[nth], chart.points[at].name, side)
        add_error_bars(series, [chart.points[at] for at in members])
    return frame


def _scale(made: Any, chart: Scatter, box: Box) -> list[str | None]:  # noqa: ANN401 - a chart
    """Set both axes, and return on which side of its dot each name stands."""
    across, upright = made.category_axis, made.value_axis
    ends = [end for point in chart.points for end in (point.low, point.high)]
    scale_axis(upright, min(ends), max(ends), share=True)
    left, right, above, below = (PIXELS * inches for inches in AROUND)
    plot = ((left, PIXELS * box.width - right), (PIXELS * box.height - below, above))
    _fix_axes(made, box)
    drawn, _ = scatter.axes(chart, *plot)
    powers = Axis(floor(drawn.low), ceil(drawn.high), *plot[0])
    shares = Axis(upright.minimum_scale, upright.maximum_scale, *plot[1])
    across.minimum_scale, across.maximum_scale = 10.0**powers.low, 10.0**powers.high
    _make_logarithmic(across)
    across.tick_labels.number_format_is_linked = False
    across.tick_labels.number_format = "#,##0" if powers.low >= 0 else "General"
    for axis, title in ((across, chart.x_label), (upright, "Accuracy")):
        axis.has_title = True
        axis.axis_title.text_frame.text = title
        run = axis.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = points(12), False
    found = scatter.sides(chart, powers, shares, tuple(NATIVE))
    return [side and NATIVE[side] for side in found]


def _fix_axes(made: Any, box: Box) -> None:  # noqa: ANN401 - a chart
    """Say where the axes stand, which every program would choose anew: names are placed by it."""
    from pptx.oxml import parse_xml  # noqa: PLC0415
    from pptx.oxml.ns import nsdecls, qn  # noqa: PLC0415

    left, right, above, below = AROUND
    places = {
        "x": left / box.width,
        "y": above / box.height,
        "w": (box.width - left - right) / box.width,
        "h": (box.height - above - below) / box.height,
    }
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    written = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in places.items())
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>{modes}{written}'
        "</c:manualLayout></c:layout>"
    )
    area = made._chartSpace.chart.plotArea  # noqa: SLF001 - python-pptx has no name for it
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, layout)


def _make_logarithmic(axis: Any) -> None:  # noqa: ANN401 - an axis of python-pptx
    from pptx.oxml import parse_xml  # noqa: PLC0415
    from pptx.oxml.ns import nsdecls, qn  # noqa: PLC0415

    base = parse_xml(f'<c:logBase {nsdecls("c")} val="10"/>')
    axis._element.find(qn("c:scaling")).insert(0, base)  # noqa: SLF001 - python-pptx cannot
