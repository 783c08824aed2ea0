"""Pictures that are no photographs: means of images, and the differences of two means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.shared.components.sources import payload, plain, text

_COMPONENT = st.components.v2.component(
    "fmnist_pictures",
    css=text("parts/base.css", "parts/diverging.css", "pictures/pictures.css"),
    js=text("parts/dom.js", "parts/diverging.js", "pictures/pictures.js"),
)


@dataclass(frozen=True)
class Picture:
    """One picture, drawn with square pixels.

    Parameters
    ----------
    title, note : str
        First and second line under it.
    name : str
        What a screen reader says.
    pixels : array of float, of shape (height, width), optional
        Grey values 0 .. 255, or signed differences of them; None draws an empty frame.
    signed : bool
        Whether the pixels are differences.
    """

    title: str
    note: str
    name: str
    pixels: Iterable[Any] | None
    signed: bool = False


def pictures(
    rows: Sequence[Sequence[Picture]], *, less: str, more: str, key: str, flowing: bool = False
) -> None:
    """Show rows of pictures; all differences share one scale, orange below zero and blue above.

    Parameters
    ----------
    rows : sequence of sequence of Picture
        The same number in each row.
    less, more : str
        What the two ends of the scale of differences mean; empty ones leave the scale out.
    key : str
        Identifies this mount; needed.
    flowing : bool, default False
        Small pictures, as many beside each other as fit; where the rows begin means nothing.
    """
    data = {
        "rows": [[_payload(picture) for picture in row] for row in rows],
        "less": less,
        "more": more,
        "flowing": flowing,
    }
    _COMPONENT(key=key, data=payload(data))


def _payload(picture: Picture) -> dict[str, Any]:
    pixels = None
    if picture.pixels is not None:
        pixels = [[round(value) for value in row] for row in plain(picture.pixels)]
    return {**vars(picture), "pixels": pixels}
