"""Chosen images as findings: a region of agreement, a bin of confidence, doubtful labels."""

import numpy as np
import oracle
import pytest
from oracle import CLASSES
from pydantic import ValidationError
from sectioning import blocks, make_view, plain, section_of, wilson

from fmnist.errors import ReportError
from fmnist.views.bin import N_BINS, bin_name
from fmnist.views.calibration import calibration_of
from fmnist.views.parts.content import Pictures, Table


def share(n: int, total: int) -> str:
    return f"{100 * n / total:.1f} % (95 % interval {wilson(n, total)})"


def test_what_one_has_right_and_the_others_have_wrong(evaluation_set, truths) -> None:
    one, *others = truths[0], truths[8], truths[10]
    right = [truth.y_pred == oracle.labels() for truth in (one, *others)]
    found = np.flatnonzero(right[0] & ~right[1] & ~right[2])
    view = {"models": [truth.key for truth in (one, *others)], "right": [one.key]}

    section = section_of(evaluation_set, "region", view)

    assert plain(section.sentence) == (
        f"On {len(found):,} of 10,000 images, {one.name} is right and {others[0].name} and "
        f"{others[1].name} are wrong: {share(len(found), 10_000)}."
    )
    [table] = blocks(section, Table)
    counts = np.bincount(oracle.labels()[found], minlength=10)
    label = int(counts.argmax())
    here = found[oracle.labels()[found] == label]
    said = np.bincount(others[0].y_pred[here], minlength=10)
    assert table.rows[0][:2] == (CLASSES[label], f"{counts[label]:,}")
    assert table.rows[0][3] == f"{CLASSES[int(said.argmax())]} ({said.max():,})"
    assert sum(int(row[1].replace(",", "")) for row in table.rows) == len(found)
    [shown] = blocks(section, Pictures)
    assert {picture.index for picture in shown.pictures} <= set(found.tolist())
    assert make_view("region", view).query()[-1] == ("region", "100")


def test_what_every_model_has_wrong_needs_no_names_in_its_link(evaluation_set, truths) -> None:
    lost = np.all([truth.y_pred != oracle.labels() for truth in truths], axis=0).sum()
    view = {"models": [truth.key for truth in truths], "every": True}

    section = section_of(evaluation_set, "region", view)

    said = plain(section.sentence)
    assert said.startswith(f"On {lost:,} of 10,000 images, {truths[0].name}, ")
    assert f"{truths[-1].name} are all wrong: {share(int(lost), 10_000)}" in said
    assert make_view("region", view).address() == "agreement?region=every"


def test_a_bin_says_how_often_its_confidence_is_right(evaluation_set, truths) -> None:
    one = truths[0]
    place = 12
    sure = one.y_proba.max(axis=1)
    inside = np.flatnonzero((sure > place / N_BINS) & (sure <= (place + 1) / N_BINS))
    right = one.y_pred[inside] == oracle.labels()[inside]
    view = {"models": [truths[1].key, one.key], "of": one.key, "place": place, "outcome": "Wrong"}

    section = section_of(evaluation_set, "bin", view)

    assert plain(section.sentence) == (
        f"{len(inside):,} images that {one.name} is 0.80 to 0.87 sure about: {right.sum():,} right "
        f"({100 * right.mean():.1f} %), {(~right).sum():,} wrong."
    )
    [table] = blocks(section, Table)
    row = next(row for row in table.rows if row[0] == one.name)
    assert plain(row[2]) == f"{100 * sure[inside].mean():.1f} %"
    assert plain(row[5]) == wilson(int(right.sum()), len(inside))
    [shown] = blocks(section, Pictures)
    assert {picture.index for picture in shown.pictures} <= set(inside[~right].tolist())
    assert ("bin", "0.80 to 0.87") in make_view("bin", view).query()


def test_the_address_names_a_bin_as_its_page_does(evaluation_set) -> None:
    bins = calibration_of(evaluation_set.models[0]).bins

    assert bins.counts.size == N_BINS
    assert [bins.name(place) for place in range(N_BINS)] == [bin_name(at) for at in range(N_BINS)]


def test_accuracies_without_the_labels_confirmed_wrong(evaluation_set, truths) -> None:
    wrong = np.flatnonzero(truths[0].y_pred != oracle.labels())[:30]
    view = {"models": [truth.key for truth in truths], "wrong": wrong.tolist()}

    section = section_of(evaluation_set, "label_review", view)

    assert plain(section.sentence).startswith("30 official labels confirmed wrong by a person. ")
    [table] = blocks(section, Table)
    kept = np.delete(np.arange(10_000), wrong)
    for row, truth in zip(table.rows, truths, strict=True):
        right = truth.y_pred[kept] == oracle.labels()[kept]
        assert plain(row[2]) == f"{100 * right.mean():.2f} %"
        assert row[0] == truth.name
    confirmed, doubtful = blocks(section, Pictures)
    assert [picture.index for picture in confirmed.pictures] == wrong[:24].tolist()
    assert "24 of 30" in confirmed.caption
    accuracies = np.array([truth.n_correct for truth in truths], dtype=float)
    own = np.stack([truth.y_proba[np.arange(10_000), oracle.labels()] for truth in truths])
    quality = accuracies / accuracies.sum() @ own.astype(float)
    expected = np.argsort(quality, kind="stable")[:24].tolist()
    assert [picture.index for picture in doubtful.pictures] == expected


def test_without_a_decision_nothing_is_claimed(evaluation_set, truths) -> None:
    view = {"models": [truth.key for truth in truths[:3]]}

    section = section_of(evaluation_set, "label_review", view)

    assert "No official label is confirmed wrong, and nothing is left out." in section.sentence
    assert blocks(section, Table) == []


def test_labels_alone_have_no_bins(evaluation_set, monkeypatch) -> None:
    one = evaluation_set.models[0]
    monkeypatch.setattr(type(one.model), "states_probabilities", property(lambda _: False))

    with pytest.raises(ReportError, match="labels alone"):
        section_of(evaluation_set, "bin", {"models": [one.key], "of": one.key, "place": 3})
    with pytest.raises(ReportError, match="labels alone"):
        section_of(evaluation_set, "label_review", {"models": [one.key]})


@pytest.mark.parametrize(
    ("kind", "wrong", "said"),
    [
        ("region", {"right": ["b"]}, "among models"),
        (
            "region",
            {"right": ["a"], "every": True},
            "no model can be right about what every model gets wrong",
        ),
        ("bin", {"of": "b", "place": 3}, "one of models"),
        ("bin", {"of": "a", "place": 15}, "less than 15"),
        ("label_review", {"wrong": [10_000]}, "less than 10000"),
    ],
)
def test_what_makes_no_sense_is_refused(kind, wrong, said) -> None:
    with pytest.raises(ValidationError, match=said):
        make_view(kind, {"models": ["a"], **wrong})
