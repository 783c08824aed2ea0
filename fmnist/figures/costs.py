"""What mistakes cost, model by model."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from fmnist.figures.template import GREY, style

ROW = 30  # px


@dataclass(frozen=True)
class PricedModel:
    """One model.

    Attributes
    ----------
    name, colour : str
    cost, low, high : float
        Per 1,000 garments, with the ends of the interval.
    """

    name: str
    colour: str
    cost: float
    low: float
    high: float


def costs(models: Sequence[PricedModel]) -> go.Figure:
    """Draw one dot with its interval per model, the first on top."""
    places = list(range(len(models)))
    figure = go.Figure(
        go.Scatter(
            x=[one.cost for one in models],
            y=places,
            error_x={
                "array": [one.high - one.cost for one in models],
                "arrayminus": [one.cost - one.low for one in models],
                "color": GREY,
                "thickness": 1.5,
                "width": 4,
            },
            mode="markers",
            marker={"color": [one.colour for one in models], "size": 12, "line": {"width": 1}},
            customdata=[(one.name, one.low, one.high) for one in models],
            hovertemplate="%{customdata[0]}: %{x:.1f} (%{customdata[1]:.1f} to "
            "%{customdata[2]:.1f})<extra></extra>",
        )
    )
    figure.update_xaxes(title="Cost per 1,000 garments", rangemode="tozero", fixedrange=True)
    figure.update_yaxes(
        tickvals=places,
        ticktext=[one.name for one in models],
        range=[len(models) - 0.5, -0.5],
        fixedrange=True,
        automargin=True,
    )
    return style(figure, height=80 + ROW * len(models)).update_layout(margin={"t": 8})
