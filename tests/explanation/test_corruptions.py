"""Ten corruptions: by hand, against SciPy and Pillow, and the same picture whoever asks."""

import io

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from fmnist.data.dataset import load_test_split
from fmnist.explanation.corruptions import CORRUPTIONS, SEVERITIES, corrupt

EVERY = pytest.mark.parametrize("corruption", CORRUPTIONS.values(), ids=list(CORRUPTIONS))


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    """Return the first 60 test images."""
    return load_test_split().images[:60]


def test_there_are_ten_and_their_names_differ() -> None:
    assert len(CORRUPTIONS) == 10
    assert len({each.name for each in CORRUPTIONS.values()}) == 10
    assert all(len(each.amounts) == SEVERITIES for each in CORRUPTIONS.values())


@EVERY
def test_severity_0_is_the_picture_itself(corruption, images: np.ndarray) -> None:
    np.testing.assert_array_equal(corrupt(images, corruption, 0), images)


@EVERY
def test_each_severity_changes_more_than_the_one_before(corruption, images: np.ndarray) -> None:
    seen = [corrupt(images, corruption, severity) for severity in range(SEVERITIES + 1)]
    changes = [np.abs(each.astype(int) - images).mean() for each in seen]

    assert all(each.dtype == np.uint8 and each.shape == images.shape for each in seen)
    assert changes == sorted(set(changes))


@EVERY
def test_a_picture_comes_out_alike_whichever_others_are_asked_about(
    corruption, images: np.ndarray
) -> None:
    chosen = np.array([41, 3, 17])

    alone = corrupt(images[chosen], corruption, 3, chosen)

    np.testing.assert_array_equal(alone, corrupt(images, corruption, 3)[chosen])


@EVERY
def test_nothing_is_done_to_the_given_images(corruption, images: np.ndarray) -> None:
    given = images.copy()
    corrupt(given, corruption, 5)

    np.testing.assert_array_equal(given, images)


@EVERY
@pytest.mark.parametrize("severity", [-1, 6])
def test_a_severity_that_is_none_is_refused(corruption, images: np.ndarray, severity: int) -> None:
    with pytest.raises(ValueError, match=f"expected 0 to 5. Received {severity}"):
        corrupt(images, corruption, severity)


@EVERY
def test_no_images_are_no_error(corruption) -> None:
    assert corrupt(np.empty((0, 28, 28), np.uint8), corruption, 5).shape == (0, 28, 28)


def test_a_dot_is_shifted_by_so_many_pixels_in_one_of_four_directions() -> None:
    dots = np.zeros((4000, 28, 28), np.uint8)
    dots[:, 10, 12] = 200

    moved = corrupt(dots, CORRUPTIONS["shift"], 4)

    rows, columns = np.nonzero(moved.reshape(-1, 28 * 28).reshape(-1, 28, 28).max(axis=0))
    assert {*zip(rows.tolist(), columns.tolist(), strict=True)} == {
        (10, 8),
        (10, 16),
        (6, 12),
        (14, 12),
    }
    assert (moved.sum(axis=(1, 2)) == 200).all()
    assert moved[:, 10, 8].sum() / 200 == pytest.approx(1000, abs=120)


def test_what_is_shifted_in_is_black() -> None:
    white = np.full((50, 28, 28), 255, np.uint8)

    assert (corrupt(white, CORRUPTIONS["shift"], 3) == 0).sum(axis=(1, 2)).tolist() == [3 * 28] * 50


@pytest.mark.parametrize("severity", range(1, 6))
def test_turning_is_scipy_s_with_the_sign_that_is_drawn(images: np.ndarray, severity: int) -> None:
    degrees = CORRUPTIONS["turn"].amounts[severity - 1]
    turned = corrupt(images, CORRUPTIONS["turn"], severity).astype(float)

    both = [
        ndimage.rotate(
            images.astype(float),
            sign * degrees,
            axes=(1, 2),
            reshape=False,
            order=1,
            mode="grid-constant",
        )
        for sign in (1, -1)
    ]
    off = np.stack([np.abs(each - turned).max(axis=(1, 2)) for each in both])
    assert off.min(axis=0).max() <= 0.51, "rounding alone"
    left = int((off.argmin(axis=0) == 0).sum())
    assert 15 <= left <= 45, "about half of sixty"


@pytest.mark.parametrize("severity", range(1, 6))
def test_shrinking_is_scipy_s(images: np.ndarray, severity: int) -> None:
    zoom = 100 / CORRUPTIONS["scale"].amounts[severity - 1]
    offset = 13.5 - 13.5 * zoom

    expected = [
        ndimage.affine_transform(
            image.astype(float), [zoom, zoom], offset, order=1, mode="grid-constant"
        )
        for image in images
    ]

    shrunk = corrupt(images, CORRUPTIONS["scale"], severity)
    assert np.abs(shrunk - np.array(expected)).max() <= 0.51


def test_blurring_is_scipy_s_two_dimensional_gaussian(images: np.ndarray) -> None:
    blurred = corrupt(images, CORRUPTIONS["blur"], 4)

    expected = [
        ndimage.gaussian_filter(image.astype(float), 1.5, mode="constant") for image in images
    ]
    assert np.abs(blurred - np.array(expected)).max() <= 0.51


def test_noise_has_the_deviation_that_it_says() -> None:
    grey = np.full((300, 28, 28), 128, np.uint8)

    noisy = corrupt(grey, CORRUPTIONS["noise"], 2).astype(float)

    assert noisy.mean() == pytest.approx(128, abs=0.2)
    assert noisy.std() == pytest.approx(20, rel=0.01)
    assert np.abs(np.corrcoef(noisy[:2].reshape(2, -1))[0, 1]) < 0.15, "each has its own"


def test_dark_and_flat_and_negative_by_hand() -> None:
    image = np.array([[0, 100, 200, 100]], np.uint8).repeat(7, axis=1).repeat(28, axis=0)[None]

    def levels(key: str, severity: int) -> list[int]:
        seen = corrupt(image, CORRUPTIONS[key], severity)
        return [int(seen[0, 0, column]) for column in (0, 7, 14)]

    assert levels("dark", 5) == [0, 20, 40]
    assert levels("contrast", 2) == [40, 100, 160], "the mean is 100"
    assert levels("invert", 5) == [255, 155, 55]
    assert levels("invert", 1) == [64, 114, 164]  # 0.25 * 255 = 63.75 and so on


def test_a_square_covers_so_many_pixels_and_no_more(images: np.ndarray) -> None:
    covered = corrupt(images, CORRUPTIONS["cover"], 3)

    for before, after in zip(images, covered, strict=True):
        grey = np.argwhere(after == 128)
        changed = np.argwhere(before != after)
        inside = {
            (top, left)
            for top in range(19)
            for left in range(19)
            if (after[top : top + 10, left : left + 10] == 128).all()
        }
        assert len(grey) >= 100
        assert inside
        top, left = changed.min(axis=0)
        bottom, right = changed.max(axis=0)
        assert bottom - top < 10
        assert right - left < 10


def test_jpeg_is_what_pillow_saves(images: np.ndarray) -> None:
    seen = corrupt(images[:5], CORRUPTIONS["jpeg"], 5)

    for image, got in zip(images, seen, strict=False):
        packed = io.BytesIO()
        Image.fromarray(image).save(packed, "JPEG", quality=5)
        np.testing.assert_array_equal(got, np.asarray(Image.open(packed)))


def test_a_severity_is_said_in_words() -> None:
    assert CORRUPTIONS["shift"].text(4) == "shifted by 4 pixels"
    assert CORRUPTIONS["shift"].text(1) == "shifted by 1 pixel"
    assert CORRUPTIONS["invert"].amount(1) == "25 % of the way"
    assert CORRUPTIONS["blur"].text(1) == "blurred over 0.5 pixels"
    assert CORRUPTIONS["jpeg"].text(5) == "saved as JPEG of quality 5"
