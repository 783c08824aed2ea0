"""Test images side by side as one PNG, to be printed or put into a document."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from fmnist.data.classes import IMAGE_SIDE
from fmnist.report.charts.raster import IN_THE_FONT, load_font
from fmnist.views.parts.content import Picture

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

COLUMNS: Final = 8
SCALE: Final = 4  # pixels of the sheet for one of an image
MARGIN: Final = 24
CELL: Final = 168  # width of an image with its captions, pixels
LINE: Final = 17  # height of a line of text, pixels
SIZE: Final = 14
PAPER: Final = "#FFFFFF"
INK: Final = "#1A1A1A"
GREY: Final = "#5C5C5C"
HEAD: Final = 2 * LINE + 12
TILE: Final = SCALE * IMAGE_SIDE


def contact_sheet(pictures: Sequence[Picture], *, title: str, under: str) -> bytes:
    """Return images in rows of eight as one PNG, each above its own lines: no text lies over one.

    Parameters
    ----------
    pictures
        At least one, each with as many lines under it.
    title
        What the images are.
    under
        What stands under each.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only where pictures are drawn

    lines = max(len(picture.lines) for picture in pictures)
    width = 2 * MARGIN + min(COLUMNS, len(pictures)) * CELL
    _, top = place_of(len(pictures) - 1, lines)
    sheet = Image.new("RGB", (width, top + TILE + lines * LINE + MARGIN), PAPER)
    pen, font = ImageDraw.Draw(sheet), load_font(SIZE)
    for at, (text, ink) in enumerate(((title, INK), (under, GREY))):
        pen.text((MARGIN, MARGIN + at * LINE), fitted(text, font, width - 2 * MARGIN), ink, font)
    for at, picture in enumerate(pictures):
        left, top = place_of(at, lines)
        tile = Image.fromarray(picture.pixels).resize((TILE, TILE), Image.Resampling.NEAREST)
        sheet.paste(tile, (left, top))
        for line, text in enumerate(picture.lines):
            below = (left, top + TILE + 2 + line * LINE)
            pen.text(below, fitted(text, font, CELL - 8), INK if line else GREY, font)
    buffer = io.BytesIO()
    sheet.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def place_of(at: int, lines: int) -> tuple[int, int]:
    """Return the left and top pixel of an image, by its place in the order and the lines under."""
    row, column = divmod(at, COLUMNS)
    return MARGIN + column * CELL, MARGIN + HEAD + row * (TILE + lines * LINE + MARGIN)


def fitted(text: str, font: "FreeTypeFont | ImageFont", width: int) -> str:
    """Return a text that is no wider than that: cut with dots if need be, in signs of the font."""
    whole = cut = text.translate(IN_THE_FONT)
    while cut and font.getlength(cut if cut == whole else f"{cut}...") > width:
        cut = cut[:-1]
    return cut if cut == whole else f"{cut.rstrip()}..."
