"""Accuracy against what a model costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Final

import plotly.graph_objects as go

from fmnist.figures.labels import MANY, SIDES, Dot, place
from fmnist.figures.palette import FAMILY_COLOURS, FAMILY_NAMES
from fmnist.figures.template import style

WIDTH, HEIGHT = 280, 340  # px of a phone's axes: names that do not collide there do so nowhere
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
    limits = _cost_limits(points)
    size = 12 if len(points) <= MANY else 8
    sides = dict(zip(points, place(_dots(points, limits)), strict=True))
    for family, name in FAMILY_NAMES.items():
        members = [point for point in points if point.family == family]
        if not members:
            continue
        figure.add_trace(
            go.Scatter(
                x=[point.cost for point in members],
                y=[point.accuracy for point in members],
                error_y={
                    "array": [point.high - point.accuracy for point in members],
                    "arrayminus": [point.accuracy - point.low for point in members],
                    "thickness": 1.5,
                    "width": 4,
                },
                name=name,
                text=["" if sides[point] is None else point.name for point in members],
                hovertext=[point.name for point in members],
                mode="markers+text",
                textposition=[sides[point] or SIDES[0] for point in members],
                cliponaxis=False,
                marker={"color": FAMILY_COLOURS[family], "size": size, "line": {"width": 1}},
                customdata=[(point.low, point.high, _plain(point.cost)) for point in members],
                hovertemplate="%{hovertext}: %{y:.2%} (%{customdata[0]:.2%} to "
                f"%{{customdata[1]:.2%}}), {cost_title}: %{{customdata[2]}}<extra></extra>",
            )
        )
    figure.update_xaxes(title=cost_title, type="log", showgrid=True, dtick=1, range=limits)
    figure.update_yaxes(title="Accuracy", tickformat=".0%")
    return style(figure, height=460)


def _plain(cost: float) -> str:
    """Return a cost as people write it, with three digits and no power of ten."""
    return f"{cost:,.0f}" if cost >= WHOLE_FROM else f"{cost:.3g}"


def _cost_limits(points: Sequence[CostPoint]) -> tuple[float, float] | None:
    costs = [point.cost for point in points]
    return (log10(min(costs) / AIR[0]), log10(max(costs) * AIR[1])) if costs else None


def _dots(points: Sequence[CostPoint], limits: tuple[float, float] | None) -> list[Dot]:
    """Return where the dots stand on a narrow screen."""
    if limits is None:
        return []
    left, right = limits
    bottom, top = min(point.low for point in points), max(point.high for point in points)
    tall = HEIGHT / (top - bottom or 1.0)
    return [
        Dot(
            point.name,
            WIDTH * (log10(point.cost) - left) / (right - left),
            *(tall * (share - bottom) for share in (point.accuracy, point.low, point.high)),
        )
        for point in points
    ]
