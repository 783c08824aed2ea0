"""The image that is open: its form in the URL, and its view beside every model's probabilities.

An image opens where it was chosen. A page with several such places names them, and the URL says
which: ``?image=12&along=axis``.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.evaluation_set import best_of_families, keys_of
from fmnist.views.image import ImageView
from fmnist.views.parts.derived_files import map_of
from fmnist.views.parts.markdown import markdown
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.gallery import Tiles
from pages.shared.components.image_view import DetailEvent, Image, image_detail
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.pictures import atlas_tiles, label_counts
from pages.shared.pickers import MOST_SIDE_BY_SIDE, find_model, pick_one_or
from pages.shared.storage.findings import pin
from pages.shared.url import get_query_number, set_query, tell_of_bad

LIKENESS: Final = "alike"
PIXELS: Final = "Pixels"
LIKENESS_WIDTH: Final = 280  # pixels
Indices = npt.NDArray[np.int64]


def get_query_image(slot: str | None = None) -> int | None:
    """Return the test index of the image that is open in a place, if one is."""
    index = get_query_number("image", below=len(cache.test_split()))
    return index if _query_slot() == slot else None


def image_to_open(slot: str | None = None) -> int | None:
    """Return the same, where it is about to be shown: say so if the address asks for none."""
    n_images = len(cache.test_split())
    is_here = "image" in st.query_params and _query_slot() == slot
    if is_here and get_query_number("image", below=n_images) is None:
        last = f"{n_images - 1:,}"
        tell_of_bad("image", "test image", f"they are numbered 0 to {last}. Choose one below.")
    return get_query_image(slot)


def open_image(index: int, slot: str | None = None) -> None:
    """Open an image in a place; whatever was open closes."""
    set_query(image=index, along=slot)


def close_image(slot: str | None = None) -> None:
    """Close the image that is open in a place; one that is open elsewhere stays."""
    if _query_slot() == slot:
        set_query(image=None, along=None)


def show_image(
    index: int,
    evaluated_models: Sequence[EvaluatedModel],
    *,
    key: str,
    ordered: Indices,
    slot: str | None = None,
    on_step: Callable[[int], None] | None = None,
) -> None:
    """Show one image large; Left and Right step through an order, Escape closes.

    Parameters
    ----------
    index
        The image; one that is not in the order can only be closed.
    evaluated_models
        The models that the page compares: their probabilities stand first, then all others'.
    key
        Distinguishes the views of one page.
    ordered
        The images to step through, shape (n,).
    slot
        The place, as in `get_query_image`.
    on_step
        Called with the new image's position in the order.
    """
    _, positions = cache.sheet_positions()
    found = np.flatnonzero(ordered == index)
    at = int(found[0]) if len(found) else None

    def follow(event: DetailEvent) -> None:
        if event.opened is not None:
            open_image(event.opened, slot)
        elif event.close or at is None:
            close_image(slot)
        else:
            open_image(int(ordered[at + event.step]), slot)
            if on_step is not None:
                on_step(at + event.step)

    near, near_label = _look_alikes(index, evaluated_models)
    every = [
        *evaluated_models,
        *(other for other in cache.evaluated_models() if other not in evaluated_models),
    ]
    image_detail(
        Image(
            index=index,
            true=int(cache.test_split().labels[index]),
            position=positions[index],
            near=near,
            near_label=near_label,
        ),
        class_names=CLASS_NAMES,
        model_names=[evaluated.name for evaluated in every],
        probabilities=np.stack([stated(evaluated, index) for evaluated in every]),
        answers=[evaluated.y_pred[index] for evaluated in every],
        atlas=ATLAS_URL,
        key=key,
        place=None if at is None else (at + 1, len(ordered)),
        compared=len(evaluated_models),
        on_event=follow,
    )
    view = ImageView(models=keys_of(evaluated_models), image=index)
    st.markdown(markdown(cache.content(view).sentence))
    _pick_likeness(evaluated_models)
    lead_to_why(index, evaluated_models)
    pin(view)


def stated(evaluated: EvaluatedModel, index: int) -> npt.NDArray[np.float32]:
    """Return a model's probabilities of one image, NaN where it states none, shape (10,)."""
    if not evaluated.states_probabilities:
        return np.full(N_CLASSES, np.nan, dtype=np.float32)
    return evaluated.y_proba[index]


def lead_to_why(index: int, evaluated_models: Sequence[EvaluatedModel]) -> None:
    """Link to what speaks for the true label and against its strongest rival."""
    stating = [each for each in cache.evaluated_models() if each.states_probabilities]
    if not stating:
        return
    true = cache.test_split().labels[index]
    together = np.sum([each.y_proba[index] for each in stating], axis=0)
    together[true] = -1
    few = len(evaluated_models) <= MOST_SIDE_BY_SIDE
    asked = evaluated_models if few else best_of_families(evaluated_models)
    st.page_link(
        "pages/inspect/why.py",
        label=f"Why {CLASS_NAMES[true]} or {CLASS_NAMES[together.argmax()]}?",
        icon=":material/help_center:",
        query_params={
            "image": str(index),
            "first": CLASS_NAMES[true],
            "second": CLASS_NAMES[together.argmax()],
            "models": [each.key for each in asked],
        },
    )


def _query_slot() -> str | None:
    return st.query_params.get("along") or None


def _mapped(evaluated_models: Sequence[EvaluatedModel]) -> list[EvaluatedModel]:
    """Return the models whose features say which images are alike."""
    return [one for one in evaluated_models if map_of(one) is not None]


def _pick_likeness(evaluated_models: Sequence[EvaluatedModel]) -> None:
    """Let a person choose by what images are near."""
    mapped = _mapped(evaluated_models)
    if mapped:
        with st.container(width=LIKENESS_WIDTH):
            pick_one_or(
                (PIXELS,),
                mapped,
                "Nearest test images by",
                key=LIKENESS,
                explanation="Pixels say what looks alike; a model's last hidden layer, what it "
                "takes for alike.",
            )


def _nearest(index: int, evaluated_models: Sequence[EvaluatedModel]) -> tuple[Indices, str]:
    """Return the nearest test images, and by what; the picker stands further down."""
    one = find_model(_mapped(evaluated_models), st.query_params.get(LIKENESS, ""))
    found = map_of(one) if one else None
    if one is None or found is None:
        return cache.nearest(index), "pixel by pixel"
    what = "last hidden layer" if found.basis == "hidden layer" else "probabilities"
    return found.neighbours[index].astype(np.int64), f"by {one.name}'s {what}"


def _look_alikes(index: int, evaluated_models: Sequence[EvaluatedModel]) -> tuple[Tiles, str]:
    """Return the nearest test images, and how many of them have which label."""
    nearest, by = _nearest(index, evaluated_models)
    names = [CLASS_NAMES[label] for label in cache.test_split().labels[nearest]]
    tiles = atlas_tiles(
        nearest,
        [
            f"Look-alike {rank}: test image {neighbour}, true {name}"
            for rank, (neighbour, name) in enumerate(zip(nearest, names, strict=True), start=1)
        ],
        captions=names,
        details=[f"image {neighbour}" for neighbour in nearest],
    )
    return tiles, f"Nearest test images, {by}: {label_counts(nearest)}"
