"""What the native charts of slides have in common: axes, labels, error bars, colours."""

from collections.abc import Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final

from fmnist.report.charts.shapes import Axis
from fmnist.report.slides.canvas import LINE, MUTED, Box
from fmnist.views.parts.content import Point, ScatterPoint

if TYPE_CHECKING:
    from pptx.chart.chart import Chart as PptxChart
    from pptx.slide import Slide

SIZE: Final = 12
STEPS: Final = 6
FINE: Final = 0.0099  # steps below one per cent need a decimal
PERCENT: Final = "0%"
FINE_PERCENT: Final = "0.0%"


def label_point(point: Any, text: str, side: str = "right") -> None:  # noqa: ANN401 - a point
    """Write a text beside a point."""
    from pptx.enum.chart import XL_LABEL_POSITION  # noqa: PLC0415

    label = point.data_label
    label.position = getattr(XL_LABEL_POSITION, side.upper())
    label.text_frame.text = text
    for paragraph in label.text_frame.paragraphs:
        paragraph.font.size = points(SIZE)


def add_error_bars(series: Any, drawn: Sequence[Point | ScatterPoint]) -> None:  # noqa: ANN401
    """Add each point's own interval to a series, which python-pptx cannot."""
    from pptx.oxml import parse_xml  # noqa: PLC0415
    from pptx.oxml.ns import nsdecls, qn  # noqa: PLC0415

    plus = _literal("plus", [point.high - point.value for point in drawn])
    minus = _literal("minus", [point.value - point.low for point in drawn])
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="0"/>{plus}{minus}<c:spPr><a:ln w="19050">'
        f'<a:solidFill><a:srgbClr val="{MUTED}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    element = series._element  # noqa: SLF001 - python-pptx has no name for it
    before = element.find(qn("c:cat"))
    place = element.find(qn("c:xVal")) if before is None else before
    place.addprevious(bars)  # the place the schema demands


def _literal(side: str, amounts: Sequence[float]) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{amount:.6f}</c:v></c:pt>' for at, amount in enumerate(amounts)
    )
    return (
        f"<c:{side}><c:numLit><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(amounts)}"/>{points}</c:numLit></c:{side}>'
    )


def scale_axis(axis: Any, low: float, high: float, *, share: bool) -> None:  # noqa: ANN401 - an axis
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


def place_chart(slide: "Slide", kind: Any, box: Box, data: Any) -> Any:  # noqa: ANN401 - python-pptx's
    """Put a chart of a kind of python-pptx's on a slide, and return its frame."""
    from pptx.util import Inches  # noqa: PLC0415

    places = (Inches(value) for value in (box.left, box.top, box.width, box.height))
    return slide.shapes.add_chart(kind, *places, data)


def style_chart(made: "PptxChart", *, legend: bool) -> None:
    """Give a chart our letters, lines and legend."""
    from pptx.enum.chart import XL_LEGEND_POSITION  # noqa: PLC0415

    made.has_title = False
    made.font.size = points(SIZE)
    made.has_legend = legend
    if legend and made.legend is not None:
        made.legend.position = XL_LEGEND_POSITION.TOP
        made.legend.include_in_layout = False
    across, upright = made.category_axis, made.value_axis
    across.has_major_gridlines, upright.has_major_gridlines = False, True
    paint(across.format.line.fill, MUTED)
    paint(upright.format.line.fill, MUTED)
    paint(upright.major_gridlines.format.line.fill, LINE)


def paint(fill: Any, colour: str) -> None:  # noqa: ANN401 - every fill of python-pptx
    """Fill with one colour, such as "#0072B2"."""
    from pptx.dml.color import RGBColor  # noqa: PLC0415

    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())


def points(size: float) -> Any:  # noqa: ANN401 - a length of python-pptx
    """Return a length in points."""
    from pptx.util import Pt  # noqa: PLC0415

    return Pt(size)
