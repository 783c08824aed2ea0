"""The units of a layer as small pictures or bars; one of them can be chosen."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from pages.shared.components.sources import handle_event, number, payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_unit_grid",
    css=text("parts/base.css", "unit_grid/unit_grid.css"),
    js=text("parts/dom.js", "parts/roving.js", "unit_grid/unit_grid.js"),
)


@dataclass(frozen=True, eq=False)
class Unit:
    """One unit.

    Attributes
    ----------
    index : int
        Its place in the layer.
    name : str
        What a screen reader says.
    response : float
        What stands under it.
    share : float
        Its response as a share of the strongest one, 0 to 1.
    pixels : ndarray of uint8, shape (height, width), optional
        Its map; without one a bar shows the share.
    """

    index: int
    name: str
    response: float
    share: float
    pixels: npt.NDArray[np.uint8] | None = None


def unit_grid(
    units: Sequence[Unit],
    *,
    chosen: int | None,
    key: str,
    label: str,
    on_choose: Callable[[int], None],
) -> None:
    """Show units in a grid.

    Parameters
    ----------
    units
        In the order in which they stand.
    chosen
        Index of the unit that is marked, if one is.
    key
        Identifies this mount; needed.
    label
        What the units are, for a screen reader.
    on_choose
        Called with the index of a chosen unit before the script runs again.
    """
    data = {"label": label, "chosen": chosen, "units": [_payload(unit) for unit in units]}
    _COMPONENT(key=key, data=payload(data), on_choose_change=handle_event(key, "choose", on_choose))


def _payload(unit: Unit) -> dict[str, Any]:
    pixels = unit.pixels
    return {
        "index": unit.index,
        "name": unit.name,
        "response": number(unit.response, 2),
        "share": number(unit.share, 3),
        "shape": None if pixels is None else list(pixels.shape),
        "pixels": None if pixels is None else base64.b64encode(pixels.tobytes()).decode(),
    }
