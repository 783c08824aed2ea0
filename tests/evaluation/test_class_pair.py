"""Two classes mistaken for each other: errors, outcomes, margin and mean images."""

import numpy as np
import pytest

from fmnist.evaluation.class_pair import log_margin, mean_images, outcome_groups, pair_errors

# Shirt is 6, T-shirt/top is 0; image 5 is a shirt taken for a coat, image 6 is no concern here.
Y_TRUE = np.array([6, 6, 0, 0, 0, 6, 9, 6], dtype=np.uint8)
Y_PRED = np.array([0, 6, 6, 0, 0, 4, 0, 0], dtype=np.uint8)


def test_pair_errors_by_hand() -> None:
    errors = pair_errors(Y_TRUE, Y_PRED, 6, 0)
    assert errors.first_as_second.tolist() == [0, 7]
    assert errors.second_as_first.tolist() == [2]
    assert (errors.n_first, errors.n_second) == (4, 3)


def test_pair_errors_of_exchanged_classes_are_exchanged() -> None:
    errors = pair_errors(Y_TRUE, Y_PRED, 0, 6)
    assert errors.first_as_second.tolist() == [2]
    assert errors.second_as_first.tolist() == [0, 7]
    assert (errors.n_first, errors.n_second) == (3, 4)


def test_pair_errors_of_an_absent_class_are_none() -> None:
    errors = pair_errors(Y_TRUE, Y_PRED, 3, 0)
    assert (errors.first_as_second.size, errors.n_first) == (0, 0)


def test_outcome_groups_by_hand_leave_out_third_classes() -> None:
    groups = outcome_groups(Y_TRUE, Y_PRED, 6, 0)
    assert groups.first_as_first.tolist() == [1]
    assert groups.first_as_second.tolist() == [0, 7]
    assert groups.second_as_first.tolist() == [2]
    assert groups.second_as_second.tolist() == [3, 4]


def test_log_margin_by_hand() -> None:
    y_proba = np.array([[0.6, 0.1, 0.3], [0.25, 0.5, 0.25]])
    np.testing.assert_allclose(log_margin(y_proba, 0, 2), [np.log(2), 0.0], atol=1e-12)
    np.testing.assert_allclose(log_margin(y_proba, 1, 0), [-np.log(6), np.log(2)])


def test_log_margin_is_positive_exactly_where_first_is_more_probable() -> None:
    y_proba = np.random.default_rng(1).dirichlet(np.ones(10) / 5, size=500).astype(np.float32)
    margin = log_margin(y_proba, 6, 0)
    np.testing.assert_array_equal(margin > 0, y_proba[:, 6] > y_proba[:, 0])


def test_log_margin_stays_finite() -> None:
    certain = np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    np.testing.assert_allclose(log_margin(certain, 0, 1), [87.3365, -87.3365], rtol=1e-5)


def test_mean_images_by_hand() -> None:
    images = np.zeros((3, 28, 28), dtype=np.uint8)
    images[0, 2, 5], images[1, 2, 5], images[2, 5, 2] = 255, 254, 10
    means = mean_images(images, [np.array([0, 1]), np.array([2]), np.array([], dtype=np.int64)])
    assert means.shape == (3, 28, 28)
    assert means[0, 2, 5] == 254.5  # neither overflowed nor rounded
    assert (means[1, 5, 2], means[1, 2, 5]) == (10.0, 0.0)
    assert np.isnan(means[2]).all()


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match="two different labels. Received 6 twice"):
        pair_errors(Y_TRUE, Y_PRED, 6, 6)
    with pytest.raises(ValueError, match="two different labels"):
        outcome_groups(Y_TRUE, Y_PRED, 0, 0)
    with pytest.raises(ValueError, match="labels 0 to 1. Received 0 and 6"):
        log_margin(np.array([[0.5, 0.5]]), 0, 6)
    with pytest.raises(ValueError, match=r"shape \(n, height, width\). Received \(2, 784\)"):
        mean_images(np.zeros((2, 784), dtype=np.uint8), [])
