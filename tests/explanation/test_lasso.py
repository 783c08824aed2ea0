"""Outlines in an address and the images inside them, against Matplotlib-free geometry by hand."""

import numpy as np
import pytest

from fmnist.explanation.lasso import ALPHABET, BASE, MOST_CORNERS, decode, inside, places

RANDOM = np.random.default_rng(4)


def encode(corners: tuple[tuple[int, int], ...]) -> str:
    """Write corners as the browser does, four characters each."""
    return "".join(
        ALPHABET[number // BASE] + ALPHABET[number % BASE]
        for corner in corners
        for number in corner
    )


def test_places_are_whole_numbers_and_come_back_from_what_is_kept() -> None:
    kept = RANDOM.integers(0, 65_536, (1000, 2)).astype(np.uint16)

    np.testing.assert_array_equal(places(kept.astype(np.float32) / np.float32(65_535)), kept)


def test_corners_survive_the_address() -> None:
    corners = ((0, 4095), (17, 64), (4095, 0), (2048, 1))

    text = encode(corners)

    assert len(text) == 16
    assert text.replace("-", "").replace("_", "").isalnum()
    assert decode(text) == corners


@pytest.mark.parametrize(
    "text", ["", "AAAA", "AAAAA", "AAAAAAA*", "A" * 4 * (MOST_CORNERS + 1), "ÄÄÄÄÄÄÄÄ"]
)
def test_nonsense_is_no_outline(text: str) -> None:
    assert decode(text) is None


def test_a_box_holds_what_lies_between_two_corners_in_any_order() -> None:
    points = np.array([[100, 100], [300, 100], [100, 300], [700, 700]], np.uint16)

    for corners in (((2, 2), (10, 10)), ((10, 10), (2, 2)), ((2, 10), (10, 2))):
        assert inside(points, corners).tolist() == [True, False, False, False]


def test_a_triangle_by_hand() -> None:
    triangle = ((0, 0), (1000, 0), (0, 1000))
    points = np.array([[100, 100], [7000, 7000], [9000, 9000], [15900, 50], [50, 15900]], np.uint16)

    assert inside(points, triangle).tolist() == [True, True, False, True, True]


def test_an_outline_of_many_corners_is_a_circle_s_own_test() -> None:
    angles = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    corners = tuple(
        (int(2048 + 1000 * np.cos(angle)), int(2048 + 1000 * np.sin(angle))) for angle in angles
    )
    points = RANDOM.integers(0, 65_536, (5000, 2)).astype(np.uint16)

    got = inside(points, corners)

    far = np.hypot(*(points.astype(float) - 2048 * 16).T)
    assert got[far < 15_900].all()
    assert not got[far > 16_100].any()


def test_what_is_gone_around_twice_is_outside() -> None:
    star = tuple(
        (int(2048 + 1900 * np.sin(turn)), int(2048 + 1900 * np.cos(turn)))
        for turn in 4 * np.pi * np.arange(5) / 5
    )
    points = np.array([[2048 * 16, 2048 * 16], [2048 * 16, 2048 * 16 + 1500 * 16]], np.uint16)

    assert inside(points, star).tolist() == [False, True]
