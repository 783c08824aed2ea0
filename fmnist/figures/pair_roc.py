"""What every threshold on the margin between two classes would give."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from fmnist.figures.palette import FIRST_DIRECTION, SECOND_DIRECTION
from fmnist.figures.template import GREY, style


@dataclass(frozen=True)
class Operating:
    """One threshold on the curve: its words, and the two shares it gives, 0 to 1."""

    name: str
    false_positive_rate: float
    true_positive_rate: float


def pair_roc(
    false_positive_rate: npt.NDArray[np.float64],
    true_positive_rate: npt.NDArray[np.float64],
    thresholds: npt.NDArray[np.float64],
    *,
    auc: float,
    marks: Sequence[Operating],
    names: tuple[str, str],
) -> go.Figure:
    """Draw the curve, the diagonal of chance, and thresholds as marks.

    Parameters
    ----------
    false_positive_rate, true_positive_rate
        Shares of the second and of the first class taken for the first, shape (points,).
    thresholds
        The margin of each point, in nats; the first may be infinite.
    auc
        Area under the curve.
    marks
        The thresholds to mark; the first, the current one, is filled.
    names
        First and second class.
    """
    first, second = names
    figure = go.Figure()
    figure.add_trace(
        go.Scatter(
            x=[0, 1],
            y=[0, 1],
            name="Chance",
            mode="lines",
            line={"color": GREY, "width": 1, "dash": "dot"},
            hoverinfo="skip",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=np.round(false_positive_rate, 4),
            y=np.round(true_positive_rate, 4),
            customdata=np.where(np.isfinite(thresholds), np.round(thresholds, 2), np.nan),
            name=f"AUC {auc:.4f}",
            mode="lines",
            line={"color": FIRST_DIRECTION, "width": 2},
            hovertemplate=f"Threshold %{{customdata:+.2f}} nats<br>%{{y:.1%}} of {first} "
            f"recognised<br>%{{x:.1%}} of {second} taken for it<extra></extra>",
        )
    )
    for place, mark in enumerate(marks):
        figure.add_trace(
            go.Scatter(
                x=[mark.false_positive_rate],
                y=[mark.true_positive_rate],
                name=mark.name,
                mode="markers",
                marker={
                    "color": SECOND_DIRECTION,
                    "size": 12 if place else 11,
                    "symbol": "circle-open" if place else "circle",
                    "line": {"width": 2, "color": SECOND_DIRECTION},
                },
                hovertemplate=f"{mark.name}<br>%{{y:.1%}} of {first} recognised"
                f"<br>%{{x:.1%}} of {second} taken for it<extra></extra>",
            )
        )
    shares = {"tickformat": ".0%", "range": (-0.02, 1.02), "dtick": 0.25}
    figure.update_xaxes(title=f"{second} taken for {first}", **shares)
    figure.update_yaxes(title=f"{first} taken for {first}", **shares)
    return style(figure, height=420)
