"""Ordering, changing and loading findings, and presenting them."""

import json
from datetime import UTC, datetime
from types import MappingProxyType

import pytest
from driving import open_page, payloads, stored_findings, text_of
from streamlit.testing.v1 import AppTest

from fmnist.report.findings import (
    FindingList,
    Head,
    new_finding,
    read_list,
    to_json,
)
from fmnist.views.calibration import CalibrationView
from fmnist.views.leaderboard import LeaderboardView
from fmnist.views.matrix import MatrixView

FINDINGS = "pages/present/findings.py"
SLIDESHOW = "pages/present/slideshow.py"
NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def some(models, *titles: str) -> tuple:
    view = LeaderboardView(models=(models[0].key,))
    return tuple(
        new_finding(view, title=title, note=f"About {title}", created=NOW) for title in titles
    )


def listed(findings, **head: str) -> FindingList:
    return FindingList(schema_version=1, report=Head(**head), findings=tuple(findings))


def with_findings(file: str, findings, head=MappingProxyType({}), **query):
    """Open a page in a session whose browser keeps these findings."""
    page = open_page(file)
    page.session_state["findings"] = listed(findings, **head)
    page.session_state["findings_loaded"] = True
    page.query_params.update(query)
    return page.run()


def named(page, label: str):
    return next(one for one in page.text_input if one.label == label)


def button(page, label: str, nth: int = 0):
    return [one for one in page.button if one.label.partition(" :gray[")[0] == label][nth]


def test_before_the_browser_answers_nothing_is_said_to_be_lost() -> None:
    page = open_page(FINDINGS)

    assert page.info.values == []
    assert "Reading what this browser keeps" in text_of(page)


def test_without_findings_the_next_action_is_named_and_the_standard_ones_offered() -> None:
    page = with_findings(FINDINGS, ())
    assert "Nothing is pinned yet" in page.info[0].value

    button(page, "Start from the standard findings").click().run()

    assert [exception.message for exception in page.exception] == []
    assert [finding.view.kind for finding in stored_findings(page)][:3] == [
        "leaderboard",
        "class_pair",
        "matrix",
    ]


def test_findings_can_be_moved_changed_and_removed(models) -> None:
    page = with_findings(FINDINGS, some(models, "One", "Two", "Three"))
    assert button(page, "Down", 1).label == "Down :gray[Two]"

    button(page, "Down", 0).click().run()
    assert [finding.title for finding in stored_findings(page)] == ["Two", "One", "Three"]

    button(page, "Up", 2).click().run()
    assert [finding.title for finding in stored_findings(page)] == ["Two", "Three", "One"]

    button(page, "Remove", 1).click().run()
    assert [finding.title for finding in stored_findings(page)] == ["Two", "One"]

    named(page, "Title").set_value("Second")
    page.text_area[0].set_value("Changed")
    button(page, "Save", 0).click().run()
    assert [(one.title, one.note) for one in stored_findings(page)] == [
        ("Second", "Changed"),
        ("One", "About One"),
    ]
    assert [data["revision"] for data in payloads(page, "revision")] == [4]


def test_the_first_cannot_go_up_nor_the_last_down(models) -> None:
    page = with_findings(FINDINGS, some(models, "One", "Two"))

    assert [one.disabled for one in page.button if one.label.startswith("Up ")] == [True, False]
    assert [one.disabled for one in page.button if one.label.startswith("Down ")] == [False, True]


def test_each_finding_says_its_computed_sentence(models) -> None:
    page = with_findings(FINDINGS, some(models, "One"))

    assert f"classifies {models[0].n_correct:,} of 10,000 images correctly" in text_of(page)


def test_a_file_can_be_loaded_and_keeps_what_is_there(models) -> None:
    one, two = some(models, "One", "Two")
    page = with_findings(FINDINGS, (one,))

    page.file_uploader[0].upload(
        "mine.json", to_json((two, one)).encode(), "application/json"
    ).run()

    assert [exception.message for exception in page.exception] == []
    assert [finding.title for finding in stored_findings(page)] == ["One", "Two"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"{", "it is not JSON"), (b'{"schema_version": 9, "findings": []}', "another version")],
)
def test_a_bad_file_is_refused_in_words_and_changes_nothing(models, content, sentence) -> None:
    page = with_findings(FINDINGS, some(models, "One"))

    page.file_uploader[0].upload("my_file.json", content, "application/json").run()

    [error] = page.error
    assert sentence in error.value.replace("\\", "")
    assert [finding.title for finding in stored_findings(page)] == ["One"]


def test_a_persons_text_is_shown_as_typed(models) -> None:
    nasty = "![x](http://evil.example/x.png) <b>b</b> **c** $x^2$ :material/home: [l](http://e.x)"
    view = LeaderboardView(models=(models[0].key,))
    page = with_findings(FINDINGS, (new_finding(view, title=nasty, note=nasty),))

    shown = page.header[0].value.partition(". ")[2]
    assert shown.replace("\\", "") == nasty
    for sign in "![]()<>*$:_":
        assert shown.count(sign) == shown.count(f"\\{sign}")


def test_a_finding_of_a_model_that_is_gone_hides_no_other(models) -> None:
    lost = new_finding(CalibrationView(models=("cnn_gone",)), title="Lost")

    page = with_findings(FINDINGS, (lost, *some(models, "Kept")))

    assert [exception.message for exception in page.exception] == []
    said = text_of(page)
    assert "This finding cannot be computed: No model 'cnn_gone'" in said
    assert "correctly: " in said


def test_the_presentation_shows_one_finding_on_a_screen(models) -> None:
    page = with_findings(SLIDESHOW, some(models, "One", "Two"), slide="3")

    [data] = payloads(page, "slides")
    assert [slide["title"] for slide in data["slides"]] == [
        "Fashion-MNIST models, compared",
        "One",
        "Two",
    ]
    assert data["at"] == 2
    assert all(slide["foot"].startswith("n: ") for slide in data["slides"])
    [chart] = data["slides"][1]["blocks"]
    assert chart["kind"] == "chart"
    assert models[0].name in json.dumps(chart)


def test_four_matrices_stand_on_two_screens_and_three_on_one(models) -> None:
    keys = tuple(one.key for one in models[:4])
    findings = [
        new_finding(MatrixView(models=keys[:count]), title=f"{count} matrices") for count in (3, 4)
    ]
    page = with_findings(SLIDESHOW, findings)

    [data] = payloads(page, "slides")
    assert [(slide["title"], len(slide["blocks"])) for slide in data["slides"][1:]] == [
        ("3 matrices", 3),
        ("4 matrices (1 of 2)", 2),
        ("4 matrices (2 of 2)", 2),
    ]


@pytest.mark.parametrize("slide", ["0", "99", "x", "-1"])
def test_a_senseless_place_starts_the_presentation(models, slide) -> None:
    page = with_findings(SLIDESHOW, some(models, "One"), slide=slide)

    [data] = payloads(page, "slides")
    assert data["at"] == 0


def test_the_report_gets_a_title_of_ones_own(models) -> None:
    page = with_findings(FINDINGS, some(models, "One"))
    assert "Title of the report: Fashion-MNIST models, compared" in text_of(page)

    named(page, "Title of the report").set_value("Garments **2026** <b>")
    named(page, "Line under it").set_value("For the board")
    next(one for one in page.button if one.form_id == "form_title").click().run()

    shown = next(one.value for one in page.markdown if one.value.startswith("Title of"))
    assert r"\*\*2026\*\* \<b\>" in shown
    [data] = payloads(page, "revision")
    assert read_list(data["text"].encode()).report == Head(
        title="Garments **2026** <b>", byline="For the board"
    )


def test_the_presentation_starts_with_the_title_and_the_line_under_it(models) -> None:
    head = {"title": "Garments <b>", "byline": "For the board"}
    page = with_findings(SLIDESHOW, some(models, "One"), head=head)

    [data] = payloads(page, "slides")
    assert (data["slides"][0]["title"], data["slides"][0]["lead"]) == tuple(head.values())


def test_a_file_s_title_is_taken_where_there_is_none(models) -> None:
    head = Head(title="From the file")
    for here, expected in (({}, "From the file"), ({"title": "Mine"}, "Mine")):
        page = with_findings(FINDINGS, some(models, "One"), head=here)
        file = to_json(some(models, "Two"), head).encode()

        page.file_uploader[0].upload("mine.json", file, "application/json").run()

        [data] = payloads(page, "revision")
        assert read_list(data["text"].encode()).report.title == expected


def test_without_findings_the_presentation_leads_to_the_findings() -> None:
    page = with_findings(SLIDESHOW, ())

    assert "Nothing is pinned yet" in page.info[0].value
    assert page.get("page_link")


def answer(revision: int, text: str | None, *, fails: bool = False) -> None:
    """Run as a script: the browser tells what it keeps."""
    from pages.shared.components.browser_store import Stored  # noqa: PLC0415
    from pages.shared.storage import findings  # noqa: PLC0415 - runs in a script of its own

    findings.STORE._receive(Stored(revision, text, fails))


def after(models, *, here: tuple[str, ...], loaded: bool, revision: int, stored) -> AppTest:
    """Return a session in which the browser has told what it keeps."""
    app = AppTest.from_function(answer, kwargs=stored)
    app.session_state["findings"] = listed(some(models, *here))
    app.session_state["findings_loaded"] = loaded
    app.session_state["findings_revision"] = revision
    return app.run()


def titles_in(app: AppTest) -> list[str]:
    return [finding.title for finding in app.session_state["findings"].findings]


@pytest.mark.parametrize("revision", [1, 5])
def test_what_was_pinned_before_the_browser_answered_is_not_lost(models, revision) -> None:
    stored = {"revision": revision, "text": to_json(some(models, "Kept"))}

    app = after(models, here=("Early",), loaded=False, revision=1, stored=stored)

    assert titles_in(app) == ["Kept", "Early"]
    assert app.session_state["findings_revision"] == revision + 1


def test_what_another_tab_removed_stays_removed(models) -> None:
    stored = {"revision": 8, "text": to_json(some(models, "One"))}

    app = after(models, here=("One", "Two"), loaded=True, revision=7, stored=stored)

    assert titles_in(app) == ["One"]
    assert app.session_state["findings_revision"] == 8


def test_an_old_answer_changes_nothing(models) -> None:
    stored = {"revision": 7, "text": to_json(some(models, "Old"))}

    app = after(models, here=("New",), loaded=True, revision=7, stored=stored)

    assert titles_in(app) == ["New"]


def test_a_browser_that_keeps_nothing_is_told_of(models) -> None:
    stored = {"revision": 1, "text": None, "fails": True}

    app = after(models, here=("One",), loaded=True, revision=1, stored=stored)

    assert titles_in(app) == ["One"]
    assert "This browser keeps no findings" in app.session_state["findings_problem"]
