"""The maps of the page "Map": which stand side by side, their colours, and what is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist import text
from fmnist.artifacts.features import ImageMap
from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.explanation.lasso import places
from fmnist.views.map import BESIDE_PIXELS, COLOURS, NOTHING
from fmnist.views.parts.areas import Area, area_of, listed
from fmnist.views.parts.derived_files import PIXELS, map_of, pixel_map
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.image_map import Chosen, Images, MapPanel, Outline, image_map
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.image_view import get_query_image, open_image
from pages.shared.pickers import pick_one, pick_one_or
from pages.shared.url import set_query

DRAWN: Final = "What is drawn on a map"
BASES: Final = {
    "hidden layer": "last hidden layer, {} numbers",
    "log probabilities": "logarithms of its probabilities, as it exposes no hidden layer",
    "pixels": "{} grey values",
}
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Maps:
    """What stands side by side.

    Attributes
    ----------
    models : tuple of EvaluatedModel
        Whose maps are shown, one or two; the first answers for the pixels, too.
    pixels : bool
        Whether the pixels' map stands beside one model's.
    colour : str
        A key of `COLOURS`.
    """

    models: tuple[EvaluatedModel, ...]
    pixels: bool
    colour: str

    @property
    def found(self) -> dict[str, ImageMap]:
        """The maps by the names that outlines have for them."""
        mine = {one.key: map_of(one) for one in self.models}
        both = {key: found for key, found in mine.items() if found is not None}
        return both | ({PIXELS: pixel_map()} if self.pixels else {})

    @property
    def names(self) -> dict[str, str]:
        """What they are called."""
        return {one.key: one.name for one in self.models} | {PIXELS: "the pixels"}

    def area(self) -> Area | None:
        """Return what the address says is chosen."""
        return area_of(
            st.query_params.get("area", ""),
            {key: found.coordinates for key, found in self.found.items()},
            self.names,
            labels=cache.test_split().labels,
            y_pred=self.models[0].y_pred,
        )


def pick_maps(mapped: Sequence[EvaluatedModel]) -> Maps:
    """Let a person choose one or two maps and what their colours stand for."""
    left, middle, right = st.columns(3)
    with left:
        first = pick_one(mapped, "Map of", key="map")
    others = [one for one in mapped if one is not first]
    with middle:
        beside = pick_one_or((BESIDE_PIXELS, NOTHING), others, "Beside it", key="beside")
    several = len(cache.evaluated_models()) > 1
    offered = {
        key: name
        for key, name in COLOURS.items()
        if (key != "confidence" or first.states_probabilities)
        and (key != "disagreement" or several)
    }
    colour = right.selectbox("Colours", list(offered.values()), key="colour", bind="query-params")
    return Maps(
        (first, beside) if isinstance(beside, EvaluatedModel) else (first,),
        beside == BESIDE_PIXELS,
        next(key for key, name in COLOURS.items() if name == colour),
    )


def pick_area(maps: Maps) -> None:
    """Let a person choose images from a list, without drawing."""
    first = next(iter(maps.found.values()))
    areas = listed(first.coordinates, cache.test_split().labels, maps.models[0].y_pred)
    by_text = {
        f"{area.text[0].upper()}{area.text[1:]} ({len(area.images):,})": area for area in areas
    }
    here = maps.area()
    token = here.token if here else ""
    chosen = next((each for each, area in by_text.items() if area.token == token), DRAWN)
    st.session_state["area_list"] = chosen

    def follow() -> None:
        area = by_text.get(st.session_state["area_list"])
        set_query(area=area.token if area else None, image=None)

    st.selectbox(
        "Or choose images from a list",
        [DRAWN, *by_text],
        key="area_list",
        on_change=follow,
        help="Classes, and the regions of the left map: five rows of five columns.",
    )


def class_counts(area: Area) -> str:
    """Say how many of the chosen images have which label, as Markdown."""
    counts = np.bincount(cache.test_split().labels[area.images], minlength=N_CLASSES)
    told = [
        f"{counts[label]:,} {CLASS_NAMES[label]}"
        for label in np.argsort(-counts, kind="stable")
        if counts[label]
    ]
    return f"**{text.images(len(area.images))}**: {', '.join(told)}"


def show_maps(maps: Maps, area: Area | None) -> None:
    """Show the maps; a box, a lasso or a click goes into the address."""
    outline = None
    if area is not None and "." in area.token:
        outline = Outline(*area.token.split(".", 1))
    image_map(
        _panels(maps),
        images=Images(cache.test_split().labels, CLASS_NAMES, ATLAS_URL),
        colour=maps.colour,
        key="image_map",
        label="Maps of the 10,000 test images",
        chosen=None if area is None else Chosen(area.images, outline),
        opened=get_query_image(),
        on_choose=_keep,
        on_open=open_image,
    )


def _keep(outline: Outline | None) -> None:
    token = None if outline is None else f"{outline.panel}.{outline.corners}"
    set_query(area=token, image=None)


def _panels(maps: Maps) -> list[MapPanel]:
    stating = [one for one in cache.evaluated_models() if one.states_probabilities]
    differ = None
    if maps.colour == "disagreement":
        nats = cache.disagreement(stating)
        differ = _in_255ths(nats, float(nats.max()))
    panels = []
    for key, found in maps.found.items():
        one = next((each for each in maps.models if each.key == key), maps.models[0])
        panels.append(
            MapPanel(
                name=key,
                title="Pixels" if key == PIXELS else one.name,
                note=BASES[found.basis].format(found.width),
                places=places(found.coordinates),
                predicted=one.y_pred,
                by=one.name,
                confidence=_in_255ths(one.confidence) if one.states_probabilities else None,
                disagreement=differ,
            )
        )
    return panels


def _in_255ths(values: npt.NDArray[np.floating], top: float = 1.0) -> Bytes:
    """Return values of 0 to `top` in 255ths of it."""
    return np.rint(255 * values / (top or 1.0)).clip(0, 255).astype(np.uint8)
