"""One model's confidence against its accuracy, above the confidences of right and wrong images."""

from typing import Final

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from fmnist.figures.bins import Bins
from fmnist.figures.palette import shade
from fmnist.figures.template import style

GREY: Final = "#808080"  # readable on light and on dark ground
NO_COLOUR: Final = "rgba(0,0,0,0)"
BELOW_ZERO: Final = -0.2  # room under the axis for the number of images of each bin
LARGEST_DOT, SMALLEST_DOT = 16.0, 5.0  # pixels
TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def reliability_diagram(
    bins: Bins, *, colour: str, tops: tuple[float, float], chosen: int | None = None
) -> go.Figure:
    """Draw accuracy over confidence, and below it where right and wrong images lie.

    A click anywhere in a bin's column selects it: ``customdata`` holds its number, and "right" or
    "wrong" where the click is on one of the lower bars.

    Parameters
    ----------
    bins
        The numbers.
    colour
        The model's.
    tops
        The ends of the lower axis, the same for all models that stand side by side; see
        `fmnist.figures.bins`.
    chosen
        A bin to mark.
    """
    figure = make_subplots(
        rows=2, cols=1, shared_xaxes=True, row_heights=[0.66, 0.34], vertical_spacing=0.06
    )
    _add_columns(figure, bins)
    _add_dots(figure, bins, colour)
    _add_counts(figure, bins)
    _add_right_and_wrong(figure, bins, colour)
    if chosen is not None:
        figure.add_vrect(
            x0=bins.edges[chosen],
            x1=bins.edges[chosen + 1],
            fillcolor=GREY,
            opacity=0.28,
            line_width=0,
            row="all",
            col=1,
        )
    _style_axes(figure, tops)
    return style(figure, height=440)


def _add_columns(figure: go.Figure, bins: Bins) -> None:
    """Add what is hovered and clicked: one invisible column per bin that holds images."""
    filled = np.flatnonzero(bins.counts)
    figure.add_trace(
        go.Bar(
            x=_middles(bins)[filled],
            y=np.full(filled.size, 1.0 - BELOW_ZERO),
            base=BELOW_ZERO,
            width=np.diff(bins.edges)[filled],
            name="Bins",
            marker={"color": NO_COLOUR, "line": {"width": 0}},
            customdata=[[int(place), "all"] for place in filled],
            hovertext=[_words(bins, place) for place in filled],
            hovertemplate="%{hovertext}<extra></extra>",
        ),
        row=1,
        col=1,
    )


def _add_dots(figure: go.Figure, bins: Bins, colour: str) -> None:
    filled = np.flatnonzero(bins.counts)
    size = LARGEST_DOT * np.sqrt(bins.counts[filled] / bins.counts.max())
    figure.add_trace(
        go.Scatter(
            x=[0, 1],
            y=[0, 1],
            name="As sure as right",
            mode="lines",
            line={"color": GREY, "width": 1, "dash": "dash"},
            hoverinfo="skip",
        ),
        row=1,
        col=1,
    )
    figure.add_trace(
        go.Scatter(
            x=bins.confidence[filled],
            y=bins.accuracy[filled],
            error_y={
                "array": (bins.high - bins.accuracy)[filled],
                "arrayminus": (bins.accuracy - bins.low)[filled],
                "color": colour,
                "thickness": 1.5,
                "width": 0,
            },
            name="Accuracy",
            mode="lines+markers",
            line={"color": colour, "width": 1.5},
            marker={
                "color": colour,
                "size": np.maximum(SMALLEST_DOT, size),
                "opacity": 1,
                "line": {"color": shade(colour, -0.3), "width": 1},
            },
            hoverinfo="skip",
        ),
        row=1,
        col=1,
    )


def _add_counts(figure: go.Figure, bins: Bins) -> None:
    """Write the number of images under each bin, upright, because fifteen stand side by side."""
    texts = {int(place): f"{bins.counts[place]:,}" for place in np.flatnonzero(bins.counts)}
    first = min(texts, default=0)
    words = {first - 1: "images"} if first else {}
    for place, text in (texts | words).items():
        figure.add_annotation(
            x=_middles(bins)[place],
            y=BELOW_ZERO,
            text=text,
            textangle=-90,
            yanchor="bottom",
            showarrow=False,
            font={"size": 10},
            row=1,
            col=1,
        )


def _add_right_and_wrong(figure: go.Figure, bins: Bins, colour: str) -> None:
    """Add right images upwards, filled, and wrong images downwards, hollow."""
    for outcome, counts, shares, sign, fill in (
        ("right", bins.right, bins.share_of_right, 1, colour),
        ("wrong", bins.wrong, bins.share_of_wrong, -1, NO_COLOUR),
    ):
        filled = np.flatnonzero(counts)
        figure.add_trace(
            go.Bar(
                x=_middles(bins)[filled],
                y=sign * shares[filled],
                width=0.86 * np.diff(bins.edges)[filled],
                name=outcome.capitalize(),
                marker={"color": fill, "line": {"color": colour, "width": 1.5}},
                customdata=[[int(place), outcome] for place in filled],
                hovertext=[
                    f"Confidence {bins.name(place)}<br>{counts[place]:,} {outcome}: "
                    f"{100 * shares[place]:.1f} % of all {outcome} images"
                    for place in filled
                ],
                hovertemplate="%{hovertext}<extra></extra>",
            ),
            row=2,
            col=1,
        )


def _style_axes(figure: go.Figure, tops: tuple[float, float]) -> None:
    figure.update_layout(barmode="overlay", showlegend=False, dragmode=False)
    figure.update_traces(unselected={"marker": {"opacity": 1}}, selector={"type": "bar"})
    figure.update_traces(unselected={"marker": {"opacity": 1}}, selector={"type": "scatter"})
    figure.update_xaxes(range=(0, 1), fixedrange=True, showgrid=False)
    figure.update_xaxes(title="Confidence", tickvals=TICKS, row=2, col=1)
    figure.update_yaxes(fixedrange=True)
    figure.update_yaxes(
        title="Accuracy",
        range=(BELOW_ZERO, 1.02),
        tickvals=TICKS,
        tickformat=".0%",
        zeroline=False,
        row=1,
        col=1,
    )
    right, wrong = tops
    figure.update_yaxes(
        title="Share",
        range=(-wrong, right),
        tickvals=[-0.2, 0.0, 0.5],
        ticktext=["20 %", "0", "50 %"],
        zeroline=True,
        row=2,
        col=1,
    )
    for text, y, anchor in (("right images", right, "top"), ("wrong images", -wrong, "bottom")):
        figure.add_annotation(
            x=0.01,
            y=y,
            text=text,
            xanchor="left",
            yanchor=anchor,
            showarrow=False,
            font={"size": 11},
            row=2,
            col=1,
        )


def _middles(bins: Bins) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    return (bins.edges[:-1] + bins.edges[1:]) / 2


def _words(bins: Bins, place: int) -> str:
    return (
        f"Confidence {bins.name(place)}, {bins.confidence[place]:.2f} on average<br>"
        f"{bins.counts[place]:,} images, {bins.right[place]:,} right: "
        f"accuracy {100 * bins.accuracy[place]:.1f} %"
    )
