"""A chart as a PNG, drawn without a browser."""

import io
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from fmnist import text
from fmnist.report.charts.shapes import SIZE, TONES, Drawing, Shape

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SCALE: Final = 3  # pixels of the file for one of the drawing
MARGIN: Final = 12
PAPER: Final = "#FFFFFF"
ANCHORS: Final = {"start": "ls", "middle": "ms", "end": "rs"}  # left, middle, right; baseline
IN_THE_FONT: Final = str.maketrans({"→": ">", "…": "...", text.NBSP: " ", text.MINUS: "-"})


def to_png(drawing: Drawing) -> bytes:
    """Return a chart on white, three pixels for each of its own."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only where charts are exported

    size = ((drawing.width + 2 * MARGIN) * SCALE, (drawing.height + 2 * MARGIN) * SCALE)
    # Twice as large, then reduced: Pillow draws lines without smoothing.
    image = Image.new("RGB", (size[0] * 2, size[1] * 2), PAPER)
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _draw(pen, shape, dict(shape.colours + shape.attributes), SCALE * 2)
    buffer = io.BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def _draw(pen: "ImageDraw", shape: Shape, look: dict[str, str], scale: int) -> None:
    def at(name: str) -> float:
        return (float(look[name]) + MARGIN) * scale

    wide = max(1, round(float(look.get("stroke-width", "1")) * scale))
    match shape.tag:
        case "line":
            points = [(at("x1"), at("y1")), (at("x2"), at("y2"))]
            _stroke(pen, points, look, wide, scale)
        case "path":
            steps = look["d"].removeprefix("M").split(" L")
            points = [_point(step, scale) for step in steps]
            _stroke(pen, points, look, wide, scale)
        case "rect":
            right = at("x") + float(look["width"]) * scale
            bottom = at("y") + float(look["height"]) * scale
            pen.rectangle((at("x"), at("y"), right, bottom), fill=look["fill"])
        case "circle":
            x, y, radius = at("cx"), at("cy"), float(look["r"]) * scale
            box = (x - radius, y - radius, x + radius, y + radius)
            pen.ellipse(box, fill=look["fill"], outline=TONES["ink"], width=wide)
        case "text":
            letters = shape.text.translate(IN_THE_FONT)
            bold = scale // 3 if "font-weight" in look else 0
            place, anchor = (at("x"), at("y")), ANCHORS[look["text-anchor"]]
            font = load_font(SIZE * scale)
            pen.text(place, letters, look["fill"], font, anchor, stroke_width=bold // 2)


def _stroke(
    pen: "ImageDraw", points: list[tuple[float, float]], look: dict[str, str], wide: int, scale: int
) -> None:
    """Draw a line through points, in dashes if it has any."""
    dashes = [float(part) * scale for part in look.get("stroke-dasharray", "").split()]
    if not dashes:
        pen.line(points, fill=look["stroke"], width=wide, joint="curve")
        return
    at, left = 0, dashes[0]
    for (x1, y1), (x2, y2) in pairwise(points):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        done = 0.0
        while done < length:
            step = min(left, length - done)
            if at % 2 == 0:
                ends = [
                    (x1 + (x2 - x1) * part / length, y1 + (y2 - y1) * part / length)
                    for part in (done, done + step)
                ]
                pen.line(ends, fill=look["stroke"], width=wide)
            done += step
            left -= step
            if left <= 0:
                at += 1
                left = dashes[at % len(dashes)]


def _point(step: str, scale: int) -> tuple[float, float]:
    x, y = step.split()
    return (float(x) + MARGIN) * scale, (float(y) + MARGIN) * scale


def load_font(size: int) -> Any:  # noqa: ANN401 - one of two classes of Pillow
    """Return the font that Pillow brings along; `IN_THE_FONT` replaces signs that it lacks."""
    from PIL import ImageFont  # noqa: PLC0415

    return ImageFont.load_default(size)
