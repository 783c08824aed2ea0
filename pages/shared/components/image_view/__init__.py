"""One image, large, beside what every model thinks of it: a test image or one's own picture."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.shared.components.gallery import Tiles, tiles_payload
from pages.shared.components.sources import number, payload, plain, text, whole

_COMPONENT = st.components.v2.component(
    "fmnist_detail",
    css=text("parts/base.css", "parts/sprite.css", "parts/tiles.css", "image_view/image_view.css"),
    js=text(
        "parts/dom.js",
        "parts/roving.js",
        "parts/sprite.js",
        "parts/tiles.js",
        "parts/announce.js",
        "parts/reveal.js",
        "image_view/image_view.js",
    ),
)


@dataclass(frozen=True)
class Image:
    """The image to show.

    Attributes
    ----------
    index, true, position : int or None
        Its test index, its true class (the atlas sheet) and its place there; None of a picture
        of one's own.
    near : Tiles, optional
        Images like it, to show below and open; eight fit in a row.
    near_label : str
        What they are.
    pixels : array of int, of shape (28, 28), optional
        Grey values 0 .. 255 of a picture of one's own.
    title : str
        What that picture is called.
    closable : bool
        Whether it was opened and can be closed: then it takes the screen and, so that its keys work
        at once, the focus. False where the page always shows an image.
    """

    index: int | None
    true: int | None
    position: int | None
    near: Tiles | None = None
    near_label: str = ""
    pixels: Any = None
    title: str = ""
    closable: bool = True


@dataclass(frozen=True)
class DetailEvent:
    """What a person asked for: one of these.

    Attributes
    ----------
    step : int
        -1 or 1 for the image before or after this one, 0 otherwise.
    close : bool
        Close this image.
    opened : int or None
        Test index of a look-alike to open instead.
    """

    step: int = 0
    close: bool = False
    opened: int | None = None


def image_detail(
    image: Image,
    *,
    class_names: Sequence[str],
    model_names: Sequence[str],
    probabilities: Iterable[Any],
    answers: Iterable[Any] | None = None,
    atlas: str,
    key: str,
    place: tuple[int, int] | None = None,
    compared: int = 0,
    on_event: Callable[[DetailEvent], None] | None = None,
) -> None:
    """Show one image at ten times its size and each model's probabilities side by side.

    Left and Right step, Escape closes, unless another control has the focus. An image that opens
    comes into view and is announced, as what `reveal` heads.

    Parameters
    ----------
    image : Image
        The image.
    class_names : sequence of str
        Names in class order.
    model_names : sequence of str
        Display names, one for each column.
    probabilities : array of float, of shape (n_models, n_classes)
        Softmax probabilities of this image; a row of NaN where a model states none.
    answers : array of int, of shape (n_models,), optional
        The classes that the models answer; by default the most probable ones.
    atlas : str
        Base URL of the sheets, ending in a slash, relative to the page.
    key : str
        Identifies this mount; needed.
    place : (int, int), optional
        Which image of how many this is, counted from 1; decides whether one can step either way.
        Without it there are no neighbours.
    compared : int, default 0
        How many of the models the page compares: what these predict is said to people who hear it.
    on_event : callable, optional
        Called with the event before the script runs again.
    """
    data = {
        "index": whole(image.index),
        "true": whole(image.true),
        "position": whole(image.position),
        "pixels": None if image.pixels is None else plain(image.pixels.reshape(-1)),
        "title": image.title,
        "classNames": list(class_names),
        "modelNames": list(model_names),
        "probabilities": [[number(value, 4) for value in row] for row in plain(probabilities)],
        "answers": None if answers is None else [int(answer) for answer in answers],
        "atlas": atlas,
        "place": place and [int(part) for part in place],
        "closable": image.closable,
        "compared": compared,
        "near": image.near
        and tiles_payload(image.near) | {"label": image.near_label, "buttons": True},
    }

    def handle() -> None:
        event = _event(st.session_state[key])
        if on_event is not None and event is not None:
            on_event(event)

    _COMPONENT(
        key=key,
        data=payload(data),
        on_step_change=handle,
        on_close_change=handle,
        on_open_change=handle,
    )


def _event(triggers: Mapping[str, Any]) -> DetailEvent | None:
    step, close, index = (triggers.get(name) for name in ("step", "close", "open"))
    if not step and not close and index is None:
        return None
    return DetailEvent(step=step or 0, close=bool(close), opened=index)
