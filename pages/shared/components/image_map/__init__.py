"""All test images as dots on one or two maps: zoom, see, open, and choose by box or lasso."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import streamlit as st

from pages.shared.components.sources import payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_image_map",
    css=text("parts/base.css", "parts/sprite.css", "parts/card.css", "image_map/image_map.css"),
    js=text(
        "parts/dom.js",
        "parts/sprite.js",
        "image_map/image_map_data.js",
        "image_map/image_map_paint.js",
        "image_map/image_map_tools.js",
        "image_map/image_map.js",
    ),
)

Colour = Literal["true", "predicted", "correct", "confidence", "disagreement"]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class MapPanel:
    """One map and whose answers colour it.

    Parameters
    ----------
    name : str
        What a chosen outline is reported with.
    title : str
        Above the map.
    note : str
        One line under the title.
    places : ndarray of uint16, shape (n, 2)
        Right and up.
    predicted : ndarray of uint8, shape (n,)
        Predicted labels.
    by : str
        Whose predictions these are.
    confidence, disagreement : ndarray of uint8, shape (n,), optional
        In 255ths.
    """

    name: str
    title: str
    note: str
    places: npt.NDArray[np.uint16]
    predicted: Bytes
    by: str
    confidence: Bytes | None = None
    disagreement: Bytes | None = None


@dataclass(frozen=True)
class Images:
    """What the dots are.

    Parameters
    ----------
    labels : ndarray of uint8, shape (n,)
        True labels, which also name the atlas sheets.
    class_names : sequence of str
        Names in class order.
    atlas : str
        Base URL of the sheets, ending in a slash, relative to the page.
    """

    labels: Bytes
    class_names: Sequence[str]
    atlas: str


@dataclass(frozen=True)
class Outline:
    """What was drawn: characters of `fmnist.explanation.lasso`, on the map of that name."""

    panel: str
    corners: str


@dataclass(frozen=True)
class Chosen:
    """The images that stand out, and the outline around them if they were chosen by one.

    Parameters
    ----------
    images : ndarray of int64
        Test indices.
    outline : Outline, optional
    """

    images: npt.NDArray[np.int64]
    outline: Outline | None = None


def image_map(
    panels: Sequence[MapPanel],
    *,
    images: Images,
    colour: Colour,
    key: str,
    label: str,
    chosen: Chosen | None = None,
    opened: int | None = None,
    on_choose: Callable[[Outline | None], None] | None = None,
    on_open: Callable[[int], None] | None = None,
) -> None:
    """Show every image as a dot on one or two maps.

    The dots travel in messages of their own, which stay the same from run to run and are then not
    sent again.

    Parameters
    ----------
    panels : one or two of MapPanel
        Of the same images in the same order.
    images : Images
        The dots.
    colour : str
        What the dots' colours stand for.
    key : str
        Identifies this mount; needed.
    label : str
        What is shown, for a screen reader.
    chosen : Chosen, optional
        The images that stand out; None: none are chosen.
    opened : int, optional
        Test index of the image to ring.
    on_choose, on_open : callable, optional
        Called with what was drawn (None: nothing any more) or the chosen test index, before the
        script runs again.
    """
    dots = [_dots(panel, images.labels) for panel in panels]
    data = {
        "kind": "view",
        "panels": [
            {"id": identity, "name": panel.name, "title": panel.title, "note": panel.note}
            for (identity, _), panel in zip(dots, panels, strict=True)
        ],
        "by": [panel.by for panel in panels],
        "classNames": list(images.class_names),
        "colour": colour,
        "atlas": images.atlas,
        "label": label,
        "chosen": chosen and _bits(chosen.images, len(images.labels)),
        "count": chosen and len(chosen.images),
        "outline": chosen and chosen.outline and [chosen.outline.panel, chosen.outline.corners],
        "opened": None if opened is None else int(opened),
    }

    def handle_choice() -> None:
        value = st.session_state[key]["choose"]
        if on_choose is not None and value is not None:
            on_choose(Outline(str(value[0]), str(value[1])) if value[1] else None)

    def handle_open() -> None:
        value = st.session_state[key]["open"]
        if on_open is not None and value is not None:
            on_open(int(value))

    _COMPONENT(
        key=key,
        data=payload(data),
        on_choose_change=handle_choice,
        on_open_change=handle_open,
    )
    for identity, texts in dots:  # after what is seen: an empty element takes room, too
        _COMPONENT(key=f"{key}_{identity}", data=payload({"kind": "dots", "id": identity} | texts))


def _dots(panel: MapPanel, labels: Bytes) -> tuple[str, dict[str, str | None]]:
    """Return a panel's dots as texts, and the name under which the view finds them."""
    arrays: dict[str, npt.NDArray[Any] | None] = {
        "places": panel.places.astype("<u2"),
        "labels": labels,
        "predicted": panel.predicted,
        "confidence": panel.confidence,
        "disagreement": panel.disagreement,
    }
    texts = {
        name: None if array is None else b64encode(np.ascontiguousarray(array).tobytes()).decode()
        for name, array in arrays.items()
    }
    identity = sha256("|".join(map(str, texts.values())).encode()).hexdigest()[:16]
    return identity, texts


def _bits(chosen: npt.NDArray[np.int64], n: int) -> str:
    """Return a set of images as one bit for each, the first in the lowest bit of the first byte."""
    marks = np.zeros(n, dtype=bool)
    marks[chosen] = True
    return b64encode(np.packbits(marks, bitorder="little").tobytes()).decode()
