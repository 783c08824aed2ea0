"""Sheets of tiles: decoding the PNG gives every image back, pixel by pixel, where it should be."""

import io

import numpy as np
import pytest
from PIL import Image

from fmnist.data.atlas import atlas_positions, sheet_png
from fmnist.data.dataset import Split
from fmnist.errors import DataError


def decode(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as picture:
        assert (picture.format, picture.mode) == ("PNG", "L")
        return np.asarray(picture)


def tile(sheet: np.ndarray, position: int, columns: int = 40) -> np.ndarray:
    row, column = divmod(position, columns)
    return sheet[28 * row : 28 * row + 28, 28 * column : 28 * column + 28]


def test_positions_of_a_hand_worked_case() -> None:
    sheet, position = atlas_positions(np.array([2, 0, 2, 2, 9, 0], dtype=np.uint8))
    assert (sheet.dtype, position.dtype) == (np.uint8, np.int64)
    assert sheet.tolist() == [2, 0, 2, 2, 9, 0]
    assert position.tolist() == [0, 0, 1, 2, 0, 1]


def test_positions_of_the_official_test_labels(official_test: Split) -> None:
    sheet, position = atlas_positions(official_test.labels)
    np.testing.assert_array_equal(sheet, official_test.labels)
    for label in range(10):
        assert position[sheet == label].tolist() == list(range(1_000))


def test_each_image_comes_back_from_its_tile(small: Split) -> None:
    sheet, position = atlas_positions(small.labels)
    assert len(set(np.bincount(sheet))) > 1
    for columns in (3, 40):
        pictures = {
            label: decode(sheet_png(small.images, small.labels, label, columns=columns))
            for label in np.unique(small.labels).tolist()
        }
        for i in range(len(small)):
            found = tile(pictures[int(sheet[i])], int(position[i]), columns)
            np.testing.assert_array_equal(found, small.images[i])
            assert not np.array_equal(found, small.images[i].T)


def test_the_last_row_is_filled_up_with_black() -> None:
    images = np.full((5, 28, 28), 200, dtype=np.uint8)
    picture = decode(sheet_png(images, np.zeros(5, dtype=np.uint8), 0, columns=3))
    assert picture.shape == (56, 84)
    assert tile(picture, 4, 3).min() == 200
    assert tile(picture, 5, 3).max() == 0


def test_a_sheet_of_the_official_test_images(official_test: Split) -> None:
    png = sheet_png(official_test.images, official_test.labels, 6)
    picture = decode(png)
    assert picture.shape == (700, 1120)
    shirts = official_test.images[official_test.labels == 6]
    for position in (0, 39, 40, 999):
        np.testing.assert_array_equal(tile(picture, position), shirts[position])


def test_a_class_without_images_is_an_error(small: Split) -> None:
    with pytest.raises(DataError, match=r"true label 9 \(Ankle boot\)"):
        sheet_png(small.images, small.labels, 9)
    with pytest.raises(DataError, match=r"true label 12 \(no class\)"):
        sheet_png(small.images, small.labels, 12)
