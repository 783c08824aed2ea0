"""A report as a .pptx file."""

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from fmnist import text
from fmnist.report.content import Evidence, Report, Section, fewer_rows
from fmnist.report.findings import clean
from fmnist.report.html import when
from fmnist.report.slides import canvas
from fmnist.report.slides.blocks import add_bands
from fmnist.report.slides.canvas import BOTTOM, HEIGHT, MARGIN, MUTED, ROOM, TOP, WIDTH, Box, Type
from fmnist.report.slides.plan import MOST_ROWS, NOTE, Plan, plan, short_tables
from fmnist.report.slides.tables import add_table, table_height
from fmnist.views.parts.content import Table

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

TITLE_ONLY: Final = 5  # in python-pptx's own template
GOES_ON: Final = " (goes on in the speaker's notes)"
FEW_MODELS: Final = 5  # that have room above the method
MODELS_SIZE: Final = 12.0  # points
NAMED: Final = 6  # models whose hashes fit at the foot of a slide
ACCENTS: Final = ("0072B2", "D55E00", "009E73", "E69F00", "56B4E9", "CC79A7")
TITLE_SIZES: Final = ((60, 28.0), (130, 22.0))
BYLINE_SIZES: Final = ((90, 16.0), (140, 13.0))
MOST_LETTERS: Final = 400  # in three lines of the smallest size
SENTENCE_SIZES: Final = ((200, 18.0), (330, 15.0))


def to_pptx(report: Report) -> bytes:
    """Return the whole presentation as a file's content."""
    deck = _empty()
    _opening(deck, report)
    for section in report.sections:
        for one in plan(section):
            _finding(deck, one)
    _closing(deck, report)
    properties = deck.core_properties
    properties.title, properties.author = clean(report.title), "Fashion-MNIST dashboard"
    properties.created = properties.modified = report.computed.replace(tzinfo=None)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _empty() -> "Presentation":
    """Return a presentation of 16:9 with one layout, one font family and our colours."""
    from pptx import Presentation  # noqa: PLC0415 - 0.3 s
    from pptx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from pptx.util import Inches  # noqa: PLC0415

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    layouts = deck.slide_layouts
    kept = layouts[TITLE_ONLY]
    for layout in [layout for layout in layouts if layout is not kept]:
        layouts.remove(layout)
    for holder in (kept, deck.slide_master):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.idx == 0:
                shape.left, shape.top = Inches(MARGIN), Inches(0.4)
                shape.width, shape.height = Inches(ROOM), Inches(0.9)
            else:
                shape._element.getparent().remove(shape._element)  # noqa: SLF001 - 4:3 leftovers
    theme: Any = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode("utf-8").replace('typeface="Calibri"', f'typeface="{canvas.FONT}"')
    for at, colour in enumerate(ACCENTS, start=1):
        old = rf'(<a:accent{at}><a:srgbClr val=")[0-9A-Fa-f]{{6}}'
        text = re.sub(old, rf"\g<1>{colour}", text)
    theme._blob = text.encode("utf-8")  # noqa: SLF001 - python-pptx cannot write themes
    return deck


def _new(deck: "Presentation", title: str) -> "Slide":
    """Add a slide with its title, in letters that fit."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    holder: Any = slide.shapes.title
    frame = holder.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    frame.vertical_anchor = _anchor("BOTTOM")
    size = canvas.size_for(title, TITLE_SIZES, 17.0)
    canvas.fill_frame(frame, [title], Type(size, bold=True), own=True)
    return slide


def _opening(deck: "Presentation", report: Report) -> None:
    slide = _new(deck, report.title)
    made = f"Computed {when(report.computed)} on the 10,000 official Fashion-MNIST test images"
    top = 1.35
    if report.head.byline:
        size = canvas.size_for(report.head.byline, BYLINE_SIZES, 10.0)
        line = Box(MARGIN, top, ROOM, 0.3)
        canvas.add_text(slide, line, [report.head.byline], Type(size), own=True)
        top += 0.32
    canvas.add_text(slide, Box(MARGIN, top, ROOM, 0.3), [made], Type(14, MUTED))
    canvas.add_text(slide, Box(MARGIN, 2.0, ROOM, 2.9), report.summary, Type(18))
    width = ROOM / len(report.figures)
    for at, figure in enumerate(report.figures):
        left = MARGIN + at * width
        canvas.add_text(slide, Box(left, 5.05, width, 0.75), [figure.value], Type(36, bold=True))
        meaning = Box(left, 5.8, width - 0.4, 0.95)
        canvas.add_text(slide, meaning, [figure.meaning], Type(13, MUTED))
    _notes(slide, [text.plain(sentence) for sentence in report.summary])


def _finding(deck: "Presentation", one: Plan) -> None:
    section = one.section
    part = f" ({one.part} of {one.parts})" if one.parts > 1 else ""
    slide = _new(deck, section.title + part)
    sentence = canvas.shortened(section.sentence, MOST_LETTERS, GOES_ON)
    size = canvas.size_for(sentence, SENTENCE_SIZES, 13.0)
    canvas.add_text(slide, Box(MARGIN, 1.38, ROOM, 0.75), [sentence], Type(size))
    top = TOP
    if section.note and one.part == 1:
        note = canvas.shortened(" ".join(section.note.split()), 220, GOES_ON)
        canvas.add_text(slide, Box(MARGIN, top, ROOM, 0.5), [note], Type(13, "005A8F"), own=True)
        top += NOTE
    add_bands(slide, one.bands, Box(MARGIN, top, ROOM, BOTTOM - top))
    if section.evidence:
        short = Box(MARGIN, BOTTOM + 0.15, ROOM - 1.4, 0.35)
        canvas.add_text(slide, short, [_short(section.evidence)], Type(9, MUTED))
        link = Box(WIDTH - MARGIN - 1.2, BOTTOM + 0.15, 1.2, 0.2)
        canvas.add_link(slide, link, "Open this view", section.evidence.link)
    _notes(slide, _spoken(section))


def _closing(deck: "Presentation", report: Report) -> None:
    """Say which models there are, on the slide of the method where they are few, and the method."""
    models = fewer_rows(report.models, MOST_ROWS)
    tables = [block for block in short_tables([models]) if isinstance(block, Table)]
    few = len(models.rows) <= FEW_MODELS
    for at, table in enumerate([] if few else tables, start=1):
        part = f" ({at} of {len(tables)})" if len(tables) > 1 else ""
        slide = _new(deck, f"{models.caption}{part}")
        add_table(slide, table, Box(MARGIN, 1.5, ROOM, BOTTOM - 1.5))
    slide = _new(deck, "Models, data and method" if few else "Data and method")
    top = 1.5
    if few:
        height = table_height(models, ROOM, MODELS_SIZE)
        add_table(slide, models, Box(MARGIN, top, ROOM, height))
        top += height + 0.2
    canvas.add_text(slide, Box(MARGIN, top, ROOM, 6.7 - top), report.method, Type(14))
    hashes = [
        f"{source.name} ({source.key}): weights {source.weights_sha256}, predictions "
        f"{source.predictions_sha256}"
        for source in report.sources
    ]
    data = f"Test images {report.images_sha256}, test labels {report.labels_sha256}"
    _notes(slide, ["SHA-256 fingerprints:", *hashes, data])


def _short(evidence: Evidence) -> str:
    named = [f"{one.name} {one.weights_sha256[:8]}" for one in evidence.sources]
    if len(named) > NAMED:
        named = [*named[:NAMED], f"{len(named) - NAMED} more in the notes"]
    return canvas.shortened(
        f"{when(evidence.computed)}. n: {evidence.n}. {evidence.interval}. Data "
        f"{evidence.images_sha256[:8]}. Models {', '.join(named)}.",
        370,
    )


def _spoken(section: Section) -> list[str]:
    """Return the speaker's notes: the finding, the person's note in full, the evidence."""
    lines = [text.plain(section.sentence)]
    if section.note:
        lines.append(section.note)
    evidence = section.evidence
    if evidence:
        lines += [
            f"n: {evidence.n}.",
            f"Intervals and tests: {evidence.interval}.",
            *(
                f"{one.name}: weights {one.weights_sha256}, predictions {one.predictions_sha256}"
                for one in evidence.sources
            ),
            f"Test images {evidence.images_sha256}, test labels {evidence.labels_sha256}.",
            f"Computed {when(evidence.computed)}; pinned {when(evidence.pinned)}.",
            f"This view: {evidence.link}",
        ]
    return lines


def _notes(slide: "Slide", lines: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(clean(line) for line in lines)


def _anchor(name: str) -> Any:  # noqa: ANN401 - an enumeration of python-pptx
    from pptx.enum.text import MSO_ANCHOR  # noqa: PLC0415

    return getattr(MSO_ANCHOR, name)
