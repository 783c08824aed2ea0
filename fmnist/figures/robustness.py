"""Accuracy against the severity of a corruption."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from fmnist.figures.template import GREY, style


@dataclass(frozen=True)
class Decline:
    """One model.

    Attributes
    ----------
    name, colour : str
    accuracy, low, high : sequence of float
        0 to 1 by severity, unchanged images first, with the ends of the intervals.
    """

    name: str
    colour: str
    accuracy: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


def robustness(
    declines: Sequence[Decline], *, steps: Sequence[str], chosen: int, title: str
) -> go.Figure:
    """Draw one line with its intervals per model, the chosen severity marked.

    Parameters
    ----------
    declines
        The models.
    steps
        What each severity is, unchanged first, such as "0", "1 pixel".
    chosen
        Position of the marked severity among `steps`.
    title
        Of the axis of severities.
    """
    places = list(range(len(steps)))
    figure = go.Figure()
    for decline in declines:
        figure.add_trace(
            go.Scatter(
                x=places,
                y=list(decline.accuracy),
                error_y={
                    "array": _gaps(decline.high, decline.accuracy),
                    "arrayminus": _gaps(decline.accuracy, decline.low),
                    "thickness": 1.5,
                    "width": 4,
                },
                name=decline.name,
                mode="lines+markers",
                line={"color": decline.colour, "width": 2},
                marker={"size": 7},
                customdata=list(zip(decline.low, decline.high, steps, strict=True)),
                hovertemplate="%{customdata[2]}: %{y:.1%} (%{customdata[0]:.1%} to "
                f"%{{customdata[1]:.1%}})<extra>{decline.name}</extra>",
            )
        )
    chance = {"color": GREY, "width": 1, "dash": "dot"}
    figure.add_hline(y=0.1, line=chance, annotation_text="chance", layer="below")
    figure.add_vline(x=chosen, line={"color": GREY, "width": 1, "dash": "dash"}, layer="below")
    figure.update_xaxes(title=title, tickmode="array", tickvals=places, ticktext=list(steps))
    figure.update_yaxes(title="Accuracy", tickformat=".0%", range=(0, 1))
    return style(figure, height=380)


def _gaps(upper: Sequence[float], lower: Sequence[float]) -> list[float]:
    return [high - low for high, low in zip(upper, lower, strict=True)]
