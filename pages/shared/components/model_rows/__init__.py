"""A table of models each of whose rows can be chosen by its name."""

from collections.abc import Callable

import streamlit as st

from fmnist.views.parts.content import Table
from pages.shared.components.sources import handle_event, payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_model_rows",
    css=text("parts/base.css", "model_rows/model_rows.css"),
    js=text("parts/dom.js", "model_rows/model_rows.js"),
)


def model_rows(
    table: Table, *, key: str, chosen: int | None, on_select: Callable[[int], None]
) -> None:
    """Show a table whose first column names models, each a button.

    Parameters
    ----------
    table
        What to show.
    key
        Identifies this mount; needed.
    chosen
        The row that is chosen now.
    on_select
        Called with the position of a row that a person chose, before the script runs again.
    """
    data = {
        "caption": table.caption,
        "columns": table.columns,
        "rows": table.rows,
        "textColumns": sorted(table.text_columns),
        "chosen": chosen,
    }

    _COMPONENT(key=key, data=payload(data), on_select_change=handle_event(key, "select", on_select))
