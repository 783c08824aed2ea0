"""Corrupted answers judged: by hand on six images, and against a plain loop and scikit-learn."""

from collections import Counter

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import accuracy_score, confusion_matrix

from fmnist.evaluation.robustness import accuracies, flipped, grown_confusions, mean_accuracy

TRUE = np.array([0, 0, 0, 1, 1, 2])
CLEAN = np.array([0, 0, 1, 1, 1, 2])
MILD = np.array([0, 1, 1, 1, 1, 2])
STRONG = np.array([1, 1, 1, 0, 1, 0])


def test_accuracy_by_hand() -> None:
    got = accuracies(TRUE, np.stack([CLEAN, MILD, STRONG]))

    np.testing.assert_allclose(got, [5 / 6, 4 / 6, 1 / 6])


def test_images_that_flip_were_right_before() -> None:
    assert flipped(TRUE, CLEAN, MILD).tolist() == [1]
    assert flipped(TRUE, CLEAN, STRONG).tolist() == [0, 1, 3, 5]
    assert flipped(TRUE, CLEAN, CLEAN).tolist() == []


def test_confusions_grow_by_hand() -> None:
    found = grown_confusions(TRUE, CLEAN, np.stack([MILD, STRONG]), severity=2, top=5)

    assert [(each.true, each.predicted, each.counts, each.growth) for each in found] == [
        (0, 1, (1, 2, 3), 2),
        (1, 0, (0, 0, 1), 1),
        (2, 0, (0, 0, 1), 1),
    ]
    mild = grown_confusions(TRUE, CLEAN, np.stack([MILD, STRONG]), severity=1, top=5)
    assert [(each.true, each.predicted, each.growth) for each in mild] == [(0, 1, 1)]
    assert len(grown_confusions(TRUE, CLEAN, np.stack([MILD, STRONG]), severity=2, top=1)) == 1


@pytest.mark.parametrize("severity", [0, 3])
def test_a_severity_that_is_none_is_refused(severity: int) -> None:
    with pytest.raises(ValueError, match=f"expected 1 to 2. Received {severity}"):
        grown_confusions(TRUE, CLEAN, np.stack([MILD, STRONG]), severity=severity, top=3)


def test_random_answers_against_scikit_learn_and_a_loop() -> None:
    random = np.random.default_rng(0)
    y_true = random.integers(0, 10, 500)
    answers = random.integers(0, 10, (3, 4, 500), dtype=np.uint8)

    got = accuracies(y_true, answers)
    assert got[2, 1] == pytest.approx(accuracy_score(y_true, answers[2, 1]))

    before, after = answers[0, 0], answers[0, 1:]
    found = grown_confusions(y_true, before, after, severity=3, top=100)
    tables = [confusion_matrix(y_true, each, labels=range(10)) for each in (before, *after)]
    growth = tables[3] - tables[0]
    np.fill_diagonal(growth, 0)
    assert len(found) == (growth > 0).sum()
    for each in found:
        assert each.growth == growth[each.true, each.predicted]
        assert each.counts == tuple(table[each.true, each.predicted] for table in tables)
    assert [each.growth for each in found] == sorted((growth[growth > 0]).tolist(), reverse=True)

    lost = Counter(
        index
        for index, (true, old, new) in enumerate(zip(y_true, before, after[0], strict=True))
        if old == true and new != true
    )
    assert flipped(y_true, before, after[0]).tolist() == sorted(lost)


def test_the_mean_counts_an_image_once_however_many_versions_it_has() -> None:
    y_true = np.zeros(200, int)
    one = np.where(np.arange(200) < 150, 0, 1)
    fifty = np.tile(one, (10, 5, 1))

    single, many = mean_accuracy(y_true, one[None]), mean_accuracy(y_true, fifty)

    assert single == many
    shares = (one == 0).astype(float)
    low, high = stats.norm.interval(0.95, shares.mean(), stats.sem(shares))
    assert many.value == 0.75
    assert (many.interval.low, many.interval.high) == pytest.approx((low, high))


def test_a_perfect_model_s_interval_stays_within_one() -> None:
    y_true = np.arange(10)

    assert mean_accuracy(y_true, y_true[None]).interval.high == 1.0
