"""Who is right together: a small table in the manner of UpSet, a row for each region."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from pages.shared.components.sources import handle_event, payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_regions",
    css=text("parts/base.css", "regions/regions.css"),
    js=text("parts/dom.js", "parts/roving.js", "regions/regions.js"),
)

# A bar this many times as long as the next is drawn broken, so that the others can be seen.
BREAK_FROM: Final = 3


@dataclass(frozen=True)
class RegionRow:
    """One row.

    Parameters
    ----------
    code : str
        What choosing the row returns.
    text : str
        Who is right, such as "Only CNN best wrong".
    count : int
        Images.
    right : sequence of bool, optional
        Whether each model is right; None for a row that is no region of these models.
    """

    code: str
    text: str
    count: int
    right: Sequence[bool] | None = None


def regions_table(
    rows: Sequence[RegionRow],
    *,
    models: Sequence[tuple[str, str]],
    total: int,
    caption: str,
    key: str,
    selected: str | None = None,
    on_select: Callable[[str], None] | None = None,
) -> None:
    """Show regions as rows: a dot for each model, a bar, and the count as a button.

    Parameters
    ----------
    rows : sequence of RegionRow
        In the order shown; those that are no region stand apart at the end.
    models : sequence of (str, str)
        Display name and colour of each model, in the order of ``RegionRow.right``.
    total : int
        All images, for the shares.
    caption : str
        What the table shows, for a screen reader.
    key : str
        Identifies this mount; needed.
    selected : str, optional
        Code of the chosen row.
    on_select : callable, optional
        Called with a row's code before the script runs again.
    """
    longest = _longest_bar([row.count for row in rows])
    data = {
        "models": [[name, colour] for name, colour in models],
        "regions": [_payload(row, longest) for row in rows if row.right is not None],
        "further": [_payload(row, longest) for row in rows if row.right is None],
        "total": total,
        "caption": caption,
        "selected": selected,
    }

    _COMPONENT(key=key, data=payload(data), on_select_change=handle_event(key, "select", on_select))


def _longest_bar(counts: Sequence[int]) -> int:
    """Return the count of the longest bar that is drawn whole, at least 1."""
    first, second, *_ = [*sorted(counts, reverse=True), 0, 0]
    return max(1, second if first > BREAK_FROM * second > 0 else first)


def _payload(row: RegionRow, longest: int) -> dict[str, Any]:
    return {
        "code": row.code,
        "text": row.text,
        "count": int(row.count),
        "right": None if row.right is None else [bool(is_right) for is_right in row.right],
        "bar": round(min(1.0, row.count / longest), 4),
        "broken": row.count > longest,
    }
