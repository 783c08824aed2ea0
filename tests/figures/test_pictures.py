"""Pictures of arrays, pixel by pixel."""

import numpy as np

from fmnist.figures.pictures import diverging, grey, montage


def test_the_ends_and_the_middle_of_the_diverging_scale() -> None:
    picture = diverging(np.array([[2.0, -2.0, 0.0, 9.0]]), limit=2.0)

    assert picture.tolist() == [[[0, 114, 178], [213, 94, 0], [247, 247, 247], [0, 114, 178]]]


def test_grey_is_black_at_zero_and_white_at_the_limit() -> None:
    assert grey(np.array([[0.0, 4.0, 1.0]]), limit=4.0)[0, :, 0].tolist() == [0, 255, 63]


def test_a_montage_keeps_order_and_leaves_gaps_transparent() -> None:
    pictures = [np.full((2, 1, 3), shade, dtype=np.uint8) for shade in (10, 20, 30)]

    sheet = montage(pictures, columns=2, zoom=3)

    assert sheet.shape == (2 * 6 + 6, 2 * 3 + 6, 4)
    assert sheet[0, 0].tolist() == [10, 10, 10, 255]
    assert sheet[0, 9].tolist() == [20, 20, 20, 255]
    assert sheet[12, 0].tolist() == [30, 30, 30, 255]
    assert sheet[0, 4, 3] == 0
    assert sheet[12, 9, 3] == 0
