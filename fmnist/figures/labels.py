"""Where names stand beside their dots, so that they cover neither each other nor a whisker."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SIDES: Final = (
    *("middle right", "middle left", "top right", "top left"),
    *("bottom right", "bottom left", "top center", "bottom center"),
)
"""Those in the centre stand beyond the ends of the whisker."""
CHARACTER: Final = 7.0  # px, of the template's font
LINE: Final = 16.0  # px
GAP: Final = 8.0  # px between a dot's centre and its name
NEARER: Final = 3.0  # px by which Plotly lets a name below begin nearer to its dot
ABOVE: Final = 3.5  # px between a whisker's end and the name above or below it
CAP: Final = 1.5  # px that the line across a whisker's end takes beyond it
RIM: Final = 1.0  # px between a dot's edge and the name beside it


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


@dataclass(frozen=True)
class Layout:
    """A chart at one of its sizes: where its dots stand, and where no name may."""

    dots: Sequence[Dot]
    blocked: Sequence[Box] = ()


def place(
    layouts: Sequence[Layout],
    *,
    character: float = CHARACTER,
    gap: float = GAP,
    among: Sequence[str] = SIDES,
    standing: Sequence[str | None] = (),
) -> list[str | None]:
    """Return each name's side in Plotly's words: the first where it touches nothing at any size.

    A name that would touch a dot, a whisker or another name everywhere is left out: None.

    Parameters
    ----------
    layouts
        The same dots at every size that the chart may have. Those whose names matter most come
        first.
    character
        Width of a letter, in px.
    gap
        Between a dot's centre and its name, in px.
    among
        The sides that there are.
    standing
        Sides that were found before; names without one are still to be placed.
    """
    sides = [*standing] or [None] * max((len(layout.dots) for layout in layouts), default=0)
    taken = [[*layout.blocked, *(_mark(dot, gap) for dot in layout.dots)] for layout in layouts]
    for at, side in enumerate(sides):
        _take(taken, _boxes(layouts, at, side, character, gap) if side else ())
    for at in [at for at, side in enumerate(sides) if side is None]:
        for side in among:
            boxes = _boxes(layouts, at, side, character, gap)
            if not any(map(_touches, boxes, taken)):
                _take(taken, boxes)
                sides[at] = side
                break
    return sides


def _mark(dot: Dot, gap: float) -> Box:
    """Return what a dot and its whisker, which may be shorter, cover together."""
    half = gap - RIM
    bottom, top = min(dot.low - CAP, dot.y - half), max(dot.high + CAP, dot.y + half)
    return Box(dot.x - half, bottom, dot.x + half, top)


def _boxes(
    layouts: Sequence[Layout], at: int, side: str, character: float, gap: float
) -> list[Box]:
    return [_box(layout.dots[at], side, character, gap) for layout in layouts]


def _touches(box: Box, taken: Sequence[Box]) -> bool:
    return any(box.overlap(other) > 0 for other in taken)


def _take(taken: Sequence[list[Box]], boxes: Sequence[Box]) -> None:
    for there, box in zip(taken, boxes, strict=False):
        there.append(box)


def _box(dot: Dot, side: str, character: float, gap: float) -> Box:
    """Return where a name stands: beside its dot, or beyond an end of its whisker."""
    vertical, _, horizontal = side.partition(" ")
    width = character * len(dot.name)
    left = {"right": dot.x + gap, "left": dot.x - gap - width, "center": dot.x - width / 2}
    high, low = dot.y + gap, dot.y - gap + NEARER
    if horizontal == "center":
        mark = _mark(dot, gap)
        high, low = mark.top - CAP + ABOVE, mark.bottom + CAP - ABOVE
    bottom = {"top": high, "bottom": low - LINE, "middle": dot.y - LINE / 2}
    x, y = left[horizontal], bottom[vertical]
    return Box(x, y, x + width, y + LINE)
