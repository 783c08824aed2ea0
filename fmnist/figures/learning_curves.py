"""Accuracy and loss over the epochs of one training."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from fmnist.figures.curves import Curves, Range
from fmnist.figures.template import style


def learning_curves(
    curves: Curves, *, colour: str, accuracy_range: Range, loss_range: Range
) -> go.Figure:
    """Draw accuracy above loss, training dotted, validation solid, the selected epoch marked.

    Parameters
    ----------
    curves
        The history.
    colour
        The model's.
    accuracy_range, loss_range
        The same for all models that stand side by side; see `fmnist.figures.curves`.
    """
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.08)
    panels = (
        (1, "Accuracy", curves.accuracy, curves.val_accuracy, accuracy_range, ".1%"),
        (2, "Loss", curves.loss, curves.val_loss, loss_range, ".3f"),
    )
    for row, title, training, validation, limits, form in panels:
        for name, values, dash in (
            ("Training", training, "dot"),
            ("Validation", validation, "solid"),
        ):
            figure.add_trace(
                go.Scatter(
                    x=list(curves.epoch),
                    y=list(values),
                    name=name,
                    mode="lines",
                    line={"color": colour, "dash": dash, "width": 2},
                    legendgroup=name,
                    showlegend=row == 1,
                    hovertemplate=f"Epoch %{{x}}: %{{y:{form}}}<extra>{name}</extra>",
                ),
                row=row,
                col=1,
            )
        chosen = list(curves.epoch).index(curves.selected_epoch)
        figure.add_trace(
            go.Scatter(
                x=[curves.selected_epoch],
                y=[validation[chosen]],
                name="Selected epoch",
                mode="markers",
                marker={"color": colour, "size": 11, "symbol": "diamond", "line": {"width": 2}},
                legendgroup="Selected epoch",
                showlegend=row == 1,
                hovertemplate=f"Selected epoch %{{x}}: %{{y:{form}}}<extra></extra>",
            ),
            row=row,
            col=1,
        )
        figure.add_vline(
            x=curves.selected_epoch,
            line={"color": colour, "width": 1, "dash": "dash"},
            row=row,
            col=1,
        )
        axis_form = ".0%" if row == 1 else ".1f"
        figure.update_yaxes(title=title, range=limits, tickformat=axis_form, row=row, col=1)
    figure.update_xaxes(title="Epoch", row=2, col=1)
    return style(figure, height=420)
