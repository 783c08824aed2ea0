"""The few shapes that a chart is made of, and the measures that all charts share."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final, Literal

Tag = Literal["line", "rect", "circle", "path", "text"]
Tone = Literal["ink", "muted", "grid", "data", "rim"]
Anchor = Literal["start", "middle", "end"]

WIDE: Final = 720
NARROW: Final = 360
SIZE: Final = 13  # of letters
LETTER: Final = 0.58  # mean width of a letter in letter heights, a little more than most fonts need
BOLD: Final = 0.64
TONES: Final = {"ink": "#1b2026", "muted": "#565e69", "grid": "#d8dce1"}
"""On white; a page in the dark gives each tone another colour."""
WHISKER: Final = 2.0
DOT: Final = 6.0


@dataclass(frozen=True)
class Shape:
    """One SVG element.

    Attributes
    ----------
    tag : str
    tone : str
        Which colour of the page it has; "data" has a colour of its own among the attributes, and
        "rim" too, but is outlined in the page's ink.
    attributes : tuple of (str, str)
        SVG attributes besides the colour.
    text : str
        Of a text element.
    tooltip : str
        What the pointer tells.
    """

    tag: Tag
    tone: Tone
    attributes: tuple[tuple[str, str], ...]
    text: str = ""
    tooltip: str = ""

    @property
    def colours(self) -> tuple[tuple[str, str], ...]:
        """Fill and stroke on white, as attributes."""
        if self.tone == "data":
            return ()
        if self.tone == "rim":
            return (("stroke", TONES["ink"]),)
        colour = TONES[self.tone]
        return (("fill", colour),) if self.tag == "text" else (("stroke", colour),)


@dataclass(frozen=True)
class Drawing:
    """A chart: its size in pixels, what it says in words, and its shapes from back to front."""

    width: int
    height: int
    label: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Axis:
    """A linear scale from values to pixels."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value stands."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self, about: int = 6) -> tuple[float, ...]:
        """Return round values, about as many as asked for."""
        rough = (self.high - self.low) / about
        power = 10.0 ** floor(log10(rough))
        step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
        first = ceil(round(self.low / step, 6))
        last = floor(round(self.high / step, 6))
        return tuple(number * step for number in range(first, last + 1))


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    tone: Tone = "grid",
    *,
    width: float = 1.0,
    dash: str = "",
    tooltip: str = "",
) -> Shape:
    """Return a straight line."""
    attributes = [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("stroke-width", width)]
    more = (("stroke-dasharray", dash),) if dash else ()
    return Shape("line", tone, (*_numbers(attributes), *more), tooltip=tooltip)


def text(
    x: float,
    y: float,
    content: str,
    tone: Tone = "ink",
    *,
    anchor: Anchor = "start",
    bold: bool = False,
    colour: str = "",
) -> Shape:
    """Return words whose baseline starts, ends or is centred at a point."""
    weight = (("font-weight", "600"),) if bold else ()
    attributes = (*_numbers([("x", x), ("y", y)]), ("text-anchor", anchor), *weight)
    if colour:
        return Shape("text", "data", (*attributes, ("fill", colour)), text=content)
    return Shape("text", tone, attributes, text=content)


def dot(x: float, y: float, colour: str, *, tooltip: str = "", radius: float = DOT) -> Shape:
    """Return a filled circle with a dark rim, which a pale colour needs on white."""
    attributes = _numbers([("cx", x), ("cy", y), ("r", radius), ("stroke-width", 1.5)])
    return Shape("circle", "rim", (*attributes, ("fill", colour)), tooltip=tooltip)


def bar(x: float, y: float, width: float, height: float, colour: str, *, tooltip: str) -> Shape:
    """Return a filled rectangle."""
    attributes = _numbers([("x", x), ("y", y), ("width", max(width, 0.5)), ("height", height)])
    return Shape("rect", "data", (*attributes, ("fill", colour)), tooltip=tooltip)


def polyline(points: Sequence[tuple[float, float]], colour: str, *, dash: str) -> Shape:
    """Return a line through points."""
    steps = " L".join(f"{_written(x)} {_written(y)}" for x, y in points)
    attributes = (
        ("d", f"M{steps}"),
        ("fill", "none"),
        ("stroke", colour),
        ("stroke-width", "2"),
        ("stroke-linejoin", "round"),
    )
    return Shape("path", "data", (*attributes, *((("stroke-dasharray", dash),) if dash else ())))


def width_of(line_of_text: str, *, bold: bool = False) -> float:
    """Estimate how wide a line of text is, without a font at hand."""
    return len(line_of_text) * SIZE * (BOLD if bold else LETTER)


def fitted(name: str, room: float) -> str:
    """Shorten a bold name to the room there is."""
    most = max(int(room / (SIZE * BOLD) + 0.01), 2)
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _numbers(pairs: Sequence[tuple[str, float]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _written(value)) for name, value in pairs)


def _written(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
