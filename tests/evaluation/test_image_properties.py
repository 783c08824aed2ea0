"""What an image is like: small pictures worked by hand, and all of them against a loop."""

import tracemalloc

import numpy as np
import pytest

from fmnist.data.dataset import load_test_split
from fmnist.evaluation.image_properties import PROPERTIES, image_properties

LOP_SIDED = [
    [0, 0, 0, 0],
    [200, 100, 0, 0],
    [200, 0, 0, 0],
    [0, 0, 0, 10],
]
EVEN = [
    [0, 50, 50, 0],
    [0, 50, 50, 0],
    [0, 50, 50, 0],
    [0, 50, 50, 0],
]


def picture(*rows: list[list[int]]) -> np.ndarray:
    return np.array(rows, dtype=np.uint8)


def test_a_lop_sided_picture_by_hand() -> None:
    found = image_properties(picture(LOP_SIDED), np.array([3]))

    # Ink: 200, 100 and 200; the 10 is below 5 % of 255.
    assert found["ink"][0] == pytest.approx(3 / 16)
    assert found["brightness"][0] == pytest.approx(500 / 3)
    assert found["contrast"][0] == pytest.approx(np.std([200, 100, 200]))
    assert found["size"][0] == pytest.approx(2 * 2 / 16)
    # Nothing lies on its own mirror image: |x - mirrored x| sums up to twice the picture.
    assert found["symmetry"][0] == pytest.approx(0)


def test_an_even_picture_by_hand() -> None:
    found = image_properties(picture(EVEN), np.array([0]))

    assert found["symmetry"][0] == 1
    assert found["contrast"][0] == 0
    assert found["brightness"][0] == 50
    assert found["size"][0] == pytest.approx(4 * 2 / 16)
    assert found["distance"][0] == 0  # it is its class's mean


def test_the_distance_is_from_the_mean_of_the_own_class_alone() -> None:
    images = np.zeros((3, 2, 2), dtype=np.uint8)
    images[1] = 20
    images[2] = 255

    found = image_properties(images, np.array([1, 1, 2]))

    np.testing.assert_allclose(found["distance"], [10, 10, 0])


def test_an_empty_picture_has_no_ink_and_breaks_nothing() -> None:
    found = image_properties(np.zeros((1, 4, 4), dtype=np.uint8), np.array([0]))

    assert {key: float(values[0]) for key, values in found.items()} == {
        "brightness": 0,
        "ink": 0,
        "symmetry": 1,
        "size": 0,
        "contrast": 0,
        "distance": 0,
    }


def test_every_property_of_the_first_test_images_is_that_of_a_loop() -> None:
    split = load_test_split()

    found = image_properties(split.images, split.labels)

    assert list(found) == list(PROPERTIES)
    means = [split.images[split.labels == label].mean(axis=0) for label in range(10)]
    for index in range(40):
        image = split.images[index].astype(float)
        ink = image[image > 12]
        rows, columns = np.nonzero(image > 12)
        box = (rows.max() - rows.min() + 1) * (columns.max() - columns.min() + 1)
        apart = sum(
            abs(image[row, column] - image[row, 27 - column])
            for row in range(28)
            for column in range(28)
        )
        expected = {
            "brightness": ink.mean(),
            "ink": len(ink) / 784,
            "symmetry": 1 - apart / (2 * image.sum()),
            "size": box / 784,
            "contrast": ink.std(),
            "distance": np.sqrt(((image - means[split.labels[index]]) ** 2).mean()),
        }
        assert {key: values[index] for key, values in found.items()} == pytest.approx(expected)


def test_pictures_without_their_labels_are_refused() -> None:
    with pytest.raises(ValueError, match=r"one for each of 2 labels\. Received uint8 \(1, 4, 4\)"):
        image_properties(np.zeros((1, 4, 4), dtype=np.uint8), np.array([0, 1]))


def test_all_test_images_take_little_memory_at_a_time() -> None:
    """As int64 they would be 63 MB, each time, and a server has 300."""
    images = np.full((10_000, 28, 28), 200, dtype=np.uint8)
    labels = np.arange(10_000) % 10
    tracemalloc.start()
    image_properties(images, labels)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 60e6
