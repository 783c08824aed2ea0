"""The look of every slide: sizes, colours, text boxes, alternative texts."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fmnist.report.findings import clean
from fmnist.text import plain, runs

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.text.text import TextFrame, _Paragraph

WIDTH: Final = 13.333  # inches, 16:9
HEIGHT: Final = 7.5
MARGIN: Final = 0.6
TOP: Final = 2.2  # of the content
BOTTOM: Final = 6.75
ROOM: Final = WIDTH - 2 * MARGIN
INK: Final = "1B2026"
MUTED: Final = "565E69"
LINE: Final = "D8DCE1"
FONT: Final = "Arial"
RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
LEFT_TO_RIGHT: Final = frozenset({"L"})


@dataclass(frozen=True)
class Box:
    """A place on the slide, in inches."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Type:
    """How words look."""

    size: float
    colour: str = INK
    bold: bool = False
    align: str = "left"


def add_text(
    slide: "Slide",
    box: Box,
    paragraphs: Sequence[str],
    look: Type,
    *,
    own: bool = False,
    anchor: str = "top",
) -> None:
    """Put a text box on a slide.

    Parameters
    ----------
    slide, box
        Where.
    paragraphs
        Computed sentences with marks of emphasis, or a person's own lines.
    look
        Of all letters; marked words are bold besides.
    own
        Whether the text is a person's: nothing in it is a mark.
    anchor
        "top", "middle" or "bottom".
    """
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE  # noqa: PLC0415 - 0.3 s
    from pptx.util import Inches  # noqa: PLC0415

    places = (Inches(value) for value in (box.left, box.top, box.width, box.height))
    frame = slide.shapes.add_textbox(*places).text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = getattr(MSO_ANCHOR, anchor.upper())
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fill_frame(frame, paragraphs, look, own=own)


def add_link(slide: "Slide", box: Box, text: str, address: str) -> None:
    """Put words on a slide that lead to an address."""
    from pptx.util import Inches  # noqa: PLC0415

    places = (Inches(value) for value in (box.left, box.top, box.width, box.height))
    frame = slide.shapes.add_textbox(*places).text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fill_frame(frame, [text], Type(9, MUTED, align="right"))
    frame.paragraphs[0].runs[0].hyperlink.address = address


def fill_frame(
    frame: "TextFrame", paragraphs: Sequence[str], look: Type, *, own: bool = False
) -> None:
    """Replace the words of a text frame."""
    for at, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        if at:
            paragraph.space_before = _points(look.size * 0.35)
        fill_paragraph(paragraph, text, look, own=own)


def fill_paragraph(paragraph: "_Paragraph", text: str, look: Type, *, own: bool = False) -> None:
    """Write one paragraph, in the direction of its first letter."""
    from pptx.dml.color import RGBColor  # noqa: PLC0415
    from pptx.enum.text import PP_ALIGN  # noqa: PLC0415

    text = clean(text)
    paragraph.alignment = getattr(PP_ALIGN, look.align.upper())
    if runs_right_to_left(text):
        paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 - python-pptx has no name for it
        paragraph.alignment = PP_ALIGN.RIGHT
    for piece, bold in ((text, False),) if own else runs(text):
        run = paragraph.add_run()
        run.text = piece
        run.font.size = _points(look.size)
        run.font.bold = look.bold or bold
        run.font.color.rgb = RGBColor.from_string(look.colour)


def runs_right_to_left(text: str) -> bool:
    """Tell whether the first letter that has a direction runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in RIGHT_TO_LEFT:
            return True
        if direction in LEFT_TO_RIGHT:
            return False
    return False


def describe(shape: Any, text: str) -> None:  # noqa: ANN401 - every kind of shape has it
    """Give a shape the words that stand for it."""
    shape._element._nvXxPr.cNvPr.set("descr", clean(plain(text)))  # noqa: SLF001 - the same


def shortened(text: str, most: int, ending: str = "") -> str:
    """Cut a text that would run out of its box, and say so with an ending of its own."""
    if len(text) <= most:
        return text
    return f"{text[: most - 1 - len(ending)].rstrip()}…{ending}"


def size_for(text: str, steps: Sequence[tuple[int, float]], smallest: float) -> float:
    """Return the letter size for a length of text: the first step that is long enough."""
    return next((size for most, size in steps if len(text) <= most), smallest)


def _points(size: float) -> Any:  # noqa: ANN401 - a length of python-pptx
    from pptx.util import Pt  # noqa: PLC0415

    return Pt(size)
