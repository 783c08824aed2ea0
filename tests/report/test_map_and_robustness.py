"""Findings of the map and of corrupted pictures, against the files read with NumPy alone."""

import numpy as np
import oracle
import pytest
from oracle import ARTIFACTS, CLASSES, SHIRT, percent
from sectioning import blocks, plain, section_of, wilson

from fmnist.errors import ReportError
from fmnist.explanation.corruptions import CORRUPTIONS
from fmnist.views.parts.content import Lines, Pictures, Table

KEYS = tuple(CORRUPTIONS)


def derived(key: str, file: str) -> dict[str, np.ndarray]:
    with np.load(ARTIFACTS / key / file) as archive:
        return dict(archive)


@pytest.fixture
def asked(truths) -> list[oracle.Truth]:
    """Return three models that were asked about corrupted pictures."""
    return [one for one in truths if (ARTIFACTS / one.key / "corruptions.npz").exists()][:3]


@pytest.fixture
def mapped(truths) -> list[oracle.Truth]:
    """Return two models with a map."""
    return [one for one in truths if (ARTIFACTS / one.key / "features.npz").exists()][:2]


def test_corrupted_accuracies_are_the_files(evaluation_set, asked) -> None:
    view = {"models": [one.key for one in asked], "corruption": "noise", "severity": 2}
    section = section_of(evaluation_set, "robustness", view)

    at = KEYS.index("noise")
    right = {
        one.key: (derived(one.key, "corruptions.npz")["y_pred"][at] == oracle.labels()).sum(axis=1)
        for one in asked
    }
    accuracy, every, grown = blocks(section, Table)
    for row, one in zip(accuracy.rows, asked, strict=True):
        count = int(right[one.key][1])
        assert [plain(text) for text in row] == [
            one.name,
            one.accuracy,
            percent(count, 10_000),
            wilson(count, 10_000),
        ]
        assert f"{one.name} keeps {percent(count, 10_000)} ({one.accuracy} unchanged)" in plain(
            section.sentence
        )
    assert [row[0] for row in every.rows[1:11]] == [
        f"{each.name} {each.amount(2)}" for each in CORRUPTIONS.values()
    ]
    [chart] = blocks(section, Lines)
    for line, one in zip(chart.lines, asked, strict=True):
        assert list(line.y[1:]) == pytest.approx(right[one.key] / 10_000)
        assert line.y[0] == one.n_correct / 10_000
    assert len(grown.rows) <= 6


def test_the_pictures_are_those_that_flip_as_the_model_saw_them(evaluation_set, asked) -> None:
    one = asked[0]
    view = {"models": [one.key], "corruption": "invert", "severity": 5}
    section = section_of(evaluation_set, "robustness", view)

    y_pred = derived(one.key, "corruptions.npz")["y_pred"][KEYS.index("invert"), 4]
    labels = oracle.labels()
    flips = set(np.flatnonzero((one.y_pred == labels) & (y_pred != labels)).tolist())
    [shown] = blocks(section, Pictures)
    assert f"of {len(flips):,}, most confident first" in shown.caption
    for picture in shown.pictures:
        assert picture.index in flips
        np.testing.assert_array_equal(picture.pixels, 255 - oracle.images()[picture.index])
        assert picture.lines[0] == CLASSES[y_pred[picture.index]]


def test_a_confusion_that_grows_is_counted_at_every_severity(evaluation_set, asked) -> None:
    one = asked[0]
    view = {"models": [one.key], "corruption": "cover", "severity": 3}
    *_, grown = blocks(section_of(evaluation_set, "robustness", view), Table)

    y_pred = derived(one.key, "corruptions.npz")["y_pred"][KEYS.index("cover")]
    labels, growths = oracle.labels(), []
    for name, *counts in grown.rows:
        true, predicted = (CLASSES.index(part) for part in name.split(" → "))
        of_class = labels == true
        expected = [(each[of_class] == predicted).sum() for each in (one.y_pred, *y_pred)]
        assert [int(count.replace(",", "")) for count in counts] == expected
        growths.append(expected[3] - expected[0])
    assert growths == sorted(growths, reverse=True)


def test_neighbours_share_their_label_as_often_as_it_says(evaluation_set, mapped) -> None:
    view = {"models": [one.key for one in mapped], "pixels": False}
    section = section_of(evaluation_set, "map", view)

    [table] = blocks(section, Table)
    labels = oracle.labels()
    for row, one in zip(table.rows, mapped, strict=False):
        near = derived(one.key, "features.npz")["neighbours"]
        same = sum((labels[near[at]] == labels[at]).sum() for at in range(10_000))
        share = percent(same, near.size)
        assert plain(row[2]) == share
        assert f"{share} in {one.name}" in plain(section.sentence)
    assert table.rows[-1][0] == "Pixels"


def test_an_area_is_counted_by_class_and_by_model(evaluation_set, mapped) -> None:
    first, second = mapped
    corners = "AAAAIAIA"  # from the corner below left to 512 of 4,096 each way
    view = {"models": [first.key, second.key], "area": f"{second.key}.{corners}", "pixels": False}
    x, y = derived(second.key, "features.npz")["coordinates"].astype(int).T
    high = (8 * 64) * 16 + 8
    inside = np.flatnonzero((x > 8) & (x < high) & (y > 8) & (y < high))
    if not len(inside):
        corners = "AAAA____"
        view["area"] = f"{second.key}.{corners}"
        high = 4095 * 16 + 8
        inside = np.flatnonzero((x > 8) & (x < high) & (y > 8) & (y < high))

    section = section_of(evaluation_set, "map", view)

    labels = oracle.labels()
    right = int((first.y_pred[inside] == labels[inside]).sum())
    said = plain(section.sentence)
    assert said.startswith(f"{len(inside):,} image")
    assert f"{first.name} classifies {percent(right, len(inside))}" in said
    [table] = blocks(section, Table)
    assert sum(int(row[1].replace(",", "")) for row in table.rows) == len(inside)
    for name, count, by_first, _ in table.rows:
        members = inside[labels[inside] == CLASSES.index(name)]
        assert count == f"{len(members):,}"
        assert by_first == f"{(first.y_pred[members] == labels[members]).sum():,}"


def test_a_class_is_an_area_too(evaluation_set, mapped) -> None:
    view = {"models": [mapped[0].key], "area": f"predicted-{SHIRT}"}

    said = plain(section_of(evaluation_set, "map", view).sentence)

    assert said.startswith(f"{int((mapped[0].y_pred == SHIRT).sum()):,} images predicted Shirt:")


def test_an_area_that_is_none_is_one_sentence(evaluation_set, mapped) -> None:
    with pytest.raises(ReportError, match="The map has no area 'true-11'"):
        section_of(evaluation_set, "map", {"models": [mapped[0].key], "area": "true-11"})
