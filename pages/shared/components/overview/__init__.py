"""The landing view: one component, because each further element costs a first view 5 ms to draw."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import streamlit as st

from pages.shared.components.leaderboard import FAMILY_COLORS
from pages.shared.components.sources import payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_overview",
    css=text(
        "parts/base.css", "leaderboard/leaderboard.css", "parts/sprite.css", "overview/overview.css"
    ),
    js=text(
        "parts/dom.js",
        "parts/follow.js",
        "parts/model_table.js",
        "parts/sprite.js",
        "overview/overview.js",
    ),
)
TILES: Final = 10
"""Images in the picture's rows, as in overview.js."""


@dataclass(frozen=True)
class Card:
    """The best model of a family, in words; `href` leads to its weakest class."""

    family: str
    name: str
    value: str
    interval: str
    weakest: str
    href: str


@dataclass(frozen=True)
class Failure:
    """One of the commonest confusions.

    Attributes
    ----------
    label, note : str
        Which it is, and how often it happens.
    text : str
        The same for people who hear the page.
    names : sequence of str
        What each image of its row in the picture is.
    href : str
        Leads to all its images.
    """

    label: str
    note: str
    text: str
    names: Sequence[str]
    href: str


def overview(
    cards: Sequence[Card],
    table: Mapping[str, Any],
    failures: Sequence[Failure],
    *,
    verdict: str,
    fine_print: str,
    picture: bytes,
    key: str,
) -> str | None:
    """Show the landing view.

    Parameters
    ----------
    cards, failures
        In the order shown.
    table
        From `pages.shared.components.leaderboard.table_payload`.
    verdict
        The comparison in a sentence; what stands between two double asterisks is bold.
    fine_print
        How the table is to be read.
    picture
        A PNG whose row i holds the images of confusion i, `TILES` wide.
    key
        Identifies this mount.

    Returns
    -------
    str or None
        The address of the link that was clicked, for ``st.switch_page``, which is quicker than a
        new page and keeps the session.
    """
    data = {
        **table,
        "cards": [
            asdict(card) | {"label": f"Best {card.family}", "color": FAMILY_COLORS[card.family]}
            for card in cards
        ],
        "failures": [asdict(failure) for failure in failures],
        "verdict": verdict,
        "print": fine_print,
        "picture": f"data:image/png;base64,{b64encode(picture).decode()}",
    }
    return _COMPONENT(key=key, data=payload(data), on_open_change=lambda: None)["open"]
