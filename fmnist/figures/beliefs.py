"""What a recurrent network believes after each row it has read."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from fmnist.figures.template import style

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#E69F00")  # Okabe-Ito
DASHES = ("solid", "dash", "dot", "dashdot")


def beliefs(
    y_proba: npt.NDArray[np.floating], labels: Sequence[int], class_names: Sequence[str]
) -> go.Figure:
    """Draw the probability of some classes after each row.

    Parameters
    ----------
    y_proba
        Shape (rows, classes), after reading 1, 2, ... rows.
    labels
        The classes to draw, at most four.
    class_names
        Names in class order.
    """
    figure = go.Figure()
    rows = list(range(1, len(y_proba) + 1))
    for label, colour, dash in zip(labels, COLOURS, DASHES, strict=False):
        figure.add_trace(
            go.Scatter(
                x=rows,
                y=y_proba[:, label].tolist(),
                name=class_names[label],
                mode="lines",
                line={"color": colour, "dash": dash, "width": 2.5},
                hovertemplate=f"After %{{x}} rows: %{{y:.2f}}<extra>{class_names[label]}</extra>",
            )
        )
    figure.update_xaxes(title="Rows read", range=(1, len(y_proba)))
    figure.update_yaxes(title="Probability", range=(0, 1.02))
    return style(figure, height=300)
