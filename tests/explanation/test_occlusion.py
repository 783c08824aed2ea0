"""Contrastive occlusion, against a loop and against the weights of a linear model."""

import numpy as np
import pytest

from fmnist.explanation.margins import margins
from fmnist.explanation.occlusion import FILLINGS, occlusion


def test_margins_by_hand() -> None:
    y_proba = np.array([[0.5, 0.25, 0.25], [0.1, 0.9, 0.0]])

    found = margins(y_proba, 0, 1)

    np.testing.assert_allclose(found, [np.log(2), np.log(1 / 9)])
    assert np.isfinite(margins(y_proba, 1, 2)).all()
    assert margins(y_proba, 1, 2)[1] > 80
    with pytest.raises(ValueError, match="two different classes. Received 3 twice"):
        margins(y_proba, 3, 3)


def test_a_linear_model_loses_what_its_weights_say(linear, image) -> None:
    found = occlusion(linear, image, 6, 0)

    worth = linear.margin_weights(6, 0) * image
    assert found.drops.shape == (13, 13)
    for row, column in [(0, 0), (3, 7), (12, 12)]:
        expected = worth[2 * row : 2 * row + 4, 2 * column : 2 * column + 4].sum()
        assert found.drops[row, column] == pytest.approx(expected)
    assert found.margin == pytest.approx(worth.sum())


@pytest.mark.parametrize("filling", FILLINGS)
def test_as_a_loop_over_patches_finds_it(linear, image, filling) -> None:
    found = occlusion(linear, image, 4, 2, filling=filling)

    def margin(pixels):
        y_proba = linear(pixels[None])[0]
        return np.log(y_proba[4]) - np.log(y_proba[2])

    total, times = np.zeros((28, 28)), np.zeros((28, 28))
    for top in range(0, 25, 2):
        for left in range(0, 25, 2):
            covered = image.astype(float)
            inside = [(r, c) for r in range(top, top + 4) for c in range(left, left + 4)]
            ring = [
                image[r, c]
                for r in range(max(0, top - 2), min(28, top + 6))
                for c in range(max(0, left - 2), min(28, left + 6))
                if (r, c) not in inside
            ]
            value = 0 if filling == "background" else sum(map(float, ring)) / len(ring)
            for r, c in inside:
                covered[r, c] = value
            drop = margin(image.astype(float)) - margin(covered)
            assert found.drops[top // 2, left // 2] == pytest.approx(drop, abs=1e-4)
            for r, c in inside:
                total[r, c] += drop
                times[r, c] += 1
    np.testing.assert_allclose(found.heat, total / times, atol=1e-4)


def test_the_image_is_not_changed_and_the_model_is_asked_once(linear, image) -> None:
    before, asked = image.copy(), []

    def predict(pixels):
        asked.append(pixels.shape)
        return linear(pixels)

    occlusion(predict, image, 0, 1)

    assert asked == [(170, 28, 28)]
    assert (image == before).all()


def test_the_classes_turned_round_turn_the_sign(linear, image) -> None:
    ahead, back = occlusion(linear, image, 6, 0), occlusion(linear, image, 0, 6)

    np.testing.assert_allclose(ahead.drops, -back.drops, atol=1e-9)
    assert ahead.margin == pytest.approx(-back.margin)
