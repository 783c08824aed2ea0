"""How often each model takes one class for another, in both directions."""

from collections.abc import Sequence

import plotly.graph_objects as go

from fmnist.figures.palette import FIRST_DIRECTION, SECOND_DIRECTION
from fmnist.figures.template import style

ROW_HEIGHT = 42  # pixels for one model


def pair_bars(
    model_names: Sequence[str],
    counts: Sequence[tuple[int, int]],
    totals: tuple[int, int],
    directions: tuple[str, str],
) -> go.Figure:
    """Draw two horizontal bars per model, the first model on top.

    Parameters
    ----------
    model_names
        One row each.
    counts
        For each model the images mistaken in the first and in the second direction.
    totals
        Images of each direction's true class, for the hover text.
    directions
        Such as "Shirt → T-shirt/top": true label, then predicted label.
    """
    figure = go.Figure()
    colours = (FIRST_DIRECTION, SECOND_DIRECTION)
    for side, (direction, total, colour) in enumerate(
        zip(directions, totals, colours, strict=True)
    ):
        values = [pair[side] for pair in counts]
        figure.add_trace(
            go.Bar(
                y=list(model_names),
                x=values,
                name=direction,
                orientation="h",
                marker_color=colour,
                text=[f"{value:,}" for value in values],
                textposition="outside",
                cliponaxis=False,
                hovertemplate=f"%{{y}}: %{{x:,}} of {total:,}<extra>{direction}</extra>",
            )
        )
    largest = max((value for pair in counts for value in pair), default=1)
    # Each bar carries its number, so the axis needs none.
    figure.update_xaxes(visible=False, range=(0, max(1, largest) * 1.1), rangemode="tozero")
    figure.update_yaxes(autorange="reversed", title=None)
    figure.update_layout(barmode="group", bargap=0.3, bargroupgap=0.08)
    return style(figure, height=48 + ROW_HEIGHT * len(model_names))
