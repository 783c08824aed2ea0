"""Accuracy against what a model costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Any, Final

import plotly.graph_objects as go

from fmnist.figures.labels import ABOVE, NEARER, RIM, SIDES, Box, Dot, Layout, place
from fmnist.figures.palette import FAMILY_COLOURS, FAMILY_NAMES
from fmnist.figures.template import style

WIDTHS: Final = (240, 280, 330, 400, 480, 580, 700, 850, 1_050, 1_300)  # px of the axes
WIDE: Final = 580  # px from which there may be room for more names than on a phone
HEIGHTS: Final = (330, 354)  # px; the legend may need two lines
HEADROOM: Final = 0.06  # of the axis of accuracies, above and below the whiskers
BEYOND: Final = 6.0  # px outside the axes where a name may still stand
CROWD: Final = 20  # models, whose dots are small
MARKER: Final = 1.6  # a marker's size over the px by which Plotly moves its text away, less one
WHOLE_FROM: Final = 100  # costs from here on are written without decimals
AIR: Final = (3, 6)  # the cost axis runs on by these factors, so that names fit on a phone too


@dataclass(frozen=True)
class CostPoint:
    """One model.

    Attributes
    ----------
    name, family : str
        Display name; "ann", "rnn", "cnn" or "other".
    cost : float
        In the axis' unit, above 0.
    accuracy, low, high : float
        0 to 1, with the ends of the interval.
    """

    name: str
    family: str
    cost: float
    accuracy: float
    low: float
    high: float


@dataclass(frozen=True)
class _Axes:
    """The ends of the axes: of the costs' logarithms, and of the accuracies."""

    costs: tuple[float, float]
    shares: tuple[float, float]


def efficiency(points: Sequence[CostPoint], *, cost_title: str) -> go.Figure:
    """Draw one dot with its interval per model, the cost on a logarithmic axis.

    Parameters
    ----------
    points
        The models.
    cost_title
        The axis' title, with its unit.
    """
    figure = go.Figure()
    if not points:
        return style(figure, height=460)
    axes = _axes(points)
    size = 12 if len(points) <= CROWD else 8
    gap = size / MARKER + 1
    everywhere, where_wide = _sides(points, axes, gap=gap)
    sides = dict(zip(points, everywhere, strict=True))
    for family in FAMILY_NAMES:
        if members := [point for point in points if point.family == family]:
            figure.add_trace(_dots(members, sides, size=size, cost_title=cost_title))
    for point, side in zip(points, where_wide, strict=True):
        if side and sides[point] is None:
            figure.add_annotation(_annotation(point, side, axes, gap=gap))
        elif side and not _is_beside(side):
            figure.add_trace(_beyond_its_whisker(point, side, axes, gap=gap))
    figure.update_xaxes(title=cost_title, type="log", showgrid=True, dtick=1, range=axes.costs)
    figure.update_yaxes(title="Accuracy", tickformat=".0%", range=axes.shares)
    return style(figure, height=460)


def _dots(
    members: Sequence[CostPoint],
    sides: Mapping[CostPoint, str | None],
    *,
    size: int,
    cost_title: str,
) -> go.Scatter:
    """Draw the models of one family, with the names that stand beside them."""
    beside = [side if (side := sides[one]) and _is_beside(side) else None for one in members]
    family = members[0].family
    return go.Scatter(
        x=[point.cost for point in members],
        y=[point.accuracy for point in members],
        error_y={
            "array": [point.high - point.accuracy for point in members],
            "arrayminus": [point.accuracy - point.low for point in members],
            "thickness": 1.5,
            "width": 4,
        },
        name=FAMILY_NAMES[family],
        text=[one.name if side else "" for one, side in zip(members, beside, strict=True)],
        hovertext=[point.name for point in members],
        mode="markers+text",
        textposition=[side or SIDES[0] for side in beside],
        cliponaxis=False,
        marker={"color": FAMILY_COLOURS[family], "size": size, "line": {"width": 1}},
        customdata=[(point.low, point.high, _plain(point.cost)) for point in members],
        hovertemplate="%{hovertext}: %{y:.2%} (%{customdata[0]:.2%} to "
        f"%{{customdata[1]:.2%}}), {cost_title}: %{{customdata[2]}}<extra></extra>",
    )


def _plain(cost: float) -> str:
    """Return a cost as people write it, with three digits and no power of ten."""
    return f"{cost:,.0f}" if cost >= WHOLE_FROM else f"{cost:.3g}"


def _axes(points: Sequence[CostPoint]) -> _Axes:
    costs = [point.cost for point in points]
    bottom, top = min(point.low for point in points), max(point.high for point in points)
    air = HEADROOM * (top - bottom or 1.0)
    return _Axes(
        (log10(min(costs) / AIR[0]), log10(max(costs) * AIR[1])), (bottom - air, top + air)
    )


def _sides(
    points: Sequence[CostPoint], axes: _Axes, *, gap: float
) -> tuple[list[str | None], list[str | None]]:
    """Return the sides of the names that fit at every width, and with those that fit in a wide one.

    Nothing tells the server how wide a chart is, and a name that is clear of all others on a narrow
    axis need not be so on a wide one: both are tried at many sizes.
    """
    layouts = {
        (width, height): _layout(points, axes, width, height)
        for width in WIDTHS
        for height in HEIGHTS
    }
    wide = [layout for (width, _), layout in layouts.items() if width >= WIDE]
    everywhere = place([*layouts.values()], gap=gap)
    return everywhere, place(wide, gap=gap, standing=everywhere)


def _layout(points: Sequence[CostPoint], axes: _Axes, width: float, height: float) -> Layout:
    """Return where the dots stand in px, and what is beyond the axes."""
    (left, right), (bottom, top) = axes.costs, axes.shares
    dots = [
        Dot(
            point.name,
            width * (log10(point.cost) - left) / (right - left),
            *(
                height * (share - bottom) / (top - bottom)
                for share in (point.accuracy, point.low, point.high)
            ),
        )
        for point in points
    ]
    far = 10_000.0
    beyond = [
        Box(-far, -far, 0.0, far),
        Box(width + BEYOND, -far, far, far),
        Box(-far, height + BEYOND, far, far),
        Box(-far, -far, far, 0.0),
    ]
    return Layout(dots, beyond)


def _is_beside(side: str) -> bool:
    return not side.endswith("center")


def _beyond_its_whisker(point: CostPoint, side: str, axes: _Axes, *, gap: float) -> go.Scatter:
    """Write a name above or below its whisker; beside a dot its own trace writes it."""
    return go.Scatter(
        x=[point.cost],
        y=[_end(point, side, axes, gap)],
        text=[point.name],
        textposition=side,
        mode="text",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _annotation(point: CostPoint, side: str, axes: _Axes, *, gap: float) -> dict[str, Any]:
    """Return a name as an annotation, which a page leaves out where the chart is narrow."""
    vertical, _, horizontal = side.partition(" ")
    away = gap if _is_beside(side) else 0.0
    below = NEARER - away
    return {
        "text": point.name,
        "x": log10(point.cost),
        "y": point.accuracy if _is_beside(side) else _end(point, side, axes, gap),
        "showarrow": False,
        "borderpad": 0,
        "xanchor": {"right": "left", "left": "right"}.get(horizontal, "center"),
        "yanchor": {"top": "bottom", "bottom": "top"}.get(vertical, "middle"),
        "xshift": {"right": gap, "left": -gap}.get(horizontal, 0.0),
        "yshift": {"top": away, "bottom": below}.get(vertical, 0.0),
    }


def _end(point: CostPoint, side: str, axes: _Axes, gap: float) -> float:
    """Return the share a little beyond an end of a whisker."""
    pixel = (axes.shares[1] - axes.shares[0]) / HEIGHTS[-1]
    dot = (gap - RIM) * pixel  # a whisker may be shorter than its dot
    if side.startswith("top"):
        return max(point.high, point.accuracy + dot) + ABOVE * pixel
    return min(point.low, point.accuracy - dot) - (ABOVE + NEARER) * pixel
