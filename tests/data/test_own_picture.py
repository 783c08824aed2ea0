"""Strangers' picture files: what is read, and how what is not is refused."""

import io
import random

import numpy as np
import pytest
from PIL import Image

from fmnist.data import own_picture
from fmnist.data.own_picture import read_picture
from fmnist.errors import DataError

BLOCKS = np.kron(
    np.array([[[250, 10, 20], [0, 200, 40]], [[90, 90, 90], [255, 255, 255]]], dtype=np.uint8),
    np.ones((8, 8, 1), dtype=np.uint8),
)
PICTURE = np.concatenate([BLOCKS, BLOCKS[:, ::-1], BLOCKS], axis=0)  # 48 rows, 16 columns


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("kind", "options", "name"),
    [
        ("PNG", {}, "PNG"),
        ("GIF", {}, "GIF"),
        ("WEBP", {"lossless": True}, "WebP"),
        ("JPEG", {"quality": 100, "subsampling": 0}, "JPEG"),
    ],
)
def test_each_format_gives_its_pixels(kind, options, name) -> None:
    read = read_picture(encoded(Image.fromarray(PICTURE), kind, **options), name="it")

    assert (read.kind, read.size, read.notes) == (name, (16, 48), ())
    np.testing.assert_allclose(read.pixels.astype(int), PICTURE, atol=3 if kind == "JPEG" else 0)


def test_exif_turns_a_picture_upright() -> None:
    image = Image.fromarray(PICTURE)
    exif = image.getexif()
    exif[0x0112] = 6  # the camera was held on its side: turn clockwise
    read = read_picture(encoded(image, "PNG", exif=exif), name="it")

    assert read.pixels.tolist() == np.rot90(PICTURE, -1).tolist()
    assert read.notes == ("turned upright as its EXIF data say",)


def test_sixteen_bits_are_scaled_not_cut() -> None:
    grey = np.array([[0, 257, 32_896], [65_535, 257 * 7, 128]], dtype=np.uint16)

    read = read_picture(encoded(Image.fromarray(grey), "PNG"), name="it")

    assert read.pixels[..., 1].tolist() == [[0, 1, 128], [255, 7, 0]]


def test_cmyk_becomes_rgb() -> None:
    cmyk = Image.fromarray(PICTURE).convert("CMYK")

    read = read_picture(encoded(cmyk, "JPEG", quality=100, subsampling=0), name="it")

    np.testing.assert_allclose(read.pixels.astype(int), PICTURE, atol=6)


@pytest.mark.parametrize(("on_black", "ground"), [(False, 255), (True, 0)])
def test_transparent_parts_lie_on_the_ground(on_black, ground) -> None:
    alpha = np.zeros((2, 2, 4), dtype=np.uint8)
    alpha[0, 0] = 10, 20, 30, 255
    alpha[1, 1] = 0, 0, 0, 51  # a fifth of black

    read = read_picture(encoded(Image.fromarray(alpha), "PNG"), name="it", on_black=on_black)

    assert read.pixels[0, 0].tolist() == [10, 20, 30]
    assert read.pixels[0, 1].tolist() == [ground] * 3
    assert read.pixels[1, 1].tolist() == [ground * 4 // 5] * 3


def test_a_palette_with_a_transparent_colour_is_laid_on_white() -> None:
    image = Image.fromarray(np.array([[0, 1]], dtype=np.uint8), mode="P")
    image.putpalette([9, 9, 9, 200, 0, 0])

    read = read_picture(encoded(image, "GIF", transparency=0), name="it")

    assert read.pixels.tolist() == [[[255, 255, 255], [200, 0, 0]]]


def test_of_an_animation_the_first_frame_is_taken() -> None:
    frames = [Image.new("RGB", (5, 5), colour) for colour in ("#102030", "white")]

    read = read_picture(
        encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), name="it"
    )

    assert read.pixels[0, 0].tolist() == [0x10, 0x20, 0x30]
    assert read.notes == ("the first frame of several was taken",)


def test_a_large_picture_is_averaged_down() -> None:
    stripes = np.zeros((1200, 4), dtype=np.uint8)
    stripes[::2] = 200

    read = read_picture(encoded(Image.fromarray(stripes), "PNG"), name="it")

    assert read.size == (4, 1200)
    assert read.pixels.shape == (300, 1, 3)
    assert np.unique(read.pixels).tolist() == [100]


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch) -> None:
    bomb = encoded(Image.new("1", (30_000, 30_000)), "PNG")  # 100 kB of file, 900 MB of pixels
    half = encoded(Image.new("1", (7_000, 6_000)), "PNG")
    decoded = []
    monkeypatch.setattr(own_picture, "_decode", lambda *_, **__: decoded.append(1))

    with pytest.raises(DataError, match="bomb.png unpacks to too many pixels: expected at most"):
        read_picture(bomb, name="bomb.png")
    with pytest.raises(DataError, match="half.png has 7,000 x 6,000 pixels: expected at most 40"):
        read_picture(half, name="half.png")
    assert decoded == []


def test_too_large_a_file_is_refused_unread() -> None:
    with pytest.raises(DataError, match=r"big.png has 11 MB: expected at most 10 MB\. Save it"):
        read_picture(b"\0" * (11 * 2**20), name="big.png")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        encoded(Image.fromarray(PICTURE), "BMP"),
        encoded(Image.fromarray(PICTURE), "TIFF"),
    ],
    ids=["empty", "svg", "bmp", "tiff"],
)
def test_other_formats_are_told_which_are_read(content) -> None:
    with pytest.raises(DataError, match="expected PNG, JPEG, WebP or GIF, received"):
        read_picture(content, name="it")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_damaged_files_are_one_sentence_or_a_picture(kind) -> None:
    whole = encoded(Image.fromarray(PICTURE), kind)
    rng = random.Random(5)  # noqa: S311 - repeatable damage
    refused = 0
    for trial in range(120):
        damaged = bytearray(whole)
        for _ in range(rng.randint(1, 5)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        if trial % 3 == 0:
            damaged = damaged[: rng.randrange(len(damaged))]
        try:
            read = read_picture(bytes(damaged), name="it")
        except DataError:
            refused += 1
        else:
            assert read.pixels.dtype == np.uint8
    assert refused >= 40  # every third file is cut off
