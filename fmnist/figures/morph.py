"""From one image to another: how probable each model finds the second one's class on the way."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from fmnist.figures.template import GREY, style


@dataclass(frozen=True, eq=False)
class Way:
    """One model's way.

    Attributes
    ----------
    name, colour : str
    probability : ndarray of float, shape (steps,)
        Of the class that the chart follows.
    flips : sequence of (float, str)
        Where its answer changes, as a share of the way, and from what to what.
    """

    name: str
    colour: str
    probability: npt.NDArray[np.floating]
    flips: Sequence[tuple[float, str]]


def morph_lines(ways: Sequence[Way], class_name: str) -> go.Figure:
    """Draw one line for each model, and a mark where its answer changes.

    Parameters
    ----------
    ways
        All with the same number of steps.
    class_name
        Whose probability is drawn.
    """
    figure = go.Figure()
    for way in ways:
        shares = np.linspace(0, 100, len(way.probability))
        figure.add_trace(
            go.Scatter(
                x=shares.tolist(),
                y=way.probability.tolist(),
                name=way.name,
                legendgroup=way.name,
                mode="lines",
                line={"color": way.colour, "width": 2.5},
                hovertemplate="%{x:.0f} %: %{y:.2f}<extra>%{fullData.name}</extra>",
            )
        )
        places = [100 * share for share, _ in way.flips]
        figure.add_trace(
            go.Scatter(
                x=places,
                y=np.interp(places, shares, way.probability).tolist(),
                name=f"{way.name}: its answer changes",
                legendgroup=way.name,
                showlegend=False,
                mode="markers",
                marker={
                    "color": way.colour,
                    "size": 13,
                    "symbol": "diamond",
                    "line": {"color": GREY, "width": 1.5},
                },
                customdata=[flip for _, flip in way.flips],
                hovertemplate="%{customdata} at %{x:.0f} %<extra>%{fullData.legendgroup}</extra>",
            )
        )
    figure.update_xaxes(
        title="Share of the second image, %",
        range=(0, 100),
        dtick=25,
        ticklabeloverflow="allow",  # 100 stands at the very edge
    )
    figure.update_yaxes(title=f"Probability of {class_name}", range=(0, 1.02))
    return style(figure, height=340)
