"""The table of models: accuracy with its interval on one shared axis, ties as brackets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from fmnist.evaluation_set import EvaluatedModel
from fmnist.figures.palette import FAMILY_COLOURS, FAMILY_NAMES
from pages.shared.components.sources import number, payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_leaderboard",
    css=text("parts/base.css", "leaderboard/leaderboard.css"),
    js=text(
        "parts/dom.js", "parts/follow.js", "parts/model_table.js", "leaderboard/leaderboard.js"
    ),
)

FAMILY_COLORS = {name: FAMILY_COLOURS[family] for family, name in FAMILY_NAMES.items()}


@dataclass(frozen=True)
class Row:
    """One model; ``value``, ``low`` and ``high`` are shares in [0, 1].

    Parameters
    ----------
    name : str
        Display name.
    family : str
        The family's word, as in `FAMILY_NAMES`.
    value, low, high : float
        The measure and the ends of its interval.
    numbers : sequence of str
        One formatted text for each of the further columns.
    href : str, optional
        Where the name leads, relative to the page.
    """

    name: str
    family: str
    value: float
    low: float
    high: float
    numbers: Sequence[str] = ()
    href: str | None = None


def row_of(one: EvaluatedModel, numbers: Sequence[str], href: str | None = None) -> Row:
    """Return the row of a model's accuracy."""
    low, high = one.interval.low, one.interval.high
    family = FAMILY_NAMES[one.record.family]
    return Row(one.name, family, one.accuracy, low, high, numbers, href)


@dataclass(frozen=True)
class Column:
    """A further column: its heading, and a sentence shown when the pointer rests on it."""

    label: str
    help: str = ""


def leaderboard(
    rows: Sequence[Row],
    *,
    caption: str,
    key: str,
    columns: Sequence[Column] = (),
    value_label: str = "Accuracy",
    interval_label: str = "95 % interval",
    ties: Sequence[tuple[int, int]] = (),
    reference: tuple[str, float] | None = None,
) -> str | None:
    """Show models as rows, best first, with a dot and a whisker on one axis.

    Parameters
    ----------
    rows : sequence of Row
        The models in the order of their rank.
    caption : str
        What the table shows, for a screen reader.
    key : str
        Identifies this mount; needed.
    columns : sequence of Column
        Headings of ``Row.numbers``. A phone shows the first two.
    value_label, interval_label : str
        Names of the measure and its interval.
    ties : sequence of (int, int)
        First and last row, counted from 0, of each group that cannot be told apart. Groups may
        overlap: each gets its own bracket.
    reference : (str, float), optional
        Name and share of a vertical line, such as ("Human", 0.835).

    Returns
    -------
    str or None
        The address of the row whose name was chosen in this run, else None.
    """
    data = table_payload(
        rows,
        caption=caption,
        columns=columns,
        value_label=value_label,
        interval_label=interval_label,
        ties=ties,
        reference=reference,
    )
    return _COMPONENT(key=key, data=payload(data), on_open_change=lambda: None)["open"]


def table_payload(
    rows: Sequence[Row],
    *,
    caption: str,
    columns: Sequence[Column] = (),
    value_label: str = "Accuracy",
    interval_label: str = "95 % interval",
    ties: Sequence[tuple[int, int]] = (),
    reference: tuple[str, float] | None = None,
) -> dict[str, Any]:
    """Return what model_table.js takes; parameters as in `leaderboard`."""
    return {
        "rows": [
            {
                "name": row.name,
                "family": row.family,
                "color": FAMILY_COLORS[row.family],
                "value": number(row.value, 6),
                "low": number(row.low, 6),
                "high": number(row.high, 6),
                "numbers": list(row.numbers),
                "href": row.href,
            }
            for row in rows
        ],
        "columns": [[column.label, column.help] for column in columns],
        "caption": caption,
        "valueLabel": value_label,
        "intervalLabel": interval_label,
        "ties": _lanes(ties),
        "reference": None if reference is None else [reference[0], number(reference[1], 6)],
    }


def _lanes(ties: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Give each bracket, as (first row, last row, lane), the leftmost lane that is free."""
    ends: list[int] = []
    placed = []
    for first, last in sorted((int(first), int(last)) for first, last in ties):
        lane = next((at for at, end in enumerate(ends) if end < first), len(ends))
        ends[lane : lane + 1] = [last]
        placed.append([first, last, lane])
    return placed
