"""A filter of the samples as a finding: its words, numbers, pictures and address."""

import io
import zipfile

import numpy as np
import oracle
import pytest
from oracle import CLASSES, SHIRT, T_SHIRT
from pydantic import ValidationError
from sectioning import blocks, make_view, plain, section_of, wilson

from fmnist.data.image_list import to_list_token
from fmnist.report.archive import to_zip
from fmnist.report.build import build_report
from fmnist.report.findings import new_finding
from fmnist.views.parts.content import Pictures, Table


def test_what_fits_is_counted_and_named(evaluation_set, truths) -> None:
    best, other = truths[0], truths[3]
    labels = oracle.labels()
    fits = np.flatnonzero((labels == SHIRT) & (best.y_pred != labels) & (other.y_pred == labels))
    view = {
        "models": [best.key, other.key],
        "by": best.key,
        "true": SHIRT,
        "outcome": "wrong",
        "right": [other.key],
    }

    section = section_of(evaluation_set, "samples", view)

    assert plain(section.sentence) == (
        f"{len(fits):,} of 10,000 images: true label Shirt; {best.name} is wrong; {other.name} is "
        "right."
    )
    [table] = blocks(section, Table)
    taken = np.bincount(best.y_pred[fits], minlength=10)
    first = int(taken.argmax())
    assert table.rows[0][:2] == (f"Shirt → {CLASSES[first]}", f"{taken[first]:,}")
    [shown] = blocks(section, Pictures)
    assert {picture.index for picture in shown.pictures} <= set(fits.tolist())
    assert make_view("samples", view).query() == [
        ("by", best.key),
        ("true", "Shirt"),
        ("outcome", "Wrong"),
        ("right", other.key),
    ]


def test_a_filter_that_leaves_it_open_says_how_many_are_right(evaluation_set, truths) -> None:
    best = truths[0]
    predicted = best.y_pred == T_SHIRT
    right = int((predicted & (oracle.labels() == T_SHIRT)).sum())

    section = section_of(
        evaluation_set,
        "samples",
        {"models": [best.key], "by": best.key, "predicted": T_SHIRT},
    )

    share = f"{100 * right / predicted.sum():.1f} %"
    assert plain(section.sentence).endswith(
        f"{best.name} classifies {right:,} of them correctly: {share} (95 % interval "
        f"{wilson(right, int(predicted.sum()))})."
    )


def test_a_list_and_a_draw_are_the_same_images_again(evaluation_set, truths) -> None:
    listed = np.arange(0, 10_000, 97)
    view = {
        "models": [truths[0].key],
        "by": truths[0].key,
        "images": to_list_token(listed),
        "seed": 7,
    }

    [shown] = blocks(section_of(evaluation_set, "samples", view), Pictures)
    [again] = blocks(section_of(evaluation_set, "samples", view), Pictures)

    drawn = [picture.index for picture in shown.pictures]
    assert len(set(drawn)) == 25
    assert set(drawn) <= set(listed.tolist())
    assert drawn == [picture.index for picture in again.pictures]


def test_its_pictures_and_table_leave_in_the_archive(evaluation_set, truths) -> None:
    view = make_view("samples", {"models": [truths[0].key], "by": truths[0].key, "true": SHIRT})
    report = build_report([new_finding(view, title="Shirts")], evaluation_set)

    names = zipfile.ZipFile(io.BytesIO(to_zip(report, evaluation_set))).namelist()

    assert sum(name.endswith(".png") for name in names) == 24
    assert any(name.startswith("01-shirts/") and name.endswith(".csv") for name in names)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"by": "b"}, "among models"),
        ({"right": ["b"]}, "among models"),
        ({"low": 0.6, "high": 0.5}, "low must not be above high"),
        ({"images": "x"}, "no list of test images"),
        ({"outcome": "maybe"}, "right"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(wrong, said) -> None:
    with pytest.raises(ValidationError, match=said):
        make_view("samples", {"models": ["a"], "by": "a", **wrong})
