"""Where names stand beside their dots, so that they cover neither each other nor a whisker."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SIDES: Final = (
    *("middle right", "middle left", "top right", "top left"),
    *("bottom right", "bottom left", "top center", "bottom center"),
)
CHARACTER: Final = 7.0  # px, of the template's font
LINE: Final = 15.0  # px
GAP: Final = 8.0  # px between a dot's centre and its name
MANY: Final = 20  # dots, whose names no longer all fit
DOT: Final = 7.0  # px from a dot's centre to its edge


@dataclass(frozen=True)
class Box:
    """A rectangle in px; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: "Box") -> float:
        """Return the common area."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(width, 0.0) * max(height, 0.0)


@dataclass(frozen=True)
class Dot:
    """A dot with its whisker and its name.

    Attributes
    ----------
    name : str
        What stands beside it.
    x, y : float
        Its centre, in px.
    low, high : float
        The ends of its whisker, in px.
    """

    name: str
    x: float
    y: float
    low: float
    high: float


def place(
    dots: Sequence[Dot],
    *,
    many: int = MANY,
    blocked: Sequence[Box] = (),
    character: float = CHARACTER,
    among: Sequence[str] = SIDES,
) -> list[str | None]:
    """Return each name's side in Plotly's words: the first of its sides that covers least.

    Among more than `many` dots a name that would cover anything is left out: None.

    Parameters
    ----------
    dots
        Those whose names matter most come first.
    many
        How many names all stand, whatever they cover.
    blocked
        Where no name may stand.
    character
        Width of a letter, in px.
    among
        The sides that there are.
    """
    taken = [*blocked]
    taken += [Box(dot.x - DOT, dot.low, dot.x + DOT, dot.high) for dot in dots]
    sides: list[str | None] = []
    for dot in dots:
        boxes = {side: _box(dot, side, character) for side in among}
        covered = {side: sum(box.overlap(one) for one in taken) for side, box in boxes.items()}
        best = min(among, key=covered.__getitem__)
        if len(dots) > many and covered[best] > 0:
            sides.append(None)
            continue
        taken.append(boxes[best])
        sides.append(best)
    return sides


def _box(dot: Dot, side: str, character: float = CHARACTER) -> Box:
    vertical, _, horizontal = side.partition(" ")
    width = character * len(dot.name)
    left = {"right": dot.x + GAP, "left": dot.x - GAP - width, "center": dot.x - width / 2}
    bottom = {"top": dot.y + GAP, "bottom": dot.y - GAP - LINE, "middle": dot.y - LINE / 2}
    x, y = left[horizontal], bottom[vertical]
    return Box(x, y, x + width, y + LINE)
