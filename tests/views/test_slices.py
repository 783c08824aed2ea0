"""What a pinned slice comes to: verdicts, and sentences that claim no more than their tests."""

from dataclasses import replace

import numpy as np
import pytest
from sectioning import make_view

from fmnist import text
from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.errors import ReportError
from fmnist.evaluation.families import compare_all
from fmnist.evaluation.slices import read_slice
from fmnist.evaluation_set import EvaluationSet, keys_of, make_evaluation_set
from fmnist.report.findings import Finding, new_finding
from fmnist.views.parts.content import Pictures, Whiskers
from fmnist.views.parts.slices import mark_text, slice_text
from fmnist.views.parts.verdict import verdict
from fmnist.views.slices import SlicesView, plain_name


@pytest.fixture(scope="module")
def there() -> EvaluationSet:
    return make_evaluation_set(store.scan().models, load_test_split())


def test_inside_and_outside_have_the_verdicts_of_those_images_alone(there) -> None:
    evaluated = there.models[:4]
    here = there.split.labels == 2

    content = SlicesView(models=keys_of(evaluated), slice="class:2").compute(there)

    for name, images in (("Inside (1,000 images)", here), ("Outside (9,000 images)", ~here)):
        ranked = sorted(evaluated, key=lambda one: -int(one.correct[images].sum()))
        said = verdict(
            [one.name for one in ranked],
            [float(one.correct[images].mean()) for one in ranked],
            compare_all(np.stack([one.correct[images] for one in ranked])),
        )
        assert f"{name}: {said.replace(' on these images', '')}" in content.sentence
    assert content.n == "1,000 images of the 10,000 official test images"
    assert "each Holm over 6 pairs" in content.interval
    [chart] = [block for block in content.blocks if isinstance(block, Whiskers)]
    assert {point.name for point in chart.points} == {one.name for one in evaluated}
    [shown] = [block for block in content.blocks if isinstance(block, Pictures)]
    wrong = np.flatnonzero(here & ~evaluated[0].correct)
    assert {each.index for each in shown.pictures} <= set(wrong)
    assert shown.caption.startswith(f"Pullover: what {evaluated[0].name} misclassifies: ")


def test_the_sentence_of_what_was_found_names_its_largest_gap(there) -> None:
    one = there.models[3]

    content = SlicesView(models=keys_of(there.models), of=one.key).compute(there)

    table = content.tables[0]
    assert f"The largest gap: **{table.rows[0][0]}**" in content.sentence
    assert f"Holm over {220 * len(there.models):,} tests" in content.interval
    gaps = [float(row[4].replace(text.MINUS, "-")) for row in table.rows]
    assert gaps == sorted(gaps)
    assert len(table.rows) <= 12


def test_a_slice_that_goes_by_answers_says_that_its_accuracy_is_no_merit(there) -> None:
    keys = keys_of(there.models[:2])

    doubtful = SlicesView(models=keys, slice="doubtful").compute(there)
    shirts = SlicesView(models=keys, slice="class:6").compute(there)

    assert "not how good a model is" in doubtful.sentence
    assert "not how good a model is" not in shirts.sentence
    assert doubtful.n.startswith("100 images")


def test_all_images_have_no_outside(there) -> None:
    view = SlicesView(models=keys_of(there.models[:2]), slice="class:0_1_2_3_4_5_6_7_8_9")

    content = view.compute(there)

    assert "Outside" not in content.sentence
    assert [row[2:] for row in content.tables[0].rows] == [("", ""), ("", "")]


def test_an_empty_slice_says_what_to_do(there) -> None:
    content = SlicesView(models=keys_of(there.models), slice="brightness:-1").compute(there)

    assert content.blocks == ()
    assert "Widen a condition" in content.sentence


def test_a_pinned_slice_is_read_back_and_leads_to_its_page(there) -> None:
    view = make_view(
        "slices",
        {"models": [there.models[0].key], "slice": "class:6,ink:-0.57", "name": "A & B\n"},
    )
    finding = new_finding(view, title=view.title(there), link=view.address())

    assert Finding.model_validate_json(finding.model_dump_json()).view == view
    assert finding.title == "A & B"
    assert finding.link == "slices?slice=class%3A6%2Cink%3A-0.57&name=A+%26+B"


def test_nonsense_of_a_finding_is_an_error_in_a_sentence(there) -> None:
    keys = keys_of(there.models)

    with pytest.raises(ReportError, match=r"There is no slice 'hat:3': a slice is made of"):
        SlicesView(models=keys, slice="hat:3").compute(there)
    with pytest.raises(ReportError, match="its list of images is damaged"):
        SlicesView(models=keys, slice="images:AAAA").compute(there)
    with pytest.raises(ValueError, match="of must be one of models"):
        SlicesView(models=keys, of="nobody")
    with pytest.raises(ReportError, match="No model 'nobody'"):
        SlicesView(models=("nobody",)).compute(there)


def test_a_model_that_is_perfect_is_demonstrably_worse_nowhere(there) -> None:
    one = there.models[0]
    right = np.ones(10_000, dtype=bool)
    perfect = replace(one, y_pred=one.y_true, correct=right, matrix=np.diag([1000] * 10))

    content = SlicesView(models=(one.key,)).compute(EvaluationSet(there.split, (perfect,)))

    assert f"In none of the 220 slices looked at is **{one.name}** demonstrably worse" in (
        content.sentence
    )
    assert content.blocks == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("class:0_3_6", "T-shirt/top, Dress or Shirt"),
        ("class:6,size:-0.71", "Shirt, size of the garment below 0.71"),
        ("brightness:96-121", "Brightness 96 to 121"),
        ("distance:69-,doubtful", "Distance from its class's mean at least 69, among the 100 most"),
    ],
)
def test_conditions_in_words(text: str, said: str) -> None:
    assert slice_text(read_slice(text)).startswith(said)


def test_marks_of_a_chart_are_brief() -> None:
    said = [mark_text(read_slice(text)) for text in ("class:0,distance:62-", "contrast:41-47")]

    assert said == ["T-shirt/top, distance 62+", "Contrast 41 to 47"]


def test_names_are_one_line_without_marks() -> None:
    assert plain_name("a\x07b \n **c**" + "d" * 99) == f"a b c{'d' * 55}"
