"""Every view is pinned with a title, a note, and what it shows."""

import oracle
import pytest
from driving import open_page, stored_findings
from oracle import SHIRT, T_SHIRT

from fmnist.data.picture_token import to_token

PICTURE = to_token(oracle.images()[0])


@pytest.mark.parametrize(
    ("file", "query", "kind", "path"),
    [
        ("pages/compare/leaderboard.py", {}, "leaderboard", ""),
        ("pages/compare/confusion.py", {}, "matrix", "confusion"),
        ("pages/compare/difference.py", {}, "difference", "difference"),
        ("pages/compare/agreement.py", {}, "agreement", "agreement"),
        ("pages/compare/calibration.py", {}, "calibration", "calibration"),
        ("pages/compare/learning_curves.py", {}, "learning_curves", "curves"),
        ("pages/compare/efficiency.py", {}, "efficiency", "efficiency"),
        ("pages/inspect/model.py", {}, "model", "model"),
        ("pages/inspect/class_pair.py", {}, "class_pair", "pair"),
        ("pages/compare/confusion.py", {"cell": "6-0"}, "cell", "confusion"),
        ("pages/compare/confusion.py", {"cell": "all-0"}, "cell", "confusion"),
        ("pages/compare/agreement.py", {"region": "011"}, "region", "agreement"),
        ("pages/compare/agreement.py", {"region": "every"}, "region", "agreement"),
        ("pages/compare/calibration.py", {"bin": "0.40 to 0.47"}, "bin", "calibration"),
        ("pages/inspect/label_review.py", {}, "label_review", "doubt"),
        ("pages/inspect/samples.py", {"image": "19"}, "image", "samples"),
        ("pages/inspect/samples.py", {"true": "Shirt", "outcome": "Wrong"}, "samples", "samples"),
        ("pages/inspect/why.py", {"image": "4"}, "why", "why"),
        ("pages/inspect/why.py", {"image": "4", "tab": "Morph"}, "morph", "why"),
        ("pages/yours/try_a_picture.py", {"picture": PICTURE}, "own_picture", "try"),
    ],
)
def test_every_view_can_be_pinned_with_a_title_and_a_note(file, query, kind, path) -> None:
    page = open_page(file, **query)
    form = next(one for one in page.button if one.form_id == f"pin_form_{kind}")
    title = next(one for one in page.text_input if one.form_id == form.form_id)
    note = next(one for one in page.text_area if one.form_id == form.form_id)
    assert title.value

    title.set_value("My title")
    note.set_value("My note")
    form.click().run()

    [finding] = stored_findings(page)
    assert [exception.message for exception in page.exception] == []
    assert (finding.title, finding.note, finding.view.kind) == ("My title", "My note", kind)
    assert finding.link.partition("?")[0] == path
    assert set(finding.view.models) <= {truth.key for truth in oracle.models()}


def test_a_cell_is_pinned_with_its_classes(models) -> None:
    page = open_page("pages/compare/confusion.py", cell=f"{SHIRT}-{T_SHIRT}", of=models[0].name)

    next(one for one in page.button if one.form_id == "pin_form_cell").click().run()

    [finding] = stored_findings(page)
    view = finding.view
    assert (view.of, view.true, view.predicted) == (models[0].key, (SHIRT,), (T_SHIRT,))
    assert finding.title == f"Shirt → T-shirt/top, {models[0].name}"


def test_an_empty_title_falls_back_to_the_page_s_own() -> None:
    page = open_page("pages/compare/leaderboard.py")
    form = next(one for one in page.button if one.form_id == "pin_form_leaderboard")
    title = next(one for one in page.text_input if one.form_id == form.form_id)
    own = title.value

    title.set_value("   ")
    form.click().run()

    assert [finding.title for finding in stored_findings(page)] == [own]
