"""What the page "Why" is about: an image, and two classes to hold against each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES, SHIRT, T_SHIRT
from fmnist.data.picture_token import to_token
from fmnist.explanation.occlusion import FILLINGS, Filling
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.images.own_picture import QUERY, get_query_picture
from pages.shared.pickers import pick_class
from pages.shared.url import get_query_number, set_query

CHOSEN: Final = "why_image"
FILLING_NAMES: Final[dict[str, Filling]] = dict(
    zip(("Background", "Neighbourhood"), FILLINGS, strict=True)
)


@dataclass(frozen=True, eq=False)
class Subject:
    """An image and two classes.

    Attributes
    ----------
    pixels : ndarray of uint8, shape (28, 28)
    index : int or None
        Of a test image; None of a picture of one's own.
    first, second : int
        The classes; what speaks for the first is positive.
    filling : str
        What covers the patches.
    """

    pixels: npt.NDArray[np.uint8]
    index: int | None
    first: int
    second: int
    filling: Filling

    @property
    def key(self) -> tuple[object, ...]:
        """All that a result depends on, besides the model."""
        return self.pixels.tobytes(), self.first, self.second, self.filling

    @property
    def token(self) -> str | None:
        """A picture of one's own, as an address holds it."""
        return to_token(self.pixels) if self.index is None else None

    @property
    def names(self) -> tuple[str, str]:
        """The two classes by name."""
        return CLASS_NAMES[self.first], CLASS_NAMES[self.second]

    @property
    def title(self) -> str:
        """What to call the image."""
        if self.index is None:
            return "Your picture"
        return f"Test image {self.index}, {CLASS_NAMES[cache.test_split().labels[self.index]]}"

    @property
    def called(self) -> str:
        """The same within a sentence."""
        if self.index is None:
            return "your picture"
        return f"test image {self.index} ({CLASS_NAMES[cache.test_split().labels[self.index]]})"


def pick_subject(models: Sequence[EvaluatedModel]) -> Subject:
    """Let a person choose; stops the page until the two classes differ."""
    own = get_query_picture()
    split = cache.test_split()
    image, first_column, second_column, filling_column = st.columns(
        [4, 4, 4, 5], vertical_alignment="bottom"
    )
    index = None
    with image:
        if own is not None:
            st.button("Back to the test images", icon=":material/undo:", on_click=_forget_own)
        else:
            index = get_query_number("image", below=len(split))
            # Not bound to the address: Streamlit would leave image 0, the least, out of it.
            st.session_state[CHOSEN] = _telling_image(models) if index is None else index
            index = st.number_input(
                "Test image", 0, len(split) - 1, key=CHOSEN, on_change=_follow_image
            )
    with first_column:
        first = pick_class("Evidence for", key="first", default=SHIRT)
    with second_column:
        second = pick_class("Against", key="second", default=T_SHIRT)
    with filling_column:
        filling = st.segmented_control(
            "Patches are covered with",
            list(FILLING_NAMES),
            default="Neighbourhood",
            required=True,
            key="filling",
            bind="query-params",
            help="Background is black and may draw a new outline; the neighbourhood's mean grey "
            "hides a detail without one.",
        )
    if first is None or second is None or first == second:
        st.info("Choose two different classes.", icon=":material/compare_arrows:")
        st.stop()
    pixels = split.images[index] if own is None else own
    return Subject(pixels, index, first, second, FILLING_NAMES[filling])


def _follow_image() -> None:
    set_query(image=st.session_state[CHOSEN])


def _forget_own() -> None:
    st.query_params.pop(QUERY, None)


def _telling_image(models: Sequence[EvaluatedModel]) -> int:
    """Return the first shirt that some of the models take for a T-shirt and others do not."""
    shirts = cache.test_split().labels == SHIRT
    taken = np.stack([model.y_pred == T_SHIRT for model in models])
    split_on = shirts & taken.any(axis=0) & ~taken.all(axis=0)
    candidates = np.flatnonzero(split_on if split_on.any() else shirts)
    return int(candidates[0])
