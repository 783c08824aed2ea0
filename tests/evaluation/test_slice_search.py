"""Where a model is worse: counts against a loop, p-values against SciPy."""

import numpy as np
import pytest
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests

from fmnist.evaluation.slice_search import FEWEST, candidates, fisher_less, search
from fmnist.evaluation.slices import in_slice


@pytest.fixture
def properties() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(11)
    return {
        "brightness": rng.uniform(0, 255, 3000),
        "ink": rng.beta(4, 4, 3000),
        "symmetry": rng.beta(8, 2, 3000),
        "size": rng.integers(10, 28, 3000) * 28 / 784,  # many images share a value
        "contrast": np.full(3000, 50.0),  # nothing to part by
        "distance": rng.gamma(9, 6, 3000),
    }


@pytest.fixture
def y_true() -> np.ndarray:
    return np.random.default_rng(12).integers(0, 10, 3000).astype(np.uint8)


@pytest.fixture
def correct(properties, y_true) -> np.ndarray:
    """Return a model that reads dark shirts badly, one that reads all alike, and a perfect one."""
    rng = np.random.default_rng(13)
    easy = rng.random((3, 3000)) < 0.9
    easy[0, (y_true == 6) & (properties["brightness"] < 85)] = False
    easy[2] = True
    return easy


def test_a_hand_worked_table() -> None:
    # 4 images, 2 of them right; both images of the part are wrong: 1 of 6 ways.
    assert fisher_less(0, 2, 2, 4) == pytest.approx(1 / 6)
    # One right in the part is no worse than one in the rest.
    assert fisher_less(1, 2, 2, 4) == 1
    # 1 right of 3 in the part, 3 right of 3 in the rest: (1 way of 3 + 0) of C(6, 4) = 15 x 1.
    assert fisher_less(1, 3, 4, 6) == pytest.approx(3 / 15)


def test_p_values_are_those_of_scipy() -> None:
    rng = np.random.default_rng(5)
    n_all = rng.integers(10, 10_001, 300)
    n = rng.integers(1, n_all)
    right_all = rng.integers(0, n_all + 1)
    right = rng.hypergeometric(right_all, n_all - right_all, n)
    right = np.maximum(right - rng.integers(0, 30, 300), np.maximum(0, n - (n_all - right_all)))

    found = fisher_less(right, n, right_all, n_all)

    for at in range(300):
        rest = n_all[at] - n[at], right_all[at] - right[at]
        if right[at] * rest[0] >= rest[1] * n[at]:
            assert found[at] == 1
            continue
        table = [[right[at], n[at] - right[at]], [rest[1], rest[0] - rest[1]]]
        expected = fisher_exact(table, alternative="less").pvalue
        assert found[at] == pytest.approx(expected, rel=1e-6, abs=1e-300)


def test_candidates_are_what_their_conditions_say_and_large_enough(properties, y_true) -> None:
    looked_at = candidates(properties, y_true)

    for each in looked_at:
        none = np.zeros(0, dtype=np.int64)
        same = in_slice(each.part, properties, y_true, doubtful=none, listed=none)
        np.testing.assert_array_equal(each.inside, same)
        assert each.inside.sum() >= FEWEST
        assert (each.whole & ~each.inside).sum() >= FEWEST
        assert each.whole.sum() in {3000, *np.bincount(y_true)}
    texts = [each.part.text for each in looked_at]
    assert len(set(texts)) == len(texts)
    assert "class:6" in texts
    assert not any("contrast" in text for text in texts)


def test_fifths_by_a_property_hold_each_image_once(properties, y_true) -> None:
    fifths = [each for each in candidates(properties, y_true) if each.of == 5]

    for key in ("brightness", "ink", "symmetry", "distance"):
        of_key = [each.inside for each in fifths if each.part.ranges[0].key == key]
        assert len(of_key) == 5
        assert (np.sum(of_key, axis=0) == 1).all()


def test_counts_and_adjusted_p_values_are_those_of_a_loop(properties, y_true, correct) -> None:
    looked_at = candidates(properties, y_true)

    found = search(correct, looked_at)

    p = np.ones((3, len(looked_at)))
    for at, each in enumerate(looked_at):
        inside = [index for index in range(3000) if each.inside[index]]
        assert found.n_inside[at] == len(inside)
        for model in range(3):
            right = sum(bool(correct[model, index]) for index in inside)
            others = int(correct[model].sum()) - right
            assert found.right_inside[model, at] == right
            assert found.right_outside[model, at] == others
            gap = right / len(inside) - others / (3000 - len(inside))
            assert found.gaps[model, at] == pytest.approx(gap)
            whole = [each.whole] if each.whole.all() else [each.whole, np.ones(3000, dtype=bool)]
            p[model, at] = max(_p(correct[model], each.inside, base) for base in whole)
    expected = multipletests(p.ravel(), method="holm")[1].reshape(p.shape)
    np.testing.assert_allclose(found.adjusted_p, expected, rtol=1e-6, atol=1e-12)


def _p(right: np.ndarray, inside: np.ndarray, whole: np.ndarray) -> float:
    rest = whole & ~inside
    if right[inside].mean() >= right[rest].mean():
        return 1.0
    table = [[int((right[of] == holds).sum()) for holds in (True, False)] for of in (inside, rest)]
    return float(fisher_exact(table, alternative="less").pvalue)


def test_what_is_planted_is_found_and_nothing_else(properties, y_true, correct) -> None:
    looked_at = candidates(properties, y_true)
    found = search(correct, looked_at)

    worst = [looked_at[at].part for at in found.worst_of(0)]

    assert worst[0].classes == (6,)
    assert [each.key for each in worst[0].ranges] == ["brightness"]
    assert worst[0].ranges[0].low is None
    assert found.worst_of(1) == []
    assert found.worst_of(2) == []


def test_a_class_that_is_bad_all_over_is_told_once() -> None:
    rng = np.random.default_rng(2)
    y_true = np.repeat(np.arange(10, dtype=np.uint8), 600)
    keys = ("brightness", "ink", "symmetry", "size", "contrast", "distance")
    properties = {key: rng.uniform(0, 200, 6000) for key in keys}
    correct = np.where(y_true == 6, rng.random(6000) < 0.5, rng.random(6000) < 0.95)[np.newaxis]
    looked_at = candidates(properties, y_true)

    found = search(correct, looked_at)

    assert [looked_at[at].part.text for at in found.worst_of(0)] == ["class:6"]


def test_right_and_wrong_must_be_a_table(properties, y_true) -> None:
    looked_at = candidates(properties, y_true)

    with pytest.raises(ValueError, match=r"correct: expected a boolean array"):
        search(np.ones(3000, dtype=bool), looked_at)
    with pytest.raises(ValueError, match=r"at least one slice"):
        search(np.ones((1, 3000), dtype=bool), ())
