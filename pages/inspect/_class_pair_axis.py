"""One model's images of two classes on one axis of margin, and the threshold on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.margin import Lane, Scale, margin_axis
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.image_view import image_to_open, open_image, show_image
from pages.shared.url import set_query

STEPS_PER_NAT: Final = 100
SLOT: Final = "axis"  # where an image opens that was chosen here
SIGNATURE: Final = "pair_axis"
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PairAxis:
    """The images of two classes by ascending margin of one model.

    Attributes
    ----------
    evaluated : EvaluatedModel
    first, second : int
        The classes.
    indices : ndarray of int64, shape (n,)
        Test images of either class.
    margin : ndarray of float64, shape (n,)
        log p(first) - log p(second), in nats.
    steps : ndarray of int64, shape (n,)
        The same in hundredths of a nat, rounded down: against a threshold in whole hundredths,
        both decide alike.
    is_first : ndarray of bool, shape (n,)
        Whether the true label is the first class.
    """

    evaluated: EvaluatedModel
    first: int
    second: int
    indices: Ints
    margin: npt.NDArray[np.float64]
    steps: Ints
    is_first: npt.NDArray[np.bool_]

    @property
    def names(self) -> tuple[str, str]:
        """The classes' names."""
        return CLASS_NAMES[self.first], CLASS_NAMES[self.second]

    @property
    def scale(self) -> Scale:
        """The axis: every image, 0, and a little air."""
        low, high = min(self.steps[0], -STEPS_PER_NAT), max(self.steps[-1], STEPS_PER_NAT)
        air = (high - low) // 50
        return Scale(int(low - air), int(high + air), STEPS_PER_NAT)


def pair_axis(evaluated: EvaluatedModel, first: int, second: int) -> PairAxis:
    """Line up the images of two classes by a model's margin."""
    margin = cache.log_margin(evaluated, first, second)
    labels = cache.test_split().labels
    indices = np.flatnonzero((labels == first) | (labels == second))
    indices = indices[np.argsort(margin[indices], kind="stable")]
    return PairAxis(
        evaluated=evaluated,
        first=first,
        second=second,
        indices=indices,
        margin=margin[indices],
        steps=np.floor(margin[indices] * STEPS_PER_NAT).astype(np.int64),
        is_first=labels[indices] == first,
    )


def get_query_threshold(axis: PairAxis) -> int:
    """Return the threshold out of the URL, in steps; nonsense counts as 0.

    It belongs to one model and one pair: with another one it goes back to 0, unless a step back in
    the browser brought its own threshold along.
    """
    signature = (axis.evaluated.key, axis.first, axis.second)
    seen = st.session_state.get(SIGNATURE)
    if seen and seen[0] != signature and seen[1] == st.query_params.get("threshold", ""):
        set_query_threshold(0)
    st.session_state[SIGNATURE] = signature, st.query_params.get("threshold", "")
    scale = axis.scale
    try:
        nats = float(st.query_params.get("threshold", "0"))
        return round(min(max(nats * STEPS_PER_NAT, scale.low), scale.high))
    except ValueError:  # no number, or not one
        return 0


def set_query_threshold(steps: int) -> None:
    """Keep a threshold in the URL, in nats."""
    set_query(threshold=f"{steps / STEPS_PER_NAT:.2f}" if steps else None)


def show_axis(axis: PairAxis, threshold: int, evaluated_models: Sequence[EvaluatedModel]) -> None:
    """Show every image as a dot; one that is chosen opens below, beside all models' views."""
    first, second = axis.names
    opened = image_to_open(SLOT)
    margin_axis(
        (_lane(axis, axis.first), _lane(axis, axis.second)),
        class_names=CLASS_NAMES,
        threshold=threshold,
        scale=axis.scale,
        selected=opened,
        atlas=ATLAS_URL,
        key="margin_axis",
        label=f"All images of {first} and {second} by the margin of {axis.evaluated.name}",
        on_open=partial(open_image, slot=SLOT),
        on_threshold=set_query_threshold,
    )
    if opened is not None:
        show_image(opened, evaluated_models, key="axis_detail", ordered=axis.indices, slot=SLOT)


def _lane(axis: PairAxis, label: int) -> Lane:
    members = axis.is_first == (label == axis.first)
    indices = axis.indices[members]
    _, positions = cache.sheet_positions()
    return Lane(
        label=label,
        indices=indices,
        positions=positions[indices],
        steps=axis.steps[members],
        predicted=axis.evaluated.y_pred[indices],
    )
