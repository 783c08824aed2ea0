"""Draws are repeatable and fair; no kind of error hides the other."""

import numpy as np
import pytest

from fmnist.evaluation.sampling import limit_kinds, random_draw

IMAGES = np.array([3, 14, 15, 92, 65, 35, 89])


def test_the_same_seed_draws_the_same_images_and_another_one_others() -> None:
    pool = np.arange(100, 1100)
    first = random_draw(pool, 25, seed=7)

    assert first.tolist() == random_draw(pool, 25, seed=7).tolist()
    assert set(first.tolist()) != set(random_draw(pool, 25, seed=8).tolist())
    assert len(set(first.tolist())) == 25
    assert set(first.tolist()) <= set(pool.tolist())


def test_too_few_images_are_all_drawn_and_the_pool_is_left_alone() -> None:
    pool = IMAGES.copy()

    assert sorted(random_draw(pool, 25, seed=1)) == sorted(IMAGES)
    assert pool.tolist() == IMAGES.tolist()
    assert random_draw(np.array([], dtype=np.int64), 25, seed=1).tolist() == []


def test_every_image_is_drawn_about_as_often() -> None:
    hits = sum(np.isin(IMAGES, random_draw(IMAGES, 3, seed=seed)) for seed in range(700))

    assert (abs(hits - 300) < 60).all()  # 300 expected, standard deviation 13


def test_no_kind_takes_more_than_its_share() -> None:
    kinds = np.array([0, 0, 0, 1, 0, 1, 1])

    assert limit_kinds(IMAGES, kinds, 4, most=2).tolist() == [3, 14, 92, 35]
    assert limit_kinds(IMAGES, kinds, 3, most=2).tolist() == [3, 14, 92]


def test_a_rare_kind_is_not_filled_up_with_the_other() -> None:
    kinds = np.array([0, 0, 0, 0, 0, 0, 1])

    assert limit_kinds(IMAGES, kinds, 6, most=3).tolist() == [3, 14, 15, 89]


def test_no_image_and_no_kind() -> None:
    empty = np.array([], dtype=np.int64)

    assert limit_kinds(empty, empty, 4, most=2).tolist() == []
    with pytest.raises(ValueError, match="one for each of 7 images. Received shape"):
        limit_kinds(IMAGES, np.array([1]), 4, most=2)
