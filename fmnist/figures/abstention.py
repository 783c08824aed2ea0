"""Accuracy on the images a model answers, as it leaves out more of those it is least sure of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from fmnist.figures.template import style

GREY: Final = "#808080"  # readable on light and on dark ground


@dataclass(frozen=True)
class Abstention:
    """One model's risk-coverage curve, read from the side of what is left out.

    Attributes
    ----------
    name, colour : str
    shares : sequence of float
        Of images left out, 0 to 1, rising.
    accuracy : sequence of float
        On the images that are answered, 0 to 1; as many.
    at_chosen : float
        The same at the chosen share.
    """

    name: str
    colour: str
    shares: Sequence[float]
    accuracy: Sequence[float]
    at_chosen: float


def abstention(curves: Sequence[Abstention], *, chosen: float) -> go.Figure:
    """Draw one line per model, and name each at the chosen share, the best first.

    Parameters
    ----------
    curves
        The models, all over the same shares.
    chosen
        The share of images left out that is marked, 0 to 1.
    """
    figure = go.Figure()
    for curve in curves:
        figure.add_trace(
            go.Scatter(
                x=list(curve.shares),
                y=list(curve.accuracy),
                name=curve.name,
                mode="lines",
                line={"color": curve.colour, "width": 2.5},
                hovertemplate=f"{curve.name}: abstains on %{{x:.0%}}, accuracy %{{y:.1%}}"
                "<extra></extra>",
            )
        )
        figure.add_trace(
            go.Scatter(
                x=[chosen],
                y=[curve.at_chosen],
                name=f"{curve.name}, chosen share",
                mode="markers",
                marker={"color": curve.colour, "size": 9, "line": {"width": 1.5}},
                hoverinfo="skip",
            )
        )
    figure.add_vline(x=chosen, line={"color": GREY, "width": 1, "dash": "dash"}, layer="below")
    figure.add_annotation(
        text=_ranking(curves, chosen),
        x=0.99,
        y=0.04,
        xref="paper",
        yref="paper",
        xanchor="right",
        yanchor="bottom",
        align="left",
        showarrow=False,
        font={"size": 13},
    )
    figure.update_xaxes(title="Share of images abstained from", tickformat=".0%", fixedrange=True)
    figure.update_yaxes(title="Accuracy on the others", tickformat=".0%", fixedrange=True)
    figure.update_layout(showlegend=False)
    return style(figure, height=340)


def _ranking(curves: Sequence[Abstention], chosen: float) -> str:
    """List the models with their accuracy, each behind a square of its colour."""
    ordered = sorted(curves, key=lambda curve: -curve.at_chosen)
    lines = [
        f'<span style="color:{curve.colour}">■</span> {curve.name} {100 * curve.at_chosen:.1f} %'
        for curve in ordered
    ]
    return "<br>".join([f"Abstaining on {100 * chosen:.0f} %", *lines])
