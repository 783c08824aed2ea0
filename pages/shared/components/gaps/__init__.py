"""Shares of right answers inside something and outside it: a row each, its gap drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from pages.shared.components.sources import handle_event, number, payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_gaps",
    css=text("parts/base.css", "gaps/gaps.css"),
    js=text("parts/dom.js", "parts/roving.js", "gaps/gaps.js"),
)


@dataclass(frozen=True)
class GapRow:
    """One row.

    Attributes
    ----------
    name, note : str
        What it is, and in small letters how large or of what.
    colour : str
        Of its dot.
    inside : float
        Share of right answers inside, 0 to 1.
    interval : (float, float)
        Of it.
    outside : float or None
        Share of right answers outside; None where nothing is outside.
    texts : sequence of str
        What stands in the columns: inside, its interval, outside, gap, and further ones.
    code : str
        What choosing the row returns; empty for a row that cannot be chosen.
    """

    name: str
    note: str
    colour: str
    inside: float
    interval: tuple[float, float]
    outside: float | None
    texts: Sequence[str] = field(default_factory=tuple)
    code: str = ""


def gaps_table(
    rows: Sequence[GapRow],
    *,
    heads: Sequence[str],
    caption: str,
    key: str,
    selected: str | None = None,
    on_select: Callable[[str], None] | None = None,
) -> None:
    """Show rows as a table: a dot with its interval inside, a mark outside, and the numbers.

    Parameters
    ----------
    rows
        In the order shown.
    heads
        Of the columns: the names, inside, outside, gap, and further ones.
    caption
        What the table shows, for those who hear the page.
    key
        Identifies this mount; needed.
    selected
        Code of the chosen row.
    on_select
        Called with a row's code before the script runs again; without it no row can be chosen.
    """
    data = {
        "rows": [
            {
                "name": row.name,
                "note": row.note,
                "colour": row.colour,
                "inside": number(row.inside, 5),
                "low": number(row.interval[0], 5),
                "high": number(row.interval[1], 5),
                "outside": number(row.outside, 5),
                "texts": list(row.texts),
                "code": row.code,
            }
            for row in rows
        ],
        "heads": list(heads),
        "caption": caption,
        "selected": selected,
        "chosen": on_select is not None,
    }

    _COMPONENT(key=key, data=payload(data), on_select_change=handle_event(key, "select", on_select))
