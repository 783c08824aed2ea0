"""The image that is open: its form in the URL, and its view beside every model's probabilities.

An image opens where it was chosen. A page with several such places names them, and the URL says
which: ``?image=12&along=axis``.
"""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from pages.shared import cache
from pages.shared.atlas import ATLAS_URL
from pages.shared.cache import Contender
from pages.shared.components.detail import DetailEvent, Image, image_detail
from pages.shared.components.gallery import Tiles
from pages.shared.controls import recall_number, remember
from pages.shared.pins import pin_image

Indices = npt.NDArray[np.int64]


def recall_image(along: str | None = None) -> int | None:
    """Return the test index of the image that is open in a place, if one is."""
    index = recall_number("image", below=len(cache.test_split()))
    return index if _place() == along else None


def open_image(index: int, along: str | None = None) -> None:
    """Open an image in a place; whatever was open closes."""
    remember(image=index, along=along)


def close_image(along: str | None = None) -> None:
    """Close the image that is open in a place; one that is open elsewhere stays."""
    if _place() == along:
        remember(image=None, along=None)


def show_image(
    index: int,
    contenders: Sequence[Contender],
    *,
    key: str,
    ordered: Indices,
    along: str | None = None,
    on_step: Callable[[int], None] | None = None,
) -> None:
    """Show one image large; Left and Right step through an order, Escape closes.

    Parameters
    ----------
    index
        The image; one that is not in the order can only be closed.
    contenders
        The models that the page compares: their probabilities stand first, then all others'.
    key
        Distinguishes the views of one page.
    ordered
        The images to step through, shape (n,).
    along
        The place, as in `recall_image`.
    on_step
        Called with the new image's position in the order.
    """
    _, positions = cache.sheet_positions()
    found = np.flatnonzero(ordered == index)
    at = int(found[0]) if len(found) else None

    def follow(event: DetailEvent) -> None:
        if event.opened is not None:
            open_image(event.opened, along)
        elif event.close or at is None:
            close_image(along)
        else:
            open_image(int(ordered[at + event.step]), along)
            if on_step is not None:
                on_step(at + event.step)

    near, near_label = _look_alikes(index)
    every = [*contenders, *(other for other in cache.contenders() if other not in contenders)]
    image_detail(
        Image(
            index=index,
            true=int(cache.test_split().labels[index]),
            position=positions[index],
            near=near,
            near_label=near_label,
        ),
        class_names=CLASS_NAMES,
        model_names=[contender.name for contender in every],
        probabilities=np.stack([contender.y_proba[index] for contender in every]),
        atlas=ATLAS_URL,
        key=key,
        place=None if at is None else (at + 1, len(ordered)),
        take_focus=True,
        on_event=follow,
    )
    pin_image(index, contenders)


def _place() -> str | None:
    return st.query_params.get("along") or None


def _look_alikes(index: int) -> tuple[Tiles, str]:
    """Return the nearest test images, and how many of them have which label."""
    nearest = cache.nearest(index)
    sheets, positions = cache.sheet_positions()
    names = [CLASS_NAMES[label] for label in cache.test_split().labels[nearest]]
    tiles = Tiles(
        indices=nearest,
        sheets=sheets[nearest],
        positions=positions[nearest],
        names=[
            f"Look-alike {rank}: test image {neighbour}, true {name}"
            for rank, (neighbour, name) in enumerate(zip(nearest, names, strict=True), start=1)
        ],
        captions=names,
        details=[f"image {neighbour}" for neighbour in nearest],
    )
    counts = ", ".join(f"{count} {name}" for name, count in Counter(names).most_common())
    return tiles, f"Nearest test images, pixel by pixel: {counts}"
