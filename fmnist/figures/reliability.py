"""One model's confidence against its accuracy, above the confidences of right and wrong images."""

from typing import Final

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from fmnist.figures.bins import Bins
from fmnist.figures.palette import shade
from fmnist.figures.template import GREY, style

CLEAR: Final = "rgba(0,0,0,0)"
NBSP: Final = "\N{NO-BREAK SPACE}"
FEWEST: Final = 10  # images; the accuracy of fewer is drawn, but no line goes through it
COUNTS: Final = -0.22  # room under the axis for the number of images of each bin
TOP: Final = 1.05
LARGEST_DOT, SMALLEST_DOT = 15.0, 5.0  # pixels
TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
SHARE_TICKS: Final = (-0.2, 0.0, 0.5)


def reliability_diagram(
    bins: Bins, *, colour: str, tops: tuple[float, float], chosen: int | None = None
) -> go.Figure:
    """Draw accuracy over confidence, and below it where right and wrong images lie.

    Everything in a bin's column can be selected: ``customdata`` holds the bin's number, and "Any",
    or "Right" or "Wrong" on the lower bars.

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
        rows=2, cols=1, shared_xaxes=True, row_heights=[0.62, 0.38], vertical_spacing=0.05
    )
    _add_gap(figure, bins, colour)
    _add_dots(figure, bins, colour)
    _add_counts(figure, bins)
    _add_right_and_wrong(figure, bins, colour)
    _add_columns(figure, bins, tops)
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
    return style(figure, height=470).update_layout(margin={"t": 8})


def _filled(bins: Bins, fewest: int = 1) -> list[int]:
    return [int(place) for place in np.flatnonzero(bins.counts >= fewest)]


def _middle(bins: Bins, place: int) -> float:
    return float(bins.edges[place] + bins.edges[place + 1]) / 2


def _add_gap(figure: go.Figure, bins: Bins, colour: str) -> None:
    """Add the diagonal, and shade what lies between it and the accuracy."""
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
    figure.add_annotation(
        x=1,
        y=0.02,
        text="below the line: too sure",
        xanchor="right",
        yanchor="bottom",
        showarrow=False,
        font={"size": 11},
        row=1,
        col=1,
    )
    steady = _filled(bins, FEWEST)
    x, y = bins.confidence[steady], bins.accuracy[steady]
    figure.add_trace(
        go.Scatter(
            x=np.concatenate([x, x[::-1]]),
            y=np.concatenate([y, x[::-1]]),
            name="Gap",
            mode="none",
            fill="toself",
            fillcolor=_thin(colour),
            hoverinfo="skip",
        ),
        row=1,
        col=1,
    )


def _add_dots(figure: go.Figure, bins: Bins, colour: str) -> None:
    """Add accuracy with its interval; the area of a dot is its number of images."""
    filled, steady = _filled(bins), _filled(bins, FEWEST)
    size = LARGEST_DOT * np.sqrt(bins.counts[filled] / bins.counts.max())
    fills = [colour if bins.counts[place] >= FEWEST else CLEAR for place in filled]
    figure.add_trace(
        go.Scatter(
            x=bins.confidence[steady],
            y=bins.accuracy[steady],
            name=f"{FEWEST} images or more",
            mode="lines",
            line={"color": colour, "width": 1.5},
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
            mode="markers",
            cliponaxis=False,
            marker={
                "color": fills,
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
    texts = {place: f"{bins.counts[place]:,}" for place in _filled(bins)}
    first = min(texts, default=0)
    texts |= {first - 1: "images"} if first else {}
    # One trace of text inside invisible bars: as many annotations take Plotly three times as long.
    figure.add_trace(
        go.Bar(
            x=[_middle(bins, place) for place in texts],
            y=[TOP - COUNTS] * len(texts),
            base=COUNTS,
            width=np.diff(bins.edges)[list(texts)],
            name="images",
            marker={"color": CLEAR, "line": {"width": 0}},
            text=list(texts.values()),
            textangle=-90,
            textposition="inside",
            insidetextanchor="start",
            insidetextfont={"size": 10, "color": GREY},
            constraintext="none",
            hoverinfo="skip",
        ),
        row=1,
        col=1,
    )


def _add_right_and_wrong(figure: go.Figure, bins: Bins, colour: str) -> None:
    """Add right images upwards, filled, and wrong images downwards, hollow."""
    for outcome, shares, sign, fill in (
        ("Right", bins.share_of_right, 1, colour),
        ("Wrong", bins.share_of_wrong, -1, CLEAR),
    ):
        places = [int(place) for place in np.flatnonzero(shares)]
        figure.add_trace(
            go.Bar(
                x=[_middle(bins, place) for place in places],
                y=sign * shares[places],
                width=0.86 * np.diff(bins.edges)[places],
                name=outcome,
                marker={"color": fill, "line": {"color": colour, "width": 1.5}},
                hoverinfo="skip",
            ),
            row=2,
            col=1,
        )


def _add_columns(figure: go.Figure, bins: Bins, tops: tuple[float, float]) -> None:
    """Add what is hovered and clicked: invisible columns as high as there is room."""
    right, wrong = tops
    everything = [
        f"Confidence {bins.name(place)}, {bins.confidence[place]:.2f} on average<br>"
        f"{bins.counts[place]:,} images, {bins.right[place]:,} right: "
        f"accuracy {100 * bins.accuracy[place]:.1f}{NBSP}%"
        for place in _filled(bins)
    ]
    _add_column(figure, bins, "Any", _filled(bins), everything, span=(COUNTS, TOP), row=1)
    for outcome, counts, shares, span in (
        ("Right", bins.right, bins.share_of_right, (0.0, right)),
        ("Wrong", bins.wrong, bins.share_of_wrong, (-wrong, 0.0)),
    ):
        places = [int(place) for place in np.flatnonzero(counts)]
        texts = [
            f"Confidence {bins.name(place)}<br>{counts[place]:,} {outcome.lower()}, "
            f"{100 * shares[place]:.1f}{NBSP}% of all {outcome.lower()} images"
            for place in places
        ]
        _add_column(figure, bins, outcome, places, texts, span=span, row=2)


def _add_column(
    figure: go.Figure,
    bins: Bins,
    outcome: str,
    places: list[int],
    texts: list[str],
    *,
    span: tuple[float, float],
    row: int,
) -> None:
    low, high = span
    figure.add_trace(
        go.Bar(
            x=[_middle(bins, place) for place in places],
            y=[high - low] * len(places),
            base=low,
            width=np.diff(bins.edges)[places],
            name=f"{outcome}, to choose",
            marker={"color": CLEAR, "line": {"width": 0}},
            customdata=[[place, outcome] for place in places],
            hovertext=texts,
            hovertemplate="%{hovertext}<extra></extra>",
        ),
        row=row,
        col=1,
    )


def _style_axes(figure: go.Figure, tops: tuple[float, float]) -> None:
    figure.update_layout(barmode="overlay", showlegend=False, dragmode=False)
    for kind in ("bar", "scatter"):  # the marked bin is the choice; Plotly's own would dim the rest
        figure.update_traces(unselected={"marker": {"opacity": 1}}, selector={"type": kind})
    figure.update_xaxes(range=(0, 1.01), tickvals=TICKS, fixedrange=True, showgrid=False)
    figure.update_xaxes(title="Confidence", row=2, col=1)
    figure.update_yaxes(fixedrange=True, zeroline=False)
    figure.update_yaxes(
        title="Accuracy",
        range=(COUNTS, TOP),
        tickvals=TICKS,
        ticktext=[f"{100 * tick:.0f}{NBSP}%" for tick in TICKS],
        row=1,
        col=1,
    )
    right, wrong = tops
    figure.update_yaxes(
        title="Share",
        range=(-wrong, right),
        tickvals=SHARE_TICKS,
        ticktext=[f"{100 * abs(tick):.0f}{NBSP}%" for tick in SHARE_TICKS],
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


def _thin(colour: str) -> str:
    """Return a hex colour, nearly transparent."""
    channels = (str(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    return f"rgba({','.join(channels)},0.18)"
