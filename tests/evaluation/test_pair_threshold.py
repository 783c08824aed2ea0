"""The threshold between two classes: counted by hand, traced like scikit-learn, judged honestly."""

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.metrics import roc_auc_score, roc_curve

from fmnist.evaluation.pair_threshold import (
    ThresholdErrors,
    half_split_threshold,
    pair_roc,
    threshold_errors,
)

Pair = tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]

MARGIN = np.array([2.0, -1.0, -0.5, 0.0, 1.0])
IS_FIRST = np.array([True, True, False, False, False])


def biased(n: int = 2000) -> Pair:
    """Return margins of two overlapping classes that a threshold near 1 parts best."""
    rng = np.random.default_rng(8)
    is_first = rng.random(n) < 0.4
    return rng.normal(np.where(is_first, 2.0, 0.0), 1.0).round(2), is_first


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        (0.0, ThresholdErrors(1, 2, 2, 3)),  # a margin of exactly 0 is taken for first
        (0.01, ThresholdErrors(1, 1, 2, 3)),
        (-2.0, ThresholdErrors(0, 3, 2, 3)),
        (3.0, ThresholdErrors(2, 0, 2, 3)),
    ],
)
def test_threshold_errors_by_hand(threshold: float, expected: ThresholdErrors) -> None:
    assert threshold_errors(MARGIN, IS_FIRST, threshold) == expected


def test_roc_by_hand() -> None:
    curve = pair_roc(MARGIN, IS_FIRST)
    assert curve.thresholds.tolist() == [np.inf, 2.0, 1.0, 0.0, -0.5, -1.0]
    np.testing.assert_allclose(curve.true_positive_rate, [0, 0.5, 0.5, 0.5, 0.5, 1])
    np.testing.assert_allclose(curve.false_positive_rate, [0, 0, 1 / 3, 2 / 3, 1, 1])
    assert curve.auc == pytest.approx(3 / 6)


def test_roc_equals_scikit_learn_with_ties() -> None:
    margin, is_first = biased()
    assert np.unique(margin).size < margin.size
    curve = pair_roc(margin, is_first)
    false_positive, true_positive, thresholds = roc_curve(is_first, margin, drop_intermediate=False)
    np.testing.assert_allclose(curve.false_positive_rate, false_positive)
    np.testing.assert_allclose(curve.true_positive_rate, true_positive)
    np.testing.assert_allclose(curve.thresholds, thresholds)
    assert curve.auc == pytest.approx(roc_auc_score(is_first, margin))


def test_roc_points_are_the_threshold_errors() -> None:
    margin, is_first = biased(200)
    curve = pair_roc(margin, is_first)
    for place in (1, 30, 99):
        errors = threshold_errors(margin, is_first, curve.thresholds[place])
        assert curve.false_positive_rate[place] == errors.second_as_first / errors.n_second
        right = errors.n_first - errors.first_as_second
        assert curve.true_positive_rate[place] == right / errors.n_first


def test_half_split_finds_the_better_threshold_and_reports_the_other_half() -> None:
    margin, is_first = biased()
    found = half_split_threshold(margin, is_first, seed=0)
    assert 0.7 < found.threshold < 1.6
    n_first, n_second = int(is_first.sum()), int((~is_first).sum())
    assert found.fitted.n_first == n_first // 2
    assert found.fitted.n_first + found.held_out.n_first == n_first
    assert found.fitted.n_second + found.held_out.n_second == n_second
    assert found.held_out.n_first == found.held_out_at_zero.n_first
    gained = found.held_out_at_zero.second_as_first - found.held_out.second_as_first
    lost = found.held_out.first_as_second - found.held_out_at_zero.first_as_second
    assert gained > lost > 0


def test_half_split_halves_add_up_to_all_images() -> None:
    margin, is_first = biased(300)
    found = half_split_threshold(margin, is_first, seed=5)
    whole = threshold_errors(margin, is_first, found.threshold)
    both = found.fitted.first_as_second + found.held_out.first_as_second
    assert both == whole.first_as_second
    assert found.fitted.second_as_first + found.held_out.second_as_first == whole.second_as_first


def test_half_split_has_the_fewest_errors_of_all_thresholds() -> None:
    # All images come twice, so any stratified half with distinct values fits a known optimum.
    margin = np.repeat([-3.0, 1.0, 2.0, 3.0, 5.0], 40)
    is_first = np.repeat([False, False, True, False, True], 40)
    found = half_split_threshold(margin, is_first, seed=1)
    assert found.threshold in {1.5, 4.0}
    assert found.held_out_at_zero.second_as_first > found.held_out.second_as_first


def test_half_split_leaves_a_good_model_at_zero() -> None:
    margin = np.array([-3.0, -2.0, -1.0, 1.0, 2.0, 9.0])
    found = half_split_threshold(margin, margin > 0, seed=0)
    assert found.threshold == 0.0


def test_half_split_depends_on_the_seed_alone() -> None:
    margin, is_first = biased(400)
    one, same, other = (half_split_threshold(margin, is_first, seed=s) for s in (1, 1, 2))
    assert one == same
    assert one != other


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match="a number and a boolean per image"):
        threshold_errors(MARGIN, IS_FIRST[:3], 0.0)
    with pytest.raises(ValueError, match="a number and a boolean per image.*int64"):
        threshold_errors(MARGIN, IS_FIRST.astype(np.int64), 0.0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="images of both classes. Received 5 of first and 0"):
        pair_roc(MARGIN, np.ones(5, dtype=np.bool_))
    with pytest.raises(ValueError, match="two images of each class. Received 1 of one"):
        half_split_threshold(MARGIN[1:], IS_FIRST[1:], seed=0)
