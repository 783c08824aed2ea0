"""Test images as a gallery of clickable tiles, or as a short strip."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.shared.components.sources import handle_event, payload, plain, text

_COMPONENT = st.components.v2.component(
    "fmnist_gallery",
    css=text("parts/base.css", "parts/sprite.css", "parts/tiles.css", "gallery/gallery.css"),
    js=text(
        "parts/dom.js",
        "parts/roving.js",
        "parts/sprite.js",
        "parts/tiles.js",
        "parts/take_back.js",
        "gallery/gallery.js",
    ),
)


@dataclass(frozen=True)
class Tiles:
    """Images to show, as parallel sequences or arrays of the same length.

    Parameters
    ----------
    indices : of int
        Positions in the official test split; what choosing a tile returns.
    sheets : of int
        True class of each image, which names the atlas sheet that holds it.
    positions : of int
        Place of each image in its sheet, 0 to 999, in order of test index.
    names : of str
        Accessible names, such as "Test image 12: true Shirt, predicted Coat by CNN, confidence
        0.81"; the only thing a screen reader says.
    captions, details : of str, optional
        First and second line under the image, each short enough for about 80 px.
    correct : of bool or None, optional
        Puts a tick or a cross before the caption; None puts nothing.
    """

    indices: Iterable[Any]
    sheets: Iterable[Any]
    positions: Iterable[Any]
    names: Iterable[str]
    captions: Iterable[str] | None = None
    details: Iterable[str] | None = None
    correct: Iterable[Any] | None = None


def gallery(
    tiles: Tiles,
    *,
    atlas: str,
    key: str,
    label: str,
    columns_min_px: int = 84,
    tile_px: int = 84,
    most_columns: int | None = None,
    selected: int | None = None,
    footer: str | None = None,
    on_open: Callable[[int], None] | None = None,
) -> None:
    """Show images in a grid whose tiles can be opened.

    Parameters
    ----------
    tiles : Tiles
        The images; up to 300 stay quick.
    atlas : str
        Base URL of the sheets, ending in a slash, relative to the page.
    key : str
        Identifies this mount; needed.
    label : str
        What the images are, for a screen reader.
    columns_min_px : int, default 84
        Least width of a column; larger makes room for longer captions.
    tile_px : int, default 84
        Side of an image on the screen; multiples of 28 are crisp.
    most_columns : int, optional
        As many columns as fit, but no more than these.
    selected : int, optional
        Test index of the tile to outline, when it is among the tiles.
    footer : str, optional
        One line under the grid, such as "Images 1 to 100 of 243".
    on_open : callable, optional
        Called with the chosen test index before the script runs again.
    """
    layout = {
        "variant": "grid",
        "label": label,
        "column": columns_min_px,
        "tile": tile_px,
        "most": most_columns,
        "footer": footer,
        "selected": selected,
        "buttons": True,
    }
    _mount(tiles, atlas, key, layout, on_open)


def strip(
    tiles: Tiles,
    *,
    atlas: str,
    key: str,
    label: str,
    tile_px: int = 56,
    interactive: bool = True,
    on_open: Callable[[int], None] | None = None,
) -> None:
    """Show a few images in one row, without captions, to stand beside numbers.

    Parameters
    ----------
    tiles : Tiles
        The images; captions, details and marks are not shown.
    atlas, key, label, on_open
        As in `gallery`.
    tile_px : int, default 56
        Side of an image on the screen; multiples of 28 are crisp.
    interactive : bool, default True
        False shows pictures that cannot be chosen and takes no tab stop.
    """
    layout = {"label": label, "column": tile_px, "tile": tile_px, "footer": None}
    bare = Tiles(tiles.indices, tiles.sheets, tiles.positions, tiles.names)
    _mount(
        bare,
        atlas,
        key,
        layout | {"variant": "strip", "selected": None, "buttons": interactive},
        on_open,
    )


def tiles_payload(tiles: Tiles) -> dict[str, Any]:
    """Return tiles as parallel lists: half the size of a list of dicts, and quicker to read."""
    return {name: None if values is None else plain(values) for name, values in vars(tiles).items()}


def _mount(
    tiles: Tiles,
    atlas: str,
    key: str,
    layout: dict[str, Any],
    on_open: Callable[[int], None] | None,
) -> None:
    selected = layout["selected"]
    layout["selected"] = None if selected is None else int(selected)
    data = layout | tiles_payload(tiles) | {"atlas": atlas}
    _COMPONENT(key=key, data=payload(data), on_open_change=handle_event(key, "open", on_open))
