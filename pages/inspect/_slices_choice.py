"""Which slice the address names, and the widgets that name another one."""

from dataclasses import replace
from math import ceil, floor
from typing import Final

import streamlit as st

from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.evaluation.contracts import Floats
from fmnist.evaluation.image_properties import PROPERTIES
from fmnist.evaluation.slices import Range, Slice
from fmnist.views.parts.slices import DOUBTFUL, properties_of, slice_of, slice_text
from fmnist.views.slices import plain_name
from pages.shared import cache
from pages.shared.url import set_query, tell_of_bad

BUILDER: Final = "slice_builder"
SHOWN: Final = "slice_shown"
COLUMNS: Final = 3
Ends = tuple[float, float]


def get_query_slice() -> Slice:
    """Return the slice that the address names; one without conditions where it names none."""
    try:
        return slice_of(st.query_params.get("slice", ""))
    except ValueError as error:
        tell_of_bad("slice", "the slice", f"{error} Choose one below.")
        return Slice()


def get_query_name() -> str:
    """Return what the address calls the slice."""
    return plain_name(st.query_params.get("name", ""))


def choose(part: Slice | str, name: str = "") -> None:
    """Show a slice, by itself or by its text; whatever image was open closes."""
    text = part if isinstance(part, str) else part.text
    set_query(slice=text or None, name=name or None, image=None)


def build(part: Slice) -> None:
    """Let a person set conditions and show what they come to, all at once."""
    if st.session_state.get(SHOWN) != part.text or "slice_classes" not in st.session_state:
        _show(part)  # not in every run: what is set and not sent yet stays
    with st.container(key=BUILDER), st.form("slice_conditions", border=False):
        left, right = st.columns([2, 1], vertical_alignment="bottom")
        left.multiselect(
            "True label",
            range(N_CLASSES),
            format_func=CLASS_NAMES.__getitem__,
            key="slice_classes",
            placeholder="Any class",
        )
        right.toggle(
            f"Only the {DOUBTFUL} labels that all models together doubt most", key="slice_doubtful"
        )
        columns = st.columns(COLUMNS)
        for at, (key, values) in enumerate(properties_of(cache.test_split()).items()):
            with columns[at % COLUMNS]:
                _pick_range(key, values)
        with st.container(horizontal=True):
            st.form_submit_button(
                "Show this slice", type="primary", on_click=_choose_built, args=(part,)
            )
            if part.images:
                listed = slice_text(Slice(images=part.images, by_answers=part.by_answers))
                bare = replace(part, images="", by_answers=False)
                st.form_submit_button(f"Without the list: {listed}", on_click=choose, args=(bare,))
            if part.text:
                st.form_submit_button("Clear", on_click=choose, args=("",))


def _show(part: Slice) -> None:
    """Give the widgets the conditions of a slice."""
    st.session_state[SHOWN] = part.text
    st.session_state["slice_classes"] = list(part.classes)
    st.session_state["slice_doubtful"] = part.doubtful
    asked = {each.key: each for each in part.ranges}
    for key, values in properties_of(cache.test_split()).items():
        each, (bottom, top) = asked.get(key, Range(key)), _ends(key, values)
        st.session_state[f"slice_{key}"] = tuple(
            default if end is None else min(max(end, bottom), top)
            for end, default in ((each.low, bottom), (each.high, top))
        )


def _pick_range(key: str, values: Floats) -> None:
    about, (bottom, top) = PROPERTIES[key], _ends(key, values)
    st.slider(
        about.name,
        bottom,
        top,
        step=about.step,
        format="%.0f" if about.step >= 1 else "%.2f",
        key=f"slice_{key}",
        help=f"{about.meaning[0].upper()}{about.meaning[1:]}.",
    )


def _ends(key: str, values: Floats) -> Ends:
    """Return whole steps around all values; a handle that stands there sets no condition."""
    step = PROPERTIES[key].step
    return (
        round(floor(values.min() / step) * step, 4),
        round(ceil(values.max() / step) * step, 4),
    )


def _choose_built(part: Slice) -> None:
    """Show what the widgets say; a list of images stays as it is."""
    ranges = []
    properties = properties_of(cache.test_split())
    for key, values in properties.items():
        low, high = st.session_state[f"slice_{key}"]
        bottom, top = _ends(key, values)
        each = Range(key, None if low <= bottom else low, None if high >= top else high)
        if each != Range(key) and low < high:
            ranges.append(each)
    choose(
        replace(
            part,
            classes=tuple(st.session_state["slice_classes"]),
            ranges=tuple(ranges),
            doubtful=st.session_state["slice_doubtful"],
        )
    )
