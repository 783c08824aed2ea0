"""Whether maps tell the truth: margins while an image is covered, by the map and by chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from fmnist.figures.template import GREY, style


@dataclass(frozen=True, eq=False)
class Curve:
    """One model's curves.

    Attributes
    ----------
    name, colour : str
    covered : ndarray of float, shape (steps,)
        Share of the image, 0 to 1.
    by_map, by_chance : ndarray of float, shape (steps,)
        Margin between the two classes, in nats.
    """

    name: str
    colour: str
    covered: npt.NDArray[np.floating]
    by_map: npt.NDArray[np.floating]
    by_chance: npt.NDArray[np.floating]


def deletion_curves(curves: Sequence[Curve], names: tuple[str, str]) -> go.Figure:
    """Draw a solid line by the map and a dotted one by chance for each model.

    Parameters
    ----------
    curves
        One for each model.
    names
        The first and the second class.
    """
    figure = go.Figure()
    for curve in curves:
        for values, how, dash in (
            (curve.by_map, "by its map", "solid"),
            (curve.by_chance, "at random", "dot"),
        ):
            figure.add_trace(
                go.Scatter(
                    x=(100 * curve.covered).tolist(),
                    y=values.tolist(),
                    name=f"{curve.name}, {how}",
                    mode="lines",
                    line={"color": curve.colour, "dash": dash, "width": 2.5},
                    hovertemplate="%{x:.0f} % covered: %{y:.2f}<extra>%{fullData.name}</extra>",
                )
            )
    figure.add_hline(y=0, line={"color": GREY, "width": 1})
    figure.update_xaxes(title="Share of the image that is covered, %")
    figure.update_yaxes(title=f"log p({names[0]}) − log p({names[1]})")  # noqa: RUF001 - a minus
    return style(figure, height=340)
