"""What a tensor of a graph is, told by its shapes: feature maps, units or hidden states."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from fmnist.inference import surgery

Kind = Literal["maps", "units", "states"]
_KERAS: Final = re.compile(r"functional(_\d+)*|sequential(_\d+)*|model(_\d+)*")
_COUNTER: Final = re.compile(r"_1$")  # what TensorFlow puts behind each name at export
_SUFFIX: Final = re.compile(r"(__\d+)?:\w+$|_output_\d+$")
_KINDS: Final[dict[int, Kind]] = {0: "units", 1: "units", 2: "states", 3: "maps"}  # by axes left
_MOST_STATE_AXES: Final = 3  # steps, directions, units


@dataclass(frozen=True)
class Layer:
    """A layer that can be looked at.

    Attributes
    ----------
    tensor : str
        Its name in the graph.
    name : str
        What a person calls it: "relu_widen_1".
    kind : {"maps", "units", "states"}
        Feature maps, one number a unit, or one number a unit after each step.
    shape : tuple of int
        Of one image's response: (maps, height, width), (units,) or (steps, units).
    axes : tuple of int
        Puts the graph's own axes in the order (image, *shape).
    """

    tensor: str
    name: str
    kind: Kind
    shape: tuple[int, ...]
    axes: tuple[int, ...]

    @property
    def n_units(self) -> int:
        """How many maps or units there are to choose from."""
        return self.shape[-1] if self.kind == "states" else self.shape[0]

    @property
    def places(self) -> tuple[int, ...]:
        """The graph's axes along which one unit responds often: a map's sides, or the steps."""
        return {"maps": self.axes[2:], "states": self.axes[1:2], "units": ()}[self.kind]


def layer_of(
    operation: str, tensor: str, shapes: Sequence[tuple[int, ...]], sizes: Sequence[int]
) -> Layer | None:
    """Tell what a tensor is by its shapes for batches of several sizes."""
    shape, axes = shapes[0], range(len(shapes[0]))
    moving = [
        axis for axis in axes if all(s[axis] == n for s, n in zip(shapes, sizes, strict=True))
    ]
    if operation in surgery.RECURRENT and 2 in moving:  # noqa: PLR2004 - steps, directions, images
        moving = [2]
    if not moving:
        return None
    rest = [axis for axis in axes if axis != moving[0]]
    kind: Kind = "states" if operation in surgery.RECURRENT | {"Loop"} else _KINDS[len(rest)]
    if kind == "states" and not 1 < len(rest) <= _MOST_STATE_AXES:
        return None
    if kind == "maps":
        first, second, third = (shape[axis] for axis in rest)
        if first == second != third:  # the channels stand last
            rest = [rest[2], rest[0], rest[1]]
        if {shape[rest[1]], shape[rest[2]]} == {1}:
            kind = "units"
    sides = [shape[axis] for axis in rest]
    if kind == "units":
        sides = [math.prod(sides)]
    if kind == "states":
        sides = [sides[0], math.prod(sides[1:])]
    return Layer(tensor, _name(tensor), kind, tuple(sides), (moving[0], *rest))


def _name(tensor: str) -> str:
    """Make "relu_widen_1" of "functional_7_1/relu_widen_1_1/Relu:0"."""
    parts = [part for part in tensor.split("/") if part and not _KERAS.fullmatch(part)]
    own = parts[:-1] or [_SUFFIX.sub("", parts[-1])]
    return ", ".join(_COUNTER.sub("", part).replace("_", " ") for part in own)
