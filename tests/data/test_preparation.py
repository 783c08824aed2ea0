"""The publisher's seven steps, worked by hand."""

import numpy as np
import pytest

from fmnist.data import publisher_steps as steps
from fmnist.data.dataset import load_test_split
from fmnist.data.preparation import STEP_NAMES, Preparation, prepare
from fmnist.errors import DataError

RED = (200, 40, 0)


def grey(rows) -> np.ndarray:
    return np.repeat(np.array(rows, dtype=np.float64)[..., None], 3, axis=2)


def test_edges_close_to_the_corners_are_trimmed() -> None:
    picture = np.full((5, 6, 3), 253.0)
    picture[1, 2] = RED
    picture[2, 3] = 200  # 53 of 255 from the ground
    picture[3, 4] = 241  # 12 from the ground: within 5 % of 255, which is 12.75

    trimmed = steps.trim(picture)

    assert trimmed.tolist() == picture[1:3, 2:4].tolist()
    picture[3, 4] = 240  # 13
    assert steps.trim(picture).shape == (3, 3, 3)


def test_opposite_corners_of_two_colours_cut_nothing_away() -> None:
    halves = grey([[255, 255, 0, 0]] * 3)

    assert steps.trim(halves).shape == halves.shape


def test_rows_and_columns_are_skipped() -> None:
    columns = grey([np.arange(12)] * 3)

    assert steps.subsample(columns, 4)[:, :, 0].tolist() == [[1, 4, 7, 10]]
    assert steps.subsample(columns, 6)[:, :, 0].tolist() == [[1, 3, 5, 7, 9, 11]] * 2


def test_rows_and_columns_are_repeated_in_a_small_picture() -> None:
    assert steps.subsample(grey([[1, 2]]), 4)[:, :, 0].tolist() == [[1, 1, 2, 2]] * 2


def test_sharpening_by_hand() -> None:
    """Columns 100, 100, 200, 200: the Gaussian weights are a, b, a with a = 0.2741, b = 0.4519."""
    a = np.exp(-0.5) / (1 + 2 * np.exp(-0.5))
    blurred = np.array([100, 100 + 100 * a, 200 - 100 * a, 200])
    distance = np.array([0, 100 * a, 100 * a, 0])
    outlines = np.array([a * distance[1], (1 - a) * 100 * a, (1 - a) * 100 * a, a * distance[2]])
    columns = np.array([100.0, 100, 200, 200])
    expected = columns + outlines / outlines.max() * (columns - blurred)

    sharp = steps.sharpen(grey([columns] * 3))

    np.testing.assert_allclose(sharp[1, :, 0], expected)
    assert sharp[1, 1, 0] == pytest.approx(100 - 27.41, abs=0.01)
    assert sharp[1, 0, 0] == 100


def test_an_even_picture_is_not_sharpened() -> None:
    assert steps.sharpen(grey([[7, 7], [7, 7]])).tolist() == grey([[7, 7], [7, 7]]).tolist()


def test_the_shorter_side_is_filled_with_white_around_the_garment() -> None:
    square = steps.centre(grey([[5, 6, 7, 8]] * 2), 4)[:, :, 0]

    assert square.tolist() == [[255] * 4, [5, 6, 7, 8], [5, 6, 7, 8], [255] * 4]


def test_the_seven_steps_of_a_picture_worked_by_hand() -> None:
    """One colour on white: 14 rows by 7 columns are doubled to 28 by 14 and stand in the middle."""
    picture = np.full((20, 20, 3), 255, dtype=np.uint8)
    picture[3:17, 5:12] = RED

    done = prepare(picture)

    assert [step.name for step in done.steps] == list(STEP_NAMES)
    shapes = [(20, 20), (14, 7), (28, 14), (28, 14), (28, 28), (28, 28), (28, 28)]
    assert [step.pixels.shape[:2] for step in done.steps] == shapes
    negated = [255 - value for value in RED]
    assert done.steps[5].pixels[14, 14].tolist() == negated
    brightness = round(0.2126 * negated[0] + 0.7152 * negated[1] + 0.0722 * negated[2])
    expected = np.zeros((28, 28))
    expected[:, 7:21] = brightness
    assert done.pixels.dtype == np.uint8
    assert done.pixels.tolist() == expected.tolist()


def test_a_large_picture_goes_through_the_size_of_the_shops_thumbnails() -> None:
    stripes = np.full((292, 204, 3), 255, dtype=np.uint8)  # four times 73 x 51
    stripes[::2] = 100
    stripes[:, 0], stripes[:, -1] = 0, 0

    trimmed = steps.to_bytes(steps.thumbnail(stripes.astype(np.float64)))

    assert trimmed.shape == (73, 51, 3)
    assert np.unique(trimmed[:, 1:-1]).tolist() == [178]


def test_a_dark_ground_is_negated_first() -> None:
    light = np.full((30, 30, 3), 250, dtype=np.uint8)
    light[4:25, 8:20] = 30

    by_itself, told = prepare(255 - light), prepare(255 - light, Preparation(ground="dark"))

    assert by_itself.pixels.tolist() == told.pixels.tolist() == prepare(light).pixels.tolist()
    assert by_itself.steps[0].note == "negated, since its background is dark"
    wrong = prepare(255 - light, Preparation(ground="light"))
    assert wrong.pixels.mean() < 50 < prepare(light).pixels[:, 10:18].mean()


def test_turns_and_cuts_and_padding() -> None:
    picture = np.full((40, 40, 3), 255, dtype=np.uint8)
    picture[5:35, 10:20] = 0
    picture[0, 0] = 90  # dirt in a corner

    turned = prepare(picture, Preparation(quarter_turns=1, crop=(0.1, 0.1, 0, 0), padding=3))

    assert turned.pixels.shape == (28, 28)
    rows, columns = (np.flatnonzero(turned.pixels.any(axis=axis)) for axis in (1, 0))
    assert (columns[0], columns[-1]) == (3, 24)  # it lies now, 22 columns wide
    assert len(rows) == 7
    assert turned.steps[0].note == "cut at the edges; turned by 90 degrees"


def test_one_quarter_turn_is_clockwise() -> None:
    picture = np.zeros((28, 28, 3), dtype=np.uint8)
    picture[0, 3] = 255

    turned = prepare(picture, Preparation(quarter_turns=1, as_it_is=True, ground="dark"))

    assert turned.pixels[3, 27] == 255


def test_a_grey_ground_can_be_made_white() -> None:
    picture = np.full((30, 30, 3), 180, dtype=np.uint8)
    picture[6:24, 4:26] = 90

    assert prepare(picture, Preparation(white_ground=True)).pixels[14, 14] == 255 - 127.5 // 1
    assert prepare(picture).pixels[14, 14] == 255 - 90


@pytest.mark.parametrize("index", [0, 2, 19])
def test_an_image_of_the_data_comes_through_unchanged(index) -> None:
    image = load_test_split().images[index]

    done = prepare(np.repeat(image[..., None], 3, axis=2))

    assert done.pixels.tolist() == image.tolist()
    assert [step.name for step in done.steps] == ["Picture", "Negated", "Grey"]


def test_one_colour_is_no_garment() -> None:
    with pytest.raises(DataError, match="has only one colour: expected a garment on a background"):
        prepare(np.full((9, 9, 3), 77, dtype=np.uint8))


def test_nothing_left_is_said() -> None:
    picture = np.full((9, 9, 3), 77, dtype=np.uint8)
    with pytest.raises(DataError, match="Nothing of the picture is left"):
        prepare(picture, Preparation(crop=(0.6, 0, 0.5, 0)))
