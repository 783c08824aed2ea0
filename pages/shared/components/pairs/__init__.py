"""How alike every two models are: half a square, a button for each pair."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import streamlit as st

from pages.shared.components.sources import handle_event, number, payload, plain, text

_COMPONENT = st.components.v2.component(
    "fmnist_pairs",
    css=text("parts/base.css", "parts/scale.css", "pairs/pairs.css"),
    js=text("parts/dom.js", "parts/roving.js", "pairs/pairs.js"),
)


def pairs_table(
    names: Sequence[str],
    *,
    agreement: Iterable[Any],
    kappa: Iterable[Any],
    caption: str,
    key: str,
    chosen: Iterable[int] = (),
    on_select: Callable[[int, int], None] | None = None,
) -> None:
    """Show the agreement of every pair of models as the lower half of a square.

    Parameters
    ----------
    names : sequence of str
        Two models or more; rows and columns in this order.
    agreement : array of float, of shape (n_models, n_models)
        Shares, symmetric; decide the shade.
    kappa : array of float, of shape (n_models, n_models)
        Cohen's kappa, symmetric.
    caption : str
        What the table shows, for a screen reader.
    key : str
        Identifies this mount; needed.
    chosen : iterable of int
        Positions of the models that are compared now; their pairs are outlined.
    on_select : callable, optional
        Called with the two positions of a chosen pair, the smaller first, before the script runs
        again.
    """
    data = {
        "names": list(names),
        "agreement": [[number(value, 5) for value in row] for row in plain(agreement)],
        "kappa": [[number(value, 4) for value in row] for row in plain(kappa)],
        "caption": caption,
        "chosen": [int(position) for position in chosen],
    }

    _COMPONENT(key=key, data=payload(data), on_select_change=handle_event(key, "select", on_select))
