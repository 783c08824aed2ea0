"""Every layer of a chosen model: feature maps, units by response, hidden states as a film."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.explanation.excitement import strength
from fmnist.inference.layers import Layer, LayerReader
from pages.inspect._inside_overview import INSIDE, Reader
from pages.shared import cache, engines
from pages.shared.components.film import Reel, film
from pages.shared.components.gallery import gallery
from pages.shared.components.reveal import reveal
from pages.shared.components.unit_grid import Unit, unit_grid
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.image_view import get_query_image, open_image, show_image
from pages.shared.images.pictures import atlas_tiles
from pages.shared.url import follow_former_names, get_query_number, lead_by_url, set_query

MOST_UNITS: Final = 48
FILM_COLUMNS: Final = 16
UNSEEN: Final = 0.25  # how bright the parts stay that a state cannot have seen
SLOT: Final = "excited"

Pixels = npt.NDArray[np.uint8]
WHAT: Final = {"maps": ("map", "maps"), "units": ("unit", "units"), "states": ("unit", "units")}


def show_inside(readers: Sequence[Reader], pixels: Pixels, index: int) -> None:
    """Let a person choose a model, a layer and a unit, and show them."""
    if not readers:
        return
    st.header("Look inside", anchor=False)
    left, right = st.columns(2)
    by_key = {reader.evaluated.key: reader for reader in readers}
    names = {key: reader.evaluated.name for key, reader in by_key.items()}
    with left:
        follow_former_names(INSIDE, {name: key for key, name in names.items()})
        lead_by_url(INSIDE, list(by_key), list(by_key)[-1])
        chosen = st.segmented_control(
            "Model",
            list(by_key),
            format_func=lambda key: names.get(key, key),
            required=True,
            key=INSIDE,
            on_change=_follow_model,
        )
    reader = by_key[chosen]
    layers = reader.reader.layers
    with right:
        titles = [_title(place, layer) for place, layer in enumerate(layers)]
        at = get_query_number("layer", below=len(layers)) or 0
        st.session_state["layer_of"] = titles[at]
        titled = st.selectbox(
            "Layer", titles, key="layer_of", on_change=_follow_layer, args=(tuple(titles),)
        )
    layer = layers[titles.index(titled)]
    if layer.kind == "states":
        _show_film(reader.reader, layer, pixels)
    unit = _show_units(reader.reader, layer, pixels)
    if unit is not None:
        _show_exciting(reader, layer, unit, index)


def _follow_model() -> None:
    set_query(inside=st.session_state[INSIDE], layer=None, unit=None)


def _follow_layer(titles: tuple[str, ...]) -> None:
    set_query(layer=titles.index(st.session_state["layer_of"]), unit=None)


def _title(place: int, layer: Layer) -> str:
    sides = {
        "maps": "{} maps of {} x {}",
        "units": "{} units",
        "states": "{} steps, {} units",
    }[layer.kind]
    return f"{place + 1}. {layer.name}: {sides.format(*layer.shape)}"


def _show_film(reader: LayerReader, layer: Layer, pixels: Pixels) -> None:
    """Show which part of the image was read, and the state, step by step."""
    states = reader.responses(pixels[None], layer)[0]
    seen = reader.seen(pixels, layer)
    order = np.argsort(seen.sum(axis=(1, 2)), kind="stable")  # some read from the end
    read = np.where(seen, pixels, UNSEEN * pixels).astype(np.uint8)[order]
    rows = -(-states.shape[1] // FILM_COLUMNS)
    grid = np.zeros((len(states), rows * FILM_COLUMNS), dtype=np.float32)
    grid[:, : states.shape[1]] = states[order] / max(1.0, float(np.abs(states).max()))
    told = reader.beliefs(pixels, layer)
    film(
        [
            Reel("Read so far", read),
            Reel(
                "State: blue above zero, orange below",
                np.round(128 + 127 * grid).astype(np.uint8).reshape(-1, rows, FILM_COLUMNS),
                signed=True,
            ),
        ],
        titles=[f"After step {step + 1} of {len(states)}" for step in range(len(states))],
        lines=[_lines(told, step) for step in order.tolist()],
        slider="Steps read",
        key="film_states",
        start=len(states) - 1,
    )


def _lines(told: npt.NDArray[np.float32] | None, step: int) -> list[str]:
    if told is None:
        return []
    best = np.argsort(-told[step])[:3].tolist()
    return [f"{CLASS_NAMES[label]} {told[step][label]:.2f}" for label in best]


def _show_units(reader: LayerReader, layer: Layer, pixels: Pixels) -> int | None:
    """Show the strongest units of a layer and return the chosen one, if one is."""
    responses = reader.responses(pixels[None], layer)
    strengths = strength(responses, layer.kind)[0]
    order = np.argsort(-strengths, kind="stable")[:MOST_UNITS].tolist()
    chosen = get_query_number("unit", below=layer.n_units)
    if chosen is not None and chosen not in order:
        order[-1] = chosen
    one, many = WHAT[layer.kind]
    top = float(np.abs(strengths[order]).max()) or 1.0
    maps = responses[0] if layer.kind == "maps" else None
    st.caption(
        f"{'All' if layer.n_units <= MOST_UNITS else f'{MOST_UNITS} of'} {layer.n_units} {many}, "
        "the strongest first: number and response to this image. Choose one to see what excites it."
    )
    unit_grid(
        [
            Unit(
                index=each,
                name=f"{one.capitalize()} {each + 1}, response {strengths[each]:.2f}",
                response=float(strengths[each]),
                share=float(max(0, strengths[each]) / top),
                pixels=None if maps is None else _grey(maps[each]),
            )
            for each in order
        ],
        chosen=chosen,
        key="units",
        label=f"{many.capitalize()} of {layer.name}",
        on_choose=lambda index: set_query(unit=index),
    )
    return chosen


def _grey(values: npt.NDArray[np.float32]) -> Pixels:
    positive = np.clip(values, 0, None)
    return np.asarray(255 * positive / (positive.max() or 1.0), dtype=np.uint8)


def _show_exciting(reader: Reader, layer: Layer, unit: int, index: int) -> None:
    """Show the nine test images with the strongest response of a unit."""
    found = engines.excitement_of(reader.evaluated, layer)
    indices, responses = found.indices[unit], found.responses[unit]
    labels = cache.test_split().labels[indices]
    one, many = WHAT[layer.kind]
    reveal(
        f"**The nine test images that excite {one} {unit + 1} of {layer.name} most**, of all "
        "10,000",
        key="exciting_title",
        origin="units",
        back=f"Back to the {many}",
    )
    opened = get_query_image(SLOT)
    if opened is not None:
        show_image(opened, [reader.evaluated], key="excited_detail", ordered=indices, slot=SLOT)
    names = [CLASS_NAMES[label] for label in labels]
    gallery(
        atlas_tiles(
            indices,
            [
                f"Test image {each}, true {name}, response {response:.2f}"
                for each, name, response in zip(indices, names, responses, strict=True)
            ],
            captions=names,
            details=[f"{response:.2f}" for response in responses],
        ),
        atlas=ATLAS_URL,
        key="exciting",
        label=f"Test images that excite {one} {unit + 1} most",
        selected=opened,
        on_open=lambda each: open_image(each, SLOT),
    )
    if responses[0] == responses[-1]:
        st.caption(
            "All nine get the same response, and others may too: nothing excites this one more "
            "than they do."
        )
    if index in indices:
        st.caption("The image above is one of them.")
