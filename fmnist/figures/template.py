"""The one look of all figures; text and grid colours come from the app's theme."""

from typing import Final

import plotly.graph_objects as go

GREY: Final = "#808080"  # seen on light and on dark ground
MARGIN = {"l": 8, "r": 8, "t": 40, "b": 8}

Figure = go.Figure


def style(figure: go.Figure, *, height: int) -> go.Figure:
    """Give a figure the house look and return it.

    Transparent grounds let the page's light or dark theme show through.
    """
    return figure.update_layout(
        height=height,
        margin=MARGIN,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"namelength": -1},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0, "title": None},
    )
