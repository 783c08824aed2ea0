"""Slides: native charts, real tables, evidence in the notes, and no need of repair."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Inches

from fmnist.report.build import build_report
from fmnist.report.findings import new_finding
from fmnist.report.slides.deck import to_pptx
from fmnist.report.slides.plan import MOST_ROWS, plan
from fmnist.views.leaderboard import LeaderboardView
from fmnist.views.parts.content import Bars, Lines, Matrix, Pictures, Scatter, Table, Whiskers

OFFICE = shutil.which("soffice")
PDF_TO_TEXT = shutil.which("pdftotext")


@pytest.fixture(scope="module")
def content(report) -> bytes:
    return to_pptx(report)


@pytest.fixture(scope="module")
def deck(content):
    return Presentation(io.BytesIO(content))


def text_of(slide) -> str:
    """Return everything that a slide shows as text."""
    parts = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            parts.append(shape.text_frame.text)
        if shape.has_table:
            parts += [cell.text for row in shape.table.rows for cell in row.cells]
    return " ".join(parts).replace("\N{NO-BREAK SPACE}", " ")


def slides_of(deck, section) -> list:
    return [slide for slide in deck.slides if slide.shapes.title.text.startswith(section.title)]


def test_every_finding_has_its_slides_between_opening_and_method(deck, report) -> None:
    planned = [one for section in report.sections for one in plan(section)]

    titles = [slide.shapes.title.text for slide in deck.slides]

    assert len(titles) == len(planned) + 3
    assert titles[0] == report.title
    for title, one in zip(titles[1:-2], planned, strict=True):
        part = f" ({one.part} of {one.parts})" if one.parts > 1 else ""
        assert title == one.section.title + part


def test_the_opening_says_the_summary_and_the_key_figures(deck, report) -> None:
    said = text_of(deck.slides[0])

    for sentence in report.summary:
        assert sentence.replace("**", "").replace("\N{NO-BREAK SPACE}", " ") in said
    for figure in report.figures:
        assert figure.value.replace("\N{NO-BREAK SPACE}", " ") in said


def test_charts_are_native_and_hold_the_numbers(deck, report) -> None:
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    blocks = [block for section in report.sections for block in section.blocks]
    drawn = [block for block in blocks if isinstance(block, (Whiskers, Bars, Lines, Scatter))]
    assert len(charts) == len(drawn)
    for chart, block in zip(charts, drawn, strict=True):
        series = list(chart.plots[0].series)
        if isinstance(block, Whiskers):
            assert list(chart.plots[0].categories) == [point.name for point in block.points]
            assert list(series[0].values) == [point.value for point in block.points]
            named = [block.reference[0]] if block.reference else []
            assert [one.name for one in series[1:]] == named
        elif isinstance(block, Scatter):
            assert [one.name for one in series] == [name for name, _ in block.key]
            of = {colour: name for name, colour in block.key}
            for one in series:
                members = [point for point in block.points if of[point.colour] == one.name]
                assert list(one.values)[: len(members)] == [point.value for point in members]
                written = [float(v.text) for v in one._element.findall(".//{*}xVal//{*}v")]
                assert written[: len(members)] == [point.x for point in members]
                # LibreOffice drops shorter series: the last point is drawn again, on itself
                assert set(written[len(members) :]) <= {members[-1].x}
        elif isinstance(block, Bars):
            assert [tuple(one.values) for one in series] == [bar.counts for bar in block.bars]
        else:
            for one, line in zip(series, block.lines, strict=False):
                assert tuple(one.values)[: len(line.y)] == pytest.approx(line.y)


def test_whiskers_are_the_intervals(content, report) -> None:
    drawn = [
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, (Whiskers, Scatter))
    ]
    archive = zipfile.ZipFile(io.BytesIO(content))
    charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    charts = [chart for chart in charts if "errBars" in chart]
    assert len(charts) == len(drawn)
    found = {tuple(_whiskers_of(chart)) for chart in charts}

    assert found == {
        tuple(
            round(amount, 6)
            for end in ("high", "low")
            for amount in (abs(getattr(point, end) - point.value) for point in points)
        )
        for points in map(_first_series, drawn)
    }


def _first_series(chart: Whiskers | Scatter) -> list:
    """Return the points of a chart's first series: of a scatter, those of the first family."""
    if isinstance(chart, Whiskers):
        return list(chart.points)
    families = [[one for one in chart.points if one.colour == colour] for _, colour in chart.key]
    first, longest = families[0], max(map(len, families))
    return first + first[-1:] * (longest - len(first))


def _whiskers_of(chart: str) -> list[float]:
    """Return the lengths of a chart's whiskers, those upwards first."""
    bars = re.search(r"<c:errBars.*?</c:errBars>", chart, re.DOTALL).group()
    sides = re.findall(r"<c:(?:plus|minus)>(.*?)</c:(?:plus|minus)>", bars)
    return [
        round(float(value), 6) for side in sides for value in re.findall(r"<c:v>(.*?)</c:v>", side)
    ]


def test_tables_are_real_and_whole(deck, report) -> None:
    for section in report.sections:
        said = " ".join(text_of(slide) for slide in slides_of(deck, section))
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows[:MOST_ROWS]:
                    for text in row:
                        assert text.replace("\N{NO-BREAK SPACE}", " ") in said
                if len(block.rows) > MOST_ROWS:
                    assert f"the first {MOST_ROWS} of {len(block.rows):,} rows" in said


def test_a_matrix_is_a_table_with_true_labels_in_rows(deck, report) -> None:
    matrices = [
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Matrix)
    ]
    tables = [
        shape.table
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table and len(shape.table.columns) == 11
    ]
    assert len(tables) == len(matrices)
    for table, matrix in zip(tables, matrices, strict=True):
        names = [table.cell(row, 0).text for row in range(1, 11)]
        assert tuple(names) == matrix.names
        for i in range(10):
            for j in range(10):
                text = (
                    table.cell(i + 1, j + 1).text.replace("\N{MINUS SIGN}", "-").replace(" ●", "")
                )
                assert text == "·" if matrix.counts[i][j] == 0 else int(text) == matrix.counts[i][j]


def test_everything_has_words_that_stand_for_it(deck) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                described = shape._element._nvXxPr.cNvPr.get("descr")
                assert described
                assert "**" not in described


def test_pictures_are_enlarged_without_blur(deck, report) -> None:
    shown = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    expected = [
        picture
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Pictures)
        for picture in block.pictures
    ]
    assert [one._element._nvXxPr.cNvPr.get("descr") for one in shown] == [
        picture.alt for picture in expected
    ]
    assert {picture.image.size for picture in shown} == {(224, 224)}


def test_the_notes_carry_the_evidence(deck, report) -> None:
    for section in report.sections:
        proof = section.evidence
        assert proof is not None
        for slide in slides_of(deck, section):
            notes = slide.notes_slide.notes_text_frame.text
            for text in (proof.n, proof.interval, proof.link, proof.images_sha256):
                assert text in notes
            assert all(source.weights_sha256 in notes for source in proof.sources)


def test_nothing_stands_beyond_the_edge_of_a_slide(deck) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width + Inches(0.02)
            assert shape.top + shape.height <= deck.slide_height + Inches(0.02)


def height_of(shape) -> int:
    """Return how high a shape stands: a table as high as its rows together."""
    return sum(row.height for row in shape.table.rows) if shape.has_table else shape.height


def overlaps(slide) -> list[tuple[str, str]]:
    """Return the shapes of a slide that lie on a table or chart, but for a hair."""
    hair = Inches(0.05)
    solid = [shape for shape in slide.shapes if shape.has_table or shape.has_chart]
    return [
        (one.name, other.name)
        for one in solid
        for other in slide.shapes
        if other.shape_id != one.shape_id
        and one.left + hair < other.left + other.width
        and other.left + hair < one.left + one.width
        and one.top + hair < other.top + height_of(other)
        and other.top + hair < one.top + height_of(one)
    ]


@pytest.mark.parametrize("models", [1, 9, 15, 16, 30])
def test_no_table_lies_over_a_text_whatever_the_number_of_models(report, models) -> None:
    rows = (report.models.rows * models)[:models]
    alone = replace(report, sections=(), models=replace(report.models, rows=rows))
    deck = Presentation(io.BytesIO(to_pptx(alone)))

    assert [overlaps(slide) for slide in deck.slides] == [[] for _ in deck.slides]
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.top + height_of(shape) <= deck.slide_height + Inches(0.02)
    tables = [
        [row.cells[0].text for row in shape.table.rows][1:]
        for slide in deck.slides
        if slide.shapes.title.text.startswith("Models")
        for shape in slide.shapes
        if shape.has_table
    ]
    assert [name for table in tables for name in table] == [row[0] for row in rows]
    assert len(tables) == (1 if models <= 15 else 2)


def test_hostile_text_makes_slides_that_open_again(hostile_report) -> None:
    deck = Presentation(io.BytesIO(to_pptx(hostile_report)))

    [section] = hostile_report.sections
    assert deck.slides[0].shapes.title.text == hostile_report.title
    assert hostile_report.head.byline in text_of(deck.slides[0])
    assert deck.core_properties.title == hostile_report.title
    slide = deck.slides[1]
    assert slide.shapes.title.text.startswith(section.title)
    notes = slide.notes_slide.notes_text_frame.text
    assert "".join(section.note.split()) in "".join(notes.split())
    assert not re.search(r"[\x00-\x08\x0e-\x1f]", notes)
    longest = max(len(shape.text_frame.text) for shape in slide.shapes if shape.has_text_frame)
    assert longest < 600


def test_right_to_left_text_runs_from_the_right() -> None:
    from fmnist.report.slides.canvas import runs_right_to_left  # noqa: PLC0415 - only here

    assert runs_right_to_left("«مرحبا» ABC")
    assert not runs_right_to_left("ABC مرحبا")
    assert not runs_right_to_left("123")


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice (soffice) on the PATH")
def test_libreoffice_opens_the_slides_and_prints_every_one(content, deck, report, tmp_path) -> None:
    (tmp_path / "report.pptx").write_bytes(content)

    done = subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "report.pptx"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    pdf = tmp_path / "report.pdf"
    assert pdf.is_file(), done.stderr
    pages = len(re.findall(rb"/Type\s*/Page[^s]", pdf.read_bytes()))
    assert pages == len(deck.slides)
    if PDF_TO_TEXT:
        text = subprocess.run(
            [PDF_TO_TEXT, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
        ).stdout
        for section in report.sections:
            assert section.title.split("→")[0].strip() in text


def test_a_note_or_sentence_that_is_cut_says_where_it_goes_on(evaluation_set) -> None:
    view = LeaderboardView(models=(evaluation_set.models[0].key,))
    short, long = (
        new_finding(view, title=f"N{at}", note=note)
        for at, note in enumerate(("Read this.", "Read this. " * 60))
    )
    deck = Presentation(io.BytesIO(to_pptx(build_report((short, long), evaluation_set))))

    whole, cut = (text_of(slides_of(deck, one)[0]) for one in (short, long))

    assert "(goes on in the speaker's notes)" not in whole
    assert "… (goes on in the speaker's notes)" in cut
    assert long.note in slides_of(deck, long)[0].notes_slide.notes_text_frame.text


def test_charts_of_models_say_which_colour_is_which_family(deck, report) -> None:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Whiskers) and block.key:
                slide = next(one for one in slides_of(deck, section) if has_chart(one))
                samples = [shape for shape in slide.shapes if shape.shape_type == 1]
                colours = [str(shape.fill.fore_color.rgb) for shape in samples]
                assert colours == [colour.removeprefix("#").upper() for _, colour in block.key]
                said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
                assert [text for text in said if text in dict(block.key)] == list(dict(block.key))


def has_chart(slide) -> bool:
    return any(shape.has_chart for shape in slide.shapes)
