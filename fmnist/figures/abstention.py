"""Accuracy on the images a model answers, as it leaves out more of those it is least sure of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from fmnist.figures.template import GREY, style

NBSP: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Abstention:
    """One model's risk-coverage curve, read from the side of what is left out.

    Attributes
    ----------
    name, colour : str
    accuracy : sequence of float
        Accuracy, 0 to 1, on the other images when 0, 1, 2, ... per cent are left out.
    """

    name: str
    colour: str
    accuracy: Sequence[float]


def abstention(curves: Sequence[Abstention], *, chosen: int) -> go.Figure:
    """Draw one line per model, and name each with its accuracy at the chosen share.

    Parameters
    ----------
    curves
        The models, all as long.
    chosen
        The per cent of images left out that are marked.
    """
    figure = go.Figure()
    figure.add_vline(x=chosen, line={"color": GREY, "width": 1, "dash": "dash"}, layer="below")
    for curve in curves:
        figure.add_trace(
            go.Scatter(
                x=list(range(len(curve.accuracy))),
                y=[100 * share for share in curve.accuracy],
                name=curve.name,
                mode="lines",
                line={"color": curve.colour, "width": 2.5},
                hovertemplate=f"%{{y:.1f}}{NBSP}% without %{{x}}{NBSP}%<extra>{curve.name}</extra>",
            )
        )
        figure.add_trace(
            go.Scatter(
                x=[chosen],
                y=[100 * curve.accuracy[chosen]],
                name=f"{curve.name}, chosen",
                mode="markers",
                marker={"color": curve.colour, "size": 10},
                hoverinfo="skip",
            )
        )
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
    figure.update_xaxes(title="Images abstained from")
    figure.update_yaxes(title="Accuracy on the others")
    for axes in (figure.update_xaxes, figure.update_yaxes):
        axes(ticksuffix=f"{NBSP}%", fixedrange=True)
    figure.update_layout(showlegend=False)
    return style(figure, height=320).update_layout(margin={"t": 8})


def _ranking(curves: Sequence[Abstention], chosen: int) -> str:
    """List the models with their accuracy, the best first, each behind a square of its colour."""
    lines = [
        f'<span style="color:{curve.colour}">■</span> {curve.name} '
        f"<b>{100 * curve.accuracy[chosen]:.1f}{NBSP}%</b>"
        for curve in sorted(curves, key=lambda curve: -curve.accuracy[chosen])
    ]
    return "<br>".join(lines)
