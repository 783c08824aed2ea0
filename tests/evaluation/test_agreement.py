"""Where models agree: regions, images nobody has right, agreement and kappa."""

from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.metrics import cohen_kappa_score

from fmnist.evaluation.agreement import (
    agreement_matrix,
    all_wrong,
    cohens_kappa_matrix,
    regions,
)

CORRECT = np.array([[1, 1, 0, 0, 1], [1, 0, 0, 0, 0]], dtype=np.bool_)
Y_PREDS = np.array([[0, 0, 1, 2], [0, 1, 1, 1], [0, 0, 1, 2]], dtype=np.uint8)


def test_regions_of_two_models_by_hand() -> None:
    found = regions(CORRECT)
    assert [(region.right, region.indices.tolist()) for region in found] == [
        ((True, True), [0]),
        ((True, False), [1, 4]),
        ((False, True), []),
        ((False, False), [2, 3]),
    ]
    assert found[2].indices.dtype == np.int64


@pytest.mark.parametrize("models", [2, 3])
def test_regions_part_all_images(correct: npt.NDArray[np.bool_], models: int) -> None:
    found = regions(correct[:models])
    assert [region.right for region in found] == list(product((True, False), repeat=models))
    indices = np.concatenate([region.indices for region in found])
    assert sorted(indices.tolist()) == list(range(correct.shape[1]))
    for region in found:
        expected = np.array(region.right)[:, np.newaxis]
        assert (correct[:models, region.indices] == expected).all()


def test_regions_refuse_what_nobody_can_read(correct: npt.NDArray[np.bool_]) -> None:
    with pytest.raises(ValueError, match="expected 2 to 3 models. Received 4: choose fewer"):
        regions(correct)
    with pytest.raises(ValueError, match="n_models >= 2"):
        regions(correct[:1])


def test_all_wrong_by_hand_and_as_the_last_region(correct: npt.NDArray[np.bool_]) -> None:
    assert all_wrong(CORRECT).tolist() == [2, 3]
    assert all_wrong(CORRECT[:1]).tolist() == [2, 3]
    assert all_wrong(CORRECT[1:]).tolist() == [1, 2, 3, 4]
    assert all_wrong(correct[:3]).tolist() == regions(correct[:3])[-1].indices.tolist()


def test_agreement_by_hand() -> None:
    expected = [[1.0, 0.5, 1.0], [0.5, 1.0, 0.5], [1.0, 0.5, 1.0]]
    assert agreement_matrix(Y_PREDS).tolist() == expected


def test_kappa_by_hand() -> None:
    # Shares 2/4 1/4 1/4 and 1/4 3/4 0: expected 5/16, so (8/16 - 5/16) / (11/16).
    kappa = cohens_kappa_matrix(Y_PREDS, n_classes=3)
    assert kappa[0, 1] == pytest.approx(3 / 11)
    np.testing.assert_allclose(np.diag(kappa), 1.0)


def test_kappa_equals_scikit_learn() -> None:
    rng = np.random.default_rng(9)
    base = rng.integers(0, 10, size=800)
    y_preds = np.stack([np.where(rng.random(800) < p, base, 3) for p in (0.9, 0.5, 0.1)])
    ours = cohens_kappa_matrix(y_preds)
    for i, j in product(range(3), repeat=2):
        assert ours[i, j] == pytest.approx(cohen_kappa_score(y_preds[i], y_preds[j]))
        assert agreement_matrix(y_preds)[i, j] == np.mean(y_preds[i] == y_preds[j])


def test_kappa_of_one_and_the_same_label_is_one() -> None:
    kappa = cohens_kappa_matrix(np.array([[4, 4], [4, 4], [4, 5]]))
    assert kappa[0, 1] == 1.0
    assert kappa[0, 2] == 0.0


def test_errors_are_sentences() -> None:
    with pytest.raises(ValueError, match=r"y_preds\[1\]: expected labels 0 to 1. Received 0 to 2"):
        cohens_kappa_matrix(np.array([[0, 1], [0, 2]]), n_classes=2)
    with pytest.raises(ValueError, match="y_preds: expected at least one model"):
        agreement_matrix(np.empty((0, 5), dtype=np.int64))
