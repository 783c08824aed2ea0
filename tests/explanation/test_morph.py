"""Morphs: both ends are the images, and flips stand where two answers are equally likely."""

import numpy as np
import pytest

from fmnist.explanation.morph import STEPS, flips, mixtures, shares


def test_mixtures_begin_and_end_with_the_images() -> None:
    start, end = np.full((28, 28), 255, dtype=np.uint8), np.zeros((28, 28), dtype=np.uint8)
    end[0, 0] = 255

    way = mixtures(start, end)

    assert way.shape == (STEPS, 28, 28)
    assert (way[0] == start).all()
    assert (way[-1] == end).all()
    assert way[:, 0, 0].max() <= 255
    assert way[5, 1, 1] == pytest.approx(0.75 * 255)
    assert shares()[5] == pytest.approx(0.25)


def test_flips_of_a_linear_model_stand_where_its_margin_is_zero(linear, image) -> None:
    answer = linear(image[None])[0].argmax()
    candidates = np.random.default_rng(3).integers(0, 256, (50, 28, 28)).astype(np.uint8)
    other = candidates[linear(candidates).argmax(axis=1) != answer][0]

    found = flips(linear(mixtures(image, other)))

    assert found
    for flip in found:
        between = (1 - flip.share) * image + flip.share * other.astype(float)
        y_proba = linear(between[None])[0]
        assert y_proba[flip.before] == pytest.approx(y_proba[flip.after], rel=1e-6)
        assert {flip.before, flip.after} == set(np.argsort(y_proba)[-2:].tolist())


def test_no_change_is_no_flip() -> None:
    assert flips(np.tile([0.2, 0.8], (21, 1))) == ()


def test_a_flip_by_hand() -> None:
    y_proba = np.array([[0.8, 0.2], [0.8, 0.2], [0.2, 0.8]])

    (flip,) = flips(y_proba)

    assert (flip.before, flip.after) == (0, 1)
    assert flip.share == pytest.approx(0.75)
