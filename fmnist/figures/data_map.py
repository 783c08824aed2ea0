"""Where training images lie between easy, hard and ambiguous: a data map.

Swayamdipta et al. 2020, "Dataset cartography" (arXiv:2009.10795), figure 1: confidence upwards,
its deviation to the right. Fifty thousand dots would hide each other, so images are counted in
cells, on a logarithmic scale of colour.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from fmnist.figures.palette import SECOND_DIRECTION
from fmnist.figures.template import style

CELLS: Final = 40
WIDEST: Final = 0.5  # no set of numbers between 0 and 1 deviates more
ROOM: Final = 0.025  # for a mark at the very corner
NBSP: Final = "\N{NO-BREAK SPACE}"


def data_map(
    confidence: npt.NDArray[np.floating],
    deviation: npt.NDArray[np.floating],
    *,
    colour: str,
    marked: npt.NDArray[np.int64],
    marked_name: str,
) -> go.Figure:
    """Draw how many images lie where.

    Parameters
    ----------
    confidence, deviation
        Of each training image, shape (n,).
    colour
        Of the cell with the most images.
    marked
        Places of images that are to be seen one by one.
    marked_name
        What those are called.
    """
    edges = np.linspace(0, 1, CELLS + 1)
    counts, _, _ = np.histogram2d(confidence, deviation, bins=[edges, WIDEST * edges])
    middles = (edges[:-1] + edges[1:]) / 2
    seen = np.where(counts > 0, counts, np.nan)
    most = counts.max()
    ticks = 10 ** np.arange(np.floor(np.log10(most)) + 1)
    figure = go.Figure(
        go.Heatmap(
            x=WIDEST * middles,
            y=middles,
            z=np.log10(seen),
            customdata=counts,
            zmin=-0.7,  # a single image is not lost on the ground
            zmax=np.log10(most),
            colorscale=[[0, f"{colour}18"], [1, colour]],
            hoverongaps=False,
            hovertemplate=(
                "%{customdata:,}" + NBSP + "images<br>confidence about %{y:.2f}<br>"
                "deviation about %{x:.2f}<extra></extra>"
            ),
            colorbar={
                "title": "images",
                "tickvals": np.log10(ticks),
                "ticktext": [f"{tick:,.0f}" for tick in ticks],
                "thickness": 10,
                "outlinewidth": 0,
            },
        )
    )
    figure.add_trace(
        go.Scatter(
            x=deviation[marked],
            y=confidence[marked],
            customdata=marked,
            mode="markers",
            name=marked_name,
            marker={
                "color": SECOND_DIRECTION,
                "size": 11,
                "symbol": "x-thin",
                "line": {"width": 2.5, "color": SECOND_DIRECTION},
            },
            hovertemplate="training image %{customdata}<br>confidence %{y:.2f}<extra></extra>",
        )
    )
    figure.update_xaxes(
        title="Deviation of the confidence", range=[-ROOM * WIDEST, WIDEST], zeroline=False
    )
    figure.update_yaxes(title="Mean confidence in the label", range=[-ROOM, 1], zeroline=False)
    return style(figure, height=380).update_layout(showlegend=True)
