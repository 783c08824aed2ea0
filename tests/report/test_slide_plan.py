"""Which blocks share a slide: no small table stands alone where there is room, none is covered."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Inches, Pt
from test_slides import height_of, overlaps

from fmnist.report.build import build_report
from fmnist.report.content import Report, Section
from fmnist.report.slides.canvas import BOTTOM, ROOM, TOP
from fmnist.report.slides.deck import to_pptx
from fmnist.report.slides.plan import Band, heights, plan, widths
from fmnist.report.slides.tables import SMALLEST, table_height
from fmnist.report.standard import standard_findings
from fmnist.views.parts.content import Block, Line, Lines, Table

SMALL = 3  # rows
WHOLE = BOTTOM - TOP
CHART = Lines("Chart", "Epoch", "Accuracy", (Line("A", "#0072B2", (1.0, 2.0), (0.8, 0.9)),))


def table(rows: int, columns: int = 3, text: str = "95.2 %") -> Table:
    return Table("T", ("Model", *["Accuracy"] * (columns - 1)), ((text,) * columns,) * rows)


def section(report: Report, *blocks: Block, note: str = "") -> Section:
    whole = report.sections[0]
    return replace(whole, finding=whole.finding.model_copy(update={"note": note}), blocks=blocks)


def shape(report: Report, *blocks: Block, note: str = "") -> list[list[tuple[int, ...]]]:
    """Return for each slide its bands, as the places of their blocks."""
    places = [*blocks]
    return [
        [
            tuple(places.index(block) for block in (band.left, band.right) if block is not None)
            for band in one.bands
        ]
        for one in plan(section(report, *blocks, note=note))
    ]


def test_a_small_table_stands_beside_its_chart_or_below_it_where_it_is_wide(report) -> None:
    narrow, wide = table(3), table(3, columns=9, text="2,922,506 a")

    assert shape(report, CHART, narrow) == [[(0, 1)]]
    assert shape(report, CHART, wide) == [[(0,), (1,)]]
    assert shape(report, CHART, narrow, wide) == [[(0, 1), (2,)]]


def test_small_tables_stand_together_and_large_ones_alone(report) -> None:
    wide = {"columns": 9, "text": "2,922,506 a"}

    assert shape(report, table(3), table(5)) == [[(0, 1)]]
    assert shape(report, table(3, **wide), table(5, **wide)) == [[(0,), (1,)]]
    assert shape(report, table(14, **wide), table(5, **wide)) == [[(0,)], [(1,)]]


def test_a_note_leaves_less_room(report) -> None:
    wide = table(4, columns=9, text="2,922,506 a")

    assert shape(report, CHART, wide) == [[(0,), (1,)]]
    assert shape(report, CHART, wide, note="Read this.") == [[(0,)], [(1,)]]


def test_bands_fill_the_slide_and_no_more() -> None:
    bands = [Band(CHART), Band(table(3, columns=9, text="2,922,506 a"))]

    found = heights(bands, WHOLE)

    assert sum(found) == pytest.approx(WHOLE)
    assert found[0] > found[1] > table_height(bands[1].left, ROOM, 10.5)
    assert sum(widths(Band(CHART, table(3)))) < ROOM


def reshaped(report: Report, rows: int) -> Report:
    """Return the report as of so many models: every table of a finding that long, and so few."""
    sections = tuple(
        replace(
            one,
            blocks=tuple(
                replace(block, rows=(block.rows * rows)[:rows]) if is_of_models(block) else block
                for block in one.blocks
            ),
        )
        for one in report.sections
    )
    models = replace(report.models, rows=(report.models.rows * rows)[:rows])
    return replace(report, sections=sections, models=models)


def is_of_models(block: Block) -> bool:
    return isinstance(block, Table) and block.columns[0] == "Model"


def lonely(report: Report) -> list[str]:
    """Return the findings of several slides of which one holds a small table alone."""
    return [
        one.section.title
        for section in report.sections
        for one in plan(section)
        if one.parts > 1
        and [band.right for band in one.bands] == [None]
        and isinstance(one.bands[0].left, Table)
        and len(one.bands[0].left.rows) <= SMALL
    ]


@pytest.mark.parametrize("models", range(1, 31))
def test_no_slide_holds_a_small_table_alone(report, models) -> None:
    assert lonely(reshaped(report, models)) == []


@pytest.mark.parametrize("models", [1, 3, 30])
def test_whatever_shares_a_slide_nothing_covers_anything(report, models) -> None:
    changed = reshaped(report, models)
    of_models = tuple(one for one in changed.sections if any(map(is_of_models, one.blocks)))

    deck = Presentation(io.BytesIO(to_pptx(replace(changed, sections=of_models))))

    for slide in deck.slides:
        assert overlaps(slide) == []
        for one in slide.shapes:
            assert min(one.left, one.top) >= 0
            assert one.left + one.width <= deck.slide_width + Inches(0.02)
            assert one.top + height_of(one) <= deck.slide_height + Inches(0.02)
            assert not one.has_table or smallest(one.table) >= Pt(SMALLEST * 0.85) - 1


def smallest(table) -> int:
    cells = [cell for row in table.rows for cell in row.cells if cell.text]
    runs = [run for cell in cells for run in cell.text_frame.paragraphs[0].runs]
    return min(run.font.size for run in runs) if len(table.columns) < 11 else Pt(SMALLEST)


def test_a_deck_of_ten_findings_of_all_models_is_short(evaluation_set) -> None:
    findings = standard_findings(evaluation_set)
    whole = build_report(findings, evaluation_set)

    assert len(findings) == 10
    assert sum(len(plan(section)) for section in whole.sections) <= 23
    assert lonely(whole) == []
    learned = whole.sections[-1]
    assert [len(one.bands) for one in plan(learned)] == [1], "a chart with its table beside it"


def test_few_models_stand_above_the_method(report) -> None:
    for models, title in ((1, "Models, data and method"), (5, "Models, data and method")):
        rows = report.models.rows[:models]
        few = replace(report, sections=(), models=replace(report.models, rows=rows))
        last = Presentation(io.BytesIO(to_pptx(few))).slides[-1]
        [grid] = [one.table for one in last.shapes if one.has_table]

        assert last.shapes.title.text == title
        assert [row.cells[0].text for row in grid.rows][1:] == [row[0] for row in rows]
        assert overlaps(last) == []
