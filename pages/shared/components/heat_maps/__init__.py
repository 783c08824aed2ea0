"""Maps over an image: which pixels speak for one class, and which for another."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from pages.shared.components.sources import number, payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_heat_maps",
    css=text("parts/base.css", "parts/diverging.css", "heat_maps/heat_maps.css"),
    js=text("parts/dom.js", "parts/diverging.js", "heat_maps/heat_maps.js"),
)


@dataclass(frozen=True, eq=False)
class HeatMap:
    """One model's map.

    Attributes
    ----------
    title, note : str
        First and second line under it.
    text : str
        What a screen reader says of it.
    heat : ndarray of float, shape (28, 28)
        Positive speaks for the first class.
    """

    title: str
    note: str
    text: str
    heat: npt.NDArray[np.floating[Any]]


def heat_maps(
    maps: Sequence[HeatMap],
    image: npt.NDArray[np.uint8],
    *,
    name: str,
    scale: float,
    classes: tuple[str, str],
    key: str,
    legend: bool = True,
) -> None:
    """Show maps over one image, all on one scale: blue for the first class, orange for the second.

    Pointing at a pixel, or moving to it with arrow keys, tells its number.

    Parameters
    ----------
    maps
        One for each model.
    image
        What they are about, shape (28, 28); it stands before them.
    name
        What it is called.
    scale
        The largest value that the colours show.
    classes
        What positive and negative values speak for.
    key
        Identifies this mount; needed.
    legend
        Whether the scale stands below.
    """
    data = {
        "image": base64.b64encode(image.tobytes()).decode(),
        "name": name,
        "maps": [
            {
                "title": each.title,
                "note": each.note,
                "text": each.text,
                "heat": _rounded(each.heat.reshape(-1)),
            }
            for each in maps
        ],
        "scale": number(scale, 3),
        "classes": list(classes),
        "legend": legend,
    }
    _COMPONENT(key=key, data=payload(data))


def _rounded(values: Iterable[Any]) -> list[float | None]:
    return [number(value, 3) for value in values]
