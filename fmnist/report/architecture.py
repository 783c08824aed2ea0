"""What a network is made of, as the few blocks that a picture of it needs.

Layers that only scale, reshape, normalise, activate or drop are told with the block before them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fmnist.artifacts.record import Layer, ModelRecord

LAYER_TEXTS: Final[Mapping[str, str]] = {
    "InputLayer": "Image",
    "Conv2D": "Convolution",
    "SeparableConv2D": "Separable convolution",
    "DepthwiseConv2D": "Depthwise convolution",
    "MaxPooling2D": "Largest of each patch",
    "AveragePooling2D": "Mean of each patch",
    "GlobalAveragePooling2D": "Mean of each map",
    "GlobalMaxPooling2D": "Largest of each map",
    "GlobalAveragePooling1D": "Mean over the steps",
    "GlobalMaxPooling1D": "Largest over the steps",
    "Dense": "Neurons",
    "Average": "Mean of the answers",
    "Functional": "A whole network",
    "LSTM": "LSTM",
    "GRU": "GRU",
    "Bidirectional(LSTM)": "LSTM, both ways",
    "Bidirectional(GRU)": "GRU, both ways",
}
ALONGSIDE: Final[Mapping[str, str]] = {
    "Rescaling": "scaled",
    "BatchNormalization": "normalised",
    "LayerNormalization": "normalised",
    "Activation": "activated",
    "ReLU": "activated",
    "Dropout": "dropout",
    "SpatialDropout2D": "dropout",
    "Flatten": "laid flat",
    "Permute": "turned",
    "Add": "added",
}


@dataclass(frozen=True)
class Block:
    """One part of the picture.

    Attributes
    ----------
    name, title, note : str
        The layer's name; what it is; how much of it there is and what follows at once.
    shape : tuple of int
        What it hands on: (height, width, maps), (steps, units) or (units,).
    row : int
        From above; blocks of one row work side by side.
    lane, lanes : int
        Its place among those of its row.
    """

    name: str
    title: str
    note: str
    shape: tuple[int, ...]
    row: int
    lane: int
    lanes: int


def blocks(record: ModelRecord) -> tuple[Block, ...]:
    """Return the blocks of a model from above, those side by side from the left."""
    parents = _visible_parents(record.layers)
    visible = [layer for layer in record.layers if _drawn(layer)]
    rows: dict[str, int] = {}
    for layer in visible:
        rows[layer.name] = 1 + max((rows[name] for name in parents[layer.name]), default=-1)
    notes = _told_alongside(record.layers)
    found = []
    for row in sorted(set(rows.values())):
        members = [layer for layer in visible if rows[layer.name] == row]
        found += [
            Block(
                layer.name,
                _title(layer),
                _note(layer, notes.get(layer.name, []), named=len(members) > 1),
                layer.output_shape,
                row,
                lane,
                len(members),
            )
            for lane, layer in enumerate(members)
        ]
    return tuple(found)


def size_text(shape: Sequence[int], kind: str = "") -> str:
    """Say what a block hands on.

    >>> size_text((14, 14, 48))
    '48 maps of 14 by 14'
    """
    match tuple(shape):
        case (height, width, maps):
            return f"{maps} maps of {height} by {width}"
        case (height, width) if kind == "InputLayer":
            return f"{height} by {width} pixels"
        case (steps, units):
            return f"{units} numbers at each of {steps} steps"
        case _:
            return f"{math.prod(shape):,} numbers"


def _drawn(layer: Layer) -> bool:
    """Whether a layer is a block; one of a type not known here is, if it has learned anything."""
    return layer.type in LAYER_TEXTS or (layer.parameters > 0 and layer.type not in ALONGSIDE)


def _title(layer: Layer) -> str:
    return f"{LAYER_TEXTS.get(layer.type, layer.type)}: {size_text(layer.output_shape, layer.type)}"


def _note(layer: Layer, alongside: Sequence[str], *, named: bool) -> str:
    parts = [layer.name.replace("_", " ")] if named else []
    if layer.parameters:
        parts.append(f"{layer.parameters:,} parameters")
    if alongside:
        parts.append(f"then {', '.join(dict.fromkeys(alongside))}")
    return " · ".join(parts)


def _read_by(layers: Sequence[Layer]) -> dict[str, tuple[str, ...]]:
    """Return the names that each layer reads; an older record's are one chain."""
    before: dict[str, tuple[str, ...]] = {}
    last: tuple[str, ...] = ()
    for layer in layers:
        before[layer.name] = last if layer.inputs is None else layer.inputs
        last = (layer.name,)
    return before


def _visible_parents(layers: Sequence[Layer]) -> dict[str, tuple[str, ...]]:
    """Return the blocks that each layer reads, directly or through layers that are not drawn."""
    read_by = _read_by(layers)
    drawn = {layer.name for layer in layers if _drawn(layer)}
    parents: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        found: list[str] = []
        for name in read_by[layer.name]:
            found += [name] if name in drawn else parents[name]
        parents[layer.name] = tuple(dict.fromkeys(found))
    return parents


def _told_alongside(layers: Sequence[Layer]) -> dict[str, list[str]]:
    """Return what follows at once on each block, in words."""
    parents = _visible_parents(layers)
    told: dict[str, list[str]] = {}
    for layer in layers:
        if layer.type in ALONGSIDE and len(parents[layer.name]) == 1:
            told.setdefault(parents[layer.name][0], []).append(ALONGSIDE[layer.type])
    return told
