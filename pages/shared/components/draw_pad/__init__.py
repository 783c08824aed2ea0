"""A pad to draw on with mouse, finger or keys; what is drawn follows the stroke to Python."""

import base64
import binascii
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from pages.shared.components.sources import payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_draw_pad",
    css=text("parts/base.css", "draw_pad/draw_pad.css"),
    js=text("parts/dom.js", "draw_pad/draw_pad_canvas.js", "draw_pad/draw_pad.js"),
)
SIDE: Final = 73  # pixels of what is sent: the longest side of the publisher's thumbnails

Drawing = npt.NDArray[np.uint8]


def draw_pad(*, key: str, label: str, start: Drawing | None, edition: int) -> Drawing | None:
    """Show the pad.

    Parameters
    ----------
    key
        Identifies this mount; needed.
    label
        What is drawn, for a screen reader.
    start
        What stands on the pad when it appears and when the edition changes, shape (73, 73),
        255 is paper; None leaves it blank.
    edition
        Counted up to put another start on a pad that is there.

    Returns
    -------
    ndarray of uint8, shape (73, 73), or None
        What is drawn, dark on light; None until something was.
    """
    data = {
        "label": label,
        "side": SIDE,
        "start": None if start is None else base64.b64encode(start.tobytes()).decode(),
        "edition": edition,
    }
    sent = _COMPONENT(key=key, data=payload(data), on_drawing_change=lambda: None)["drawing"]
    return _decode(sent)


def _decode(sent: object) -> Drawing | None:
    """Read what the browser sent, which anybody may have written."""
    if not isinstance(sent, str) or len(sent) > 2 * SIDE**2:
        return None
    try:
        content = base64.b64decode(sent, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(content) != SIDE**2:
        return None
    return np.frombuffer(content, dtype=np.uint8).reshape(SIDE, SIDE)
