"""Pictures one after the other, with a slider and what is to be said of each."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from pages.shared.components.sources import payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_film",
    css=text("parts/base.css", "parts/diverging.css", "film/film.css"),
    js=text("parts/dom.js", "parts/diverging.js", "film/film.js"),
)


@dataclass(frozen=True, eq=False)
class Reel:
    """One sequence of pictures.

    Attributes
    ----------
    name : str
        What it shows, such as "State".
    frames : ndarray of uint8, shape (n, height, width)
        Grey values.
    signed : bool
        Whether 128 is nothing, more is blue and less is orange.
    """

    name: str
    frames: npt.NDArray[np.uint8]
    signed: bool = False


def film(
    reels: Sequence[Reel],
    *,
    titles: Sequence[str],
    lines: Sequence[Sequence[str]],
    marks: Sequence[tuple[float, str]] = (),
    slider: str,
    key: str,
    start: int = 0,
) -> None:
    """Show one or more sequences together.

    Parameters
    ----------
    reels
        All of the same length n.
    titles
        What each step is called, n texts.
    lines
        What is said of each step, n sequences of texts, one below the other.
    marks
        Places on the slider, 0 to 1, and what happens there.
    slider
        What the slider moves through, for a screen reader.
    key
        Identifies this mount; needed.
    start
        The step that is shown first.
    """
    data: dict[str, Any] = {
        "reels": [
            {
                "name": reel.name,
                "signed": reel.signed,
                "shape": list(reel.frames.shape[1:]),
                "frames": base64.b64encode(np.ascontiguousarray(reel.frames).tobytes()).decode(),
            }
            for reel in reels
        ],
        "titles": list(titles),
        "lines": [list(each) for each in lines],
        "marks": [[round(place, 4), name] for place, name in marks],
        "slider": slider,
        "start": start,
    }
    _COMPONENT(key=key, data=payload(data))
